package optbench.stats;

import java.util.List;
import optbench.result.TrialResult;

/**
 * The evaluations of one run, and when it crossed a target.
 *
 * <p><b>Interpolation.</b> A target is reached at the first evaluation that is at or above it, even
 * if later ones fall below again, and even if the run diverges later. Between that evaluation and
 * the one before, accuracy is taken to rise in a straight line. Before the first there is no
 * evaluation: the line starts at cost 0 and the accuracy of guessing, {@value #CHANCE} with ten
 * classes. Real curves rise steeply first and lie above that line, so that a crossing within the
 * first epoch comes out later than it was, never earlier than a run's speed warrants.
 *
 * <p><b>Censoring.</b> A run that ended below the target is censored at the cost of its last
 * evaluation; one that diverged below it, at infinity.
 *
 * @param checkpoints with rising costs; empty only if diverged
 * @param diverged after the last checkpoint
 */
public record LearningCurve(
    String label, long seed, List<Checkpoint> checkpoints, boolean diverged) {
  /** Accuracy of guessing one of ten classes. */
  public static final double CHANCE = 0.1;

  /** An accuracy that was computed another way may miss the same fraction by its last bits. */
  private static final double ROUNDING = 1e-12;

  public LearningCurve {
    checkpoints = List.copyOf(checkpoints);
    if (checkpoints.isEmpty() && !diverged) {
      throw new IllegalArgumentException(
          "a run that did not diverge must have an evaluation but " + label + " had none");
    }
    for (int i = 1; i < checkpoints.size(); i++) {
      if (!(checkpoints.get(i).steps() > checkpoints.get(i - 1).steps())) {
        throw new IllegalArgumentException(
            "steps must rise from evaluation to evaluation but did not in " + label);
      }
    }
  }

  /**
   * The curve of a trial that finished or diverged, up to the first epoch that shows that it
   * diverged.
   *
   * @throws IllegalArgumentException if it did neither
   */
  public static LearningCurve of(TrialResult result) {
    if (!result.settled()) {
      throw new IllegalArgumentException(
          "must have finished or diverged but was " + result.outcome());
    }
    SeedRun run = SeedRun.of(result.settings().seed(), result);
    return new LearningCurve(
        result.label(),
        run.seed(),
        run.usableEpochs().stream().map(e -> Checkpoint.of(e, run.timed())).toList(),
        run.diverged());
  }

  /** Whether its evaluations say what they cost in this way. */
  public boolean measures(Cost cost) {
    return checkpoints.stream().allMatch(c -> c.cost(cost).isPresent());
  }

  /**
   * When the target was reached.
   *
   * @param target accuracy, fraction of 1
   * @throws IllegalArgumentException if the cost was not measured
   */
  public TimeToTarget timeTo(double target, Cost cost) {
    Numbers.fraction("the target", target);
    double costBefore = 0;
    double accuracyBefore = CHANCE;
    for (Checkpoint checkpoint : checkpoints) {
      double costHere = measured(checkpoint, cost);
      if (checkpoint.testAccuracy() >= target - ROUNDING) {
        double share = share(target, accuracyBefore, checkpoint.testAccuracy());
        return new TimeToTarget(costBefore + share * (costHere - costBefore), true);
      }
      costBefore = costHere;
      accuracyBefore = checkpoint.testAccuracy();
    }
    return new TimeToTarget(diverged ? Double.POSITIVE_INFINITY : costBefore, false);
  }

  /** Whether it never computed more than one gradient a step. */
  boolean oneGradientAStep() {
    return checkpoints.stream().allMatch(c -> c.gradientEvaluations() == c.steps());
  }

  /** The highest accuracy at any evaluation; {@link #CHANCE} if there is none. */
  public double highestAccuracy() {
    return checkpoints.stream().mapToDouble(Checkpoint::testAccuracy).max().orElse(CHANCE);
  }

  /** How far from one evaluation to the next a line between them crosses the target. */
  private static double share(double target, double before, double after) {
    return target <= before ? 0 : Math.min(1, (target - before) / (after - before));
  }

  private double measured(Checkpoint checkpoint, Cost cost) {
    return checkpoint
        .cost(cost)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "the cost must have been measured but " + label + " has no " + cost.unit()));
  }
}
