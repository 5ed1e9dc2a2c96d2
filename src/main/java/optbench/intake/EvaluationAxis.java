package optbench.intake;

import java.util.Collection;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import optbench.result.TrialSettings;
import optbench.text.NumberText;

/**
 * Where trials were evaluated: after epochs, if all rows say their epoch, else after steps.
 *
 * @param byEpoch whether positions are epochs
 * @param positions of evaluations, in order; epochs as they are logged, from 0 or from 1 on
 * @param stepsLogged whether each evaluation says its step
 */
record EvaluationAxis(
    boolean byEpoch, NavigableSet<Long> positions, boolean stepsLogged, IntakeOptions options) {
  private static final int MOST_EVALUATIONS = 10_000;

  /** All rows say an epoch, or all a step: what only some say, others cannot be compared by. */
  static boolean isByEpoch(List<LoggedRow> rows) {
    if (rows.isEmpty()) {
      throw new IntakeFault("there is no row with a result");
    }
    if (rows.stream().allMatch(row -> row.epoch().isPresent())) {
      return true;
    }
    Optional<LoggedRow> without = rows.stream().filter(row -> row.step().isEmpty()).findFirst();
    if (without.isPresent()) {
      throw new IntakeFault(
          without.get().place(),
          "says no "
              + (without.get().epoch().isPresent() ? "step" : "epoch and no step")
              + ": all rows must say their epoch, or all their step");
    }
    return false;
  }

  /**
   * Without step 0, which is before the training.
   *
   * @throws IntakeFault if there is no evaluation, or too many of them
   */
  static EvaluationAxis of(Collection<TrialLog> trials, boolean byEpoch, IntakeOptions options) {
    NavigableSet<Long> all = new TreeSet<>();
    trials.forEach(trial -> all.addAll(trial.positions()));
    if (!byEpoch) {
      all.remove(0L);
    }
    if (all.isEmpty()) {
      throw new IntakeFault(
          "there is no test_accuracy in any row: results are compared by it (--columns"
              + " test_accuracy=NAME, if it is called otherwise)");
    }
    if (all.size() > MOST_EVALUATIONS) {
      throw new IntakeFault(
          "there are "
              + NumberText.count(all.size())
              + " different "
              + (byEpoch ? "epochs" : "steps")
              + " with a test_accuracy, and at most "
              + NumberText.count(MOST_EVALUATIONS)
              + " can be kept");
    }
    boolean stepsLogged =
        trials.stream()
            .flatMap(trial -> trial.usable(all).stream())
            .allMatch(e -> e.getValue().step().orElse(0) > 0);
    return new EvaluationAxis(byEpoch, all, stepsLogged, options);
  }

  String unit() {
    return byEpoch ? "epoch" : "step";
  }

  /** Whether steps are known of every evaluation of every trial: in part they are of no use. */
  boolean stepsKnown(TrialSettings settings) {
    return !byEpoch || stepsOfEpoch(settings).isPresent() || stepsLogged;
  }

  /** How many were taken up to an evaluation; empty if that is not known. */
  Optional<Long> steps(long position, LoggedEvaluation evaluation, TrialSettings settings) {
    if (!byEpoch) {
      return Optional.of(position);
    }
    if (evaluation.step().orElse(0) > 0) {
      return Optional.of(evaluation.step().getAsLong());
    }
    return stepsOfEpoch(settings).map(steps -> steps * epoch(position));
  }

  private Optional<Long> stepsOfEpoch(TrialSettings settings) {
    if (options.stepsPerEpoch().isPresent()) {
      return options.stepsPerEpoch().map(Integer::longValue);
    }
    return settings.batchSize().isPresent() && settings.trainingSamples().isPresent()
        ? Optional.of(settings.stepsPerEpoch())
        : Optional.empty();
  }

  /** Counted from 1. */
  private long epoch(long position) {
    return countsFromZero() ? position + 1 : position;
  }

  private boolean countsFromZero() {
    return byEpoch && positions.first() == 0;
  }

  /** For people: which they are, and how they are taken. */
  String text() {
    long first = positions.first();
    long last = positions.last();
    boolean everyEpoch = byEpoch && last - first + 1 == positions.size() && first <= 1;
    if (!everyEpoch) {
      return "evaluated at "
          + positions.size()
          + " of them, "
          + first
          + " to "
          + last
          + ": tables count these evaluations as epochs";
    }
    return countsFromZero()
        ? "0 to " + last + ", counted from 0: 0 is taken for the first epoch"
        : first + " to " + last;
  }
}
