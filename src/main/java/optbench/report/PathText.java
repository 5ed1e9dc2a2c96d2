package optbench.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import optbench.descent.Descent;
import optbench.descent.PathStudy;
import optbench.descent.PathStudy.Follower;
import optbench.descent.PathStudy.Rate;
import optbench.descent.PlanePoint;
import optbench.text.NumberText;

/** What is said about paths, in tables, pictures and pages alike. */
final class PathText {
  private static final MathContext THREE = new MathContext(3, RoundingMode.HALF_EVEN);

  /** Smaller ones, and larger ones, are easier to read as powers of ten. */
  private static final double SMALL = 1e-3;

  private static final double LARGE = 1e6;

  private PathText() {}

  /** Three digits: 24.2, 0.00123, 3.1e-12. */
  static String value(double value) {
    double size = Math.abs(value);
    double rounded = new BigDecimal(value).round(THREE).doubleValue();
    return size > 0 && (size < SMALL || size >= LARGE)
        ? mantissa(rounded)
        : NumberText.minus(NumberText.exact(rounded));
  }

  private static String mantissa(double rounded) {
    BigDecimal exact = new BigDecimal(Double.toString(rounded)).stripTrailingZeros();
    int exponent = exact.precision() - exact.scale() - 1;
    return NumberText.minus(exact.movePointLeft(exponent).toPlainString() + "e" + exponent);
  }

  /** Such as {@code (−1.2, 1)}. */
  static String point(PlanePoint point) {
    return point(point.x(), point.y());
  }

  static String point(double x, double y) {
    return "(" + coordinate(x) + ", " + coordinate(y) + ")";
  }

  /** What is this near to 0 is 0 to whoever looks for a point. */
  private static String coordinate(double at) {
    return Math.abs(at) < 5e-5 ? "0" : value(at);
  }

  /** Who ended lowest, as far as three digits tell; empty if all diverged. */
  static List<Follower> lowest(PathStudy study) {
    return study
        .lowest()
        .map(
            lowest ->
                study.followers().stream()
                    .filter(f -> !f.path().diverged())
                    .filter(
                        f ->
                            value(f.path().end().value())
                                .equals(value(lowest.path().end().value())))
                    .toList())
        .orElse(List.of());
  }

  /** Where paths bear marks: 1, 2, 5, 10, ... as far as it goes. */
  static List<Integer> marked(int steps) {
    List<Integer> marked = new ArrayList<>();
    for (int decade = 1; decade <= steps; decade *= 10) {
      for (int digit : new int[] {1, 2, 5}) {
        if (digit * decade <= steps) {
          marked.add(digit * decade);
        }
      }
    }
    return marked;
  }

  /** Such as {@code 200 steps from (−1.2, 1), keras defaults; learning rates: ...}. */
  static String conditions(PathStudy study) {
    return Captions.count(study.steps(), "step")
        + " from "
        + point(study.start())
        + ", "
        + study.profile()
        + " defaults; "
        + rates(study);
  }

  private static String rates(PathStudy study) {
    List<Follower> followers = study.followers();
    List<String> parts = new ArrayList<>();
    if (!study.tried().isEmpty()) {
      parts.add(
          all(study, Rate.CHOSEN)
              + "the best of "
              + study.tried().size()
              + " learning rates from "
              + NumberText.exact(study.tried().get(0))
              + " to "
              + NumberText.exact(study.tried().get(study.tried().size() - 1)));
    }
    if (followers.stream().anyMatch(f -> f.rate() == Rate.DEFAULT)) {
      parts.add(all(study, Rate.DEFAULT) + "the default learning rate");
    }
    if (followers.stream().anyMatch(f -> f.rate() == Rate.GIVEN)) {
      parts.add(all(study, Rate.GIVEN) + "the learning rate as given");
    }
    return String.join("; ", parts);
  }

  /** Whose rates these are, if not all are. */
  private static String all(PathStudy study, Rate rate) {
    List<Follower> followers = study.followers();
    return followers.stream().allMatch(f -> f.rate() == rate)
        ? ""
        : followers.stream()
            .filter(f -> f.rate() == rate)
            .map(Follower::label)
            .collect(Collectors.joining(", ", "", ": "));
  }

  /** What explains the paths, a sentence or more each. */
  static List<String> notes(PathStudy study) {
    List<String> notes = new ArrayList<>();
    if (!study.tried().isEmpty()) {
      notes.add(
          "The best learning rate is the one that stays within "
              + NumberText.exact(PathStudy.NEAR)
              + " of a minimum first, or else ends lowest, and never climbs above the start on its way. It was chosen"
              + " on the very path that is shown: the best that could be had, in hindsight.");
    }
    notes.add(
        "Distance is that to "
            + (study.function().minima().size() > 1 ? "the nearest minimum, " : "the minimum, ")
            + study.function().minima().stream()
                .map(PathText::point)
                .collect(Collectors.joining(" or "))
            + ", where the value is 0. The last column is the first step from which on it stays within "
            + NumberText.exact(PathStudy.NEAR)
            + ".");
    if (study.followers().stream().anyMatch(f -> f.path().diverged())) {
      notes.add(
          "Diverged: farther than "
              + NumberText.count(Math.round(Descent.FARTHEST))
              + " from the origin, or no number any more.");
    }
    study.followers().forEach(follower -> addRemarks(notes, follower));
    return notes;
  }

  private static void addRemarks(List<String> notes, Follower follower) {
    if (follower.weightDecay() > 0) {
      notes.add(
          follower.label()
              + " has weight decay "
              + NumberText.exact(follower.weightDecay())
              + ", which draws it towards (0, 0).");
    }
    if (follower.path().gradients() > follower.path().steps() + 1) {
      notes.add(
          follower.label()
              + " took "
              + follower.path().gradients()
              + " gradients in "
              + Captions.count(follower.path().steps(), "step")
              + ": each step searches along a line.");
    }
    if (follower.optimizer().equals("gradient-descent")) {
      notes.add(
          follower.label()
              + " is sgd here: a function has no samples that a step could be taken without.");
    }
  }

  /** What must not be overlooked, without a full stop. */
  static List<String> warnings(PathStudy study) {
    return study.followers().stream()
        .filter(study::choseAnEnd)
        .map(
            f ->
                f.label()
                    + " chose "
                    + NumberText.exact(f.learningRate())
                    + ", the "
                    + (f.learningRate() == study.tried().get(0) ? "smallest" : "largest")
                    + " learning rate that was tried: another may suit it better")
        .toList();
  }
}
