package optbench.claims;

import java.util.List;
import java.util.stream.Collectors;

/** One side of a comparison. */
public sealed interface ClaimSide {
  /** What tables call it. */
  String text();

  /** Those that it names. */
  List<ContenderName> names();

  /** Whether it is written as a list of labels, each of which may be a pattern. */
  boolean listsLabels();

  /** What this kind of side means to somebody. */
  <R> R accept(Visitor<R> visitor);

  /** An answer for each kind of side; with a new one, who lacks it does not compile. */
  interface Visitor<R> {
    R single(Single side);

    R group(Group side);

    R constant(Constant side);
  }

  /** One optimizer of one experiment. */
  record Single(ContenderName name) implements ClaimSide {
    @Override
    public String text() {
      return name.toString();
    }

    @Override
    public List<ContenderName> names() {
      return List.of(name);
    }

    @Override
    public boolean listsLabels() {
      return false;
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.single(this);
    }
  }

  /**
   * Several optimizers, of which one figure is taken for each seed.
   *
   * @param names may hold wildcards
   */
  record Group(List<ContenderName> names, AggregateFunction take) implements ClaimSide {
    public Group {
      names = List.copyOf(names);
      if (names.isEmpty()) {
        throw new IllegalArgumentException("a group must name at least one but named none");
      }
    }

    @Override
    public String text() {
      return take.id()
          + " of "
          + names.stream().map(ContenderName::toString).collect(Collectors.joining(", "));
    }

    @Override
    public boolean listsLabels() {
      return true;
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.group(this);
    }
  }

  /** The same number for every seed. */
  record Constant(double value) implements ClaimSide {
    @Override
    public String text() {
      return value == Math.rint(value) && Math.abs(value) < 1e15
          ? Long.toString((long) value)
          : Double.toString(value);
    }

    @Override
    public List<ContenderName> names() {
      return List.of();
    }

    @Override
    public boolean listsLabels() {
      return false;
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.constant(this);
    }
  }
}
