package optbench.engine;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import optbench.data.Dataset;
import optbench.data.Samples;
import optbench.plan.Trial;
import optbench.result.TrialSettings;
import optbench.spec.EvaluateSpec;

/**
 * After which steps of the first epoch a trial is evaluated, and on which samples of the test set.
 * Which ones is decided by counts, and not by a clock, so that it is the same on every machine.
 *
 * @param steps before the last one of the epoch, rising
 */
public record StepEvaluations(List<Long> steps, Samples samples) {
  /** Of the training, that all of them together may cost unless it is said how many samples. */
  private static final double SHARE = 0.1;

  /**
   * A step goes through the network forward, backward, and once more for the weights. A first dense
   * layer on few pixels, as lockstep trains it, takes less; its evaluations cost somewhat more than
   * the share.
   */
  private static final double PASSES_OF_A_STEP = 3;

  /** Fewer say too little: with 1000, an accuracy of 90 % has a standard error of a point. */
  private static final int FEWEST = 1000;

  public StepEvaluations {
    steps = List.copyOf(steps);
  }

  /** Those of a trial; none where the samples that it can afford are too few. */
  public static StepEvaluations of(Trial trial, Dataset data) {
    TrialSettings settings = trial.settings();
    List<Long> steps =
        trial.evaluate().map(e -> e.stepsBefore(settings.stepsPerEpoch())).orElse(List.of());
    Optional<Integer> asked =
        trial
            .evaluate()
            .map(EvaluateSpec::samples)
            .filter(OptionalInt::isPresent)
            .map(OptionalInt::getAsInt);
    int samples = asked.orElseGet(() -> affordable(steps.size(), settings, data.test().size()));
    return samples == 0
        ? new StepEvaluations(List.of(), data.test())
        : new StepEvaluations(steps, data.test().spread(samples));
  }

  /** All, every second, every third, and so on; 0 if these are too few. */
  private static int affordable(int evaluations, TrialSettings settings, int all) {
    double trained = (double) settings.samplesAnEpoch() * settings.epochs();
    double most = SHARE * PASSES_OF_A_STEP * trained / Math.max(1, evaluations);
    if (most < Math.min(FEWEST, all)) {
      return 0;
    }
    int every = (int) Math.ceil(all / most);
    int samples = (all + every - 1) / every;
    return samples < Math.min(FEWEST, all) ? 0 : samples;
  }

  /** Whether the trial is to be evaluated after this step, counted from 1. */
  public boolean isDueAfter(long step) {
    return steps.contains(step);
  }
}
