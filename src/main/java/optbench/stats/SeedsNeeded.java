package optbench.stats;

/** How many seeds a verdict takes in all, or why that cannot be said. */
public sealed interface SeedsNeeded {
  /** The answer in words: such as {@code 8 seeds}. */
  String text();

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

    /** How many are missing if there are so many already. */
    public int beyond(int present) {
      return Math.max(0, seeds - present);
    }

    @Override
    public String text() {
      return seeds + " seeds";
    }
  }

  /**
   * More than anybody would run.
   *
   * @param seeds searched up to
   */
  record MoreThan(int seeds) implements SeedsNeeded {
    @Override
    public String text() {
      return "more than " + seeds + " seeds";
    }
  }

  /**
   * No number of seeds would do.
   *
   * @param reason such as {@code the difference is 0}
   */
  record Never(String reason) implements SeedsNeeded {
    @Override
    public String text() {
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
    public String text() {
      return "it is not known how many seeds it takes: " + reason;
    }
  }
}
