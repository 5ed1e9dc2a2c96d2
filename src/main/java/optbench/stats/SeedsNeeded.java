package optbench.stats;

import java.util.OptionalInt;

/** How many seeds a verdict takes in all, or why that cannot be said. */
public sealed interface SeedsNeeded {
  /** The number, if it is known. */
  OptionalInt known();

  /** Whether some number may do. */
  boolean isPossible();

  /** The answer in a sentence: such as {@code it would take 8 seeds}. */
  String sentence();

  /** The number, if it is known and there are fewer yet. */
  default OptionalInt moreThan(int present) {
    return known().isPresent() && known().getAsInt() > present ? known() : OptionalInt.empty();
  }

  /** Whichever of the two there is more to hope of. */
  default SeedsNeeded orSooner(SeedsNeeded other) {
    if (known().isPresent() && other.known().isPresent()) {
      return known().getAsInt() <= other.known().getAsInt() ? this : other;
    }
    if (known().isPresent()) {
      return this;
    }
    return other.known().isPresent() || !isPossible() ? other : this;
  }

  /**
   * A number.
   *
   * @param seeds in all, at least 2
   */
  record Known(int seeds) implements SeedsNeeded {
    public Known {
      if (seeds < 2) {
        throw new IllegalArgumentException("seeds must be at least 2 but were " + seeds);
      }
    }

    @Override
    public OptionalInt known() {
      return OptionalInt.of(seeds);
    }

    @Override
    public boolean isPossible() {
      return true;
    }

    @Override
    public String sentence() {
      return "it would take " + seeds + " seeds";
    }
  }

  /**
   * More than anybody would run.
   *
   * @param seeds searched up to
   */
  record MoreThan(int seeds) implements SeedsNeeded {
    @Override
    public OptionalInt known() {
      return OptionalInt.empty();
    }

    @Override
    public boolean isPossible() {
      return true;
    }

    @Override
    public String sentence() {
      return "it would take more than " + seeds + " seeds";
    }
  }

  /**
   * No number of seeds would do.
   *
   * @param reason such as {@code the difference is 0}
   */
  record Never(String reason) implements SeedsNeeded {
    @Override
    public OptionalInt known() {
      return OptionalInt.empty();
    }

    @Override
    public boolean isPossible() {
      return false;
    }

    @Override
    public String sentence() {
      return "no number of seeds is enough: " + reason;
    }
  }

  /**
   * The data do not tell.
   *
   * @param reason such as {@code one pair tells nothing of how much seeds vary}
   */
  record Unknown(String reason) implements SeedsNeeded {
    @Override
    public OptionalInt known() {
      return OptionalInt.empty();
    }

    @Override
    public boolean isPossible() {
      return true;
    }

    @Override
    public String sentence() {
      return "it is not known how many seeds it takes: " + reason;
    }
  }
}
