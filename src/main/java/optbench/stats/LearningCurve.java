package optbench.stats;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import optbench.result.Divergence;
import optbench.result.TrialResult;

/**
 * The evaluations of one run, and when it crossed a target.
 *
 * <p><b>Evaluations.</b> A target is reached between the first evaluation that is at or above it
 * and the one before, even if later ones fall below again, and even if the run diverges later.
 * Where in between is not known, and not guessed: curves rise steeply first, far above a straight
 * line.
 *
 * <p><b>Censoring.</b> A run that is at the target at its first evaluation is censored on the left:
 * it got there sooner, and nobody measured when. One that ended below the target is censored at the
 * cost of its last evaluation; one that diverged below it, at infinity.
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
      if (!(checkpoints.get(i).position() > checkpoints.get(i - 1).position())) {
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
    return new LearningCurve(result.label(), run.seed(), checkpoints(run), run.diverged());
  }

  /** An evaluation within an epoch that shows nothing but a broken network is passed over. */
  private static List<Checkpoint> checkpoints(SeedRun run) {
    SortedMap<Double, Checkpoint> byPosition = new TreeMap<>();
    run.result().stepEvaluations().stream()
        .filter(e -> !Divergence.isHopeless(e.testLoss()))
        .map(e -> Checkpoint.of(e, run.result(), run.timed()))
        .forEach(c -> byPosition.put(c.position(), c));
    run.usableEpochs().stream()
        .map(e -> Checkpoint.of(e, run.timed()))
        .forEach(c -> byPosition.put(c.position(), c));
    return List.copyOf(byPosition.values());
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
    double before = 0;
    for (Checkpoint checkpoint : checkpoints) {
      double here = measured(checkpoint, cost);
      if (reaches(checkpoint.testAccuracy(), target)) {
        return new TimeToTarget(before, here);
      }
      before = here;
    }
    return diverged ? TimeToTarget.never() : TimeToTarget.notBy(before);
  }

  static boolean reaches(double accuracy, double target) {
    return accuracy >= target - ROUNDING;
  }

  /** The evaluation that stands there, if there is one. */
  Optional<Checkpoint> at(double position) {
    return checkpoints.stream().filter(c -> c.position() == position).findFirst();
  }

  /** Whether it is not known to have computed more than one gradient a step. */
  boolean oneGradientAStep() {
    return checkpoints.stream().allMatch(c -> c.gradientEvaluations().equals(c.steps()));
  }

  /** The highest accuracy at any evaluation; {@link #CHANCE} if there is none. */
  double highestAccuracy() {
    return checkpoints.stream().mapToDouble(Checkpoint::testAccuracy).max().orElse(CHANCE);
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
