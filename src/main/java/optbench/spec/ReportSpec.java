package optbench.spec;

import java.util.List;
import optbench.spec.key.Key;
import optbench.spec.key.ObjectType;
import optbench.spec.key.ValueType;

/**
 * By what the results are looked at. It decides nothing about how trials are trained, so that it is
 * no part of what identifies them.
 *
 * @param targets test accuracies whose cost is reported: fractions of 1, rising, each greater than
 *     guessing and less than 1
 * @param equivalenceMargin differences in test accuracy smaller than this fraction of 1 are taken
 *     for none; to be settled before the results are looked at
 */
public record ReportSpec(List<Double> targets, double equivalenceMargin) {
  /** Accuracy of guessing one of ten classes. */
  static final double LEAST_TARGET = 0.1;

  private static final int MOST_TARGETS = 20;

  private static final Key<List<Double>> TARGETS =
      Key.of(
              "targets",
              ValueType.list(
                  "accuracies",
                  "Test accuracies, rising: the report has the steps, epochs and time to each",
                  1,
                  MOST_TARGETS,
                  ValueType.number("A test accuracy, as a fraction of 1")
                      .above(LEAST_TARGET)
                      .below(1)))
          .byDefault(List.of(0.9, 0.95, 0.97));

  private static final Key<Double> EQUIVALENCE_MARGIN =
      Key.of(
              "equivalence_margin",
              ValueType.number(
                      "Differences in test accuracy smaller than this fraction of 1 are taken for none")
                  .above(0)
                  .below(1))
          .byDefault(0.002, "a fifth of a percentage point: 20 of MNIST's 10 000 test images");

  /** Keys that stand among others of an experiment. */
  static final ObjectType<ReportSpec> KEYS =
      ObjectType.<ReportSpec>of("By what results are looked at")
          .with(TARGETS, ReportSpec::targets)
          .with(EQUIVALENCE_MARGIN, ReportSpec::equivalenceMargin)
          .reads(given -> new ReportSpec(given.get(TARGETS), given.get(EQUIVALENCE_MARGIN)));

  /** If nothing is said. */
  public static final ReportSpec DEFAULT =
      new ReportSpec(TARGETS.defaultValue(), EQUIVALENCE_MARGIN.defaultValue());

  public ReportSpec {
    targets = List.copyOf(targets);
    if (targets.isEmpty() || targets.size() > MOST_TARGETS) {
      throw new SpecException(
          "/targets", "must be 1 to " + MOST_TARGETS + " accuracies but were " + targets.size());
    }
    for (int i = 0; i < targets.size(); i++) {
      requireTarget(i, targets.get(i), i == 0 ? LEAST_TARGET : targets.get(i - 1));
    }
    if (!(equivalenceMargin > 0 && equivalenceMargin < 1)) {
      throw new SpecException(
          "/equivalence_margin",
          "must be greater than 0 and less than 1, a fraction, but was " + equivalenceMargin);
    }
  }

  /** The same with other targets. */
  public ReportSpec withTargets(List<Double> others) {
    return new ReportSpec(others, equivalenceMargin);
  }

  private static void requireTarget(int index, double target, double before) {
    if (!(target > LEAST_TARGET && target < 1)) {
      throw new SpecException(
          "/targets/" + index,
          "must be greater than "
              + LEAST_TARGET
              + " and less than 1, a fraction, but was "
              + target
              + advice(target));
    }
    if (target <= before) {
      throw new SpecException(
          "/targets/" + index,
          "must be greater than the one before it, " + before + ", but was " + target);
    }
  }

  private static String advice(double target) {
    return target > 1 && target < 100 ? ": write " + target / 100 + " for " + target + " %" : "";
  }
}
