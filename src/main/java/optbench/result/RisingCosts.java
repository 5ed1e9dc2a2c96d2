package optbench.result;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What an evaluation had cost so far, as far as it is known.
 *
 * @param position in epochs
 */
record RisingCosts(
    double position,
    Optional<Long> steps,
    Optional<Long> gradientEvaluations,
    Optional<Double> trainSeconds) {

  /**
   * Makes sure that no later evaluation of a trial had cost less than an earlier one.
   *
   * @param within evaluations between steps
   */
  static void require(
      List<StepEvaluation> within, List<EpochMetrics> epochs, TrialSettings settings) {
    List<RisingCosts> all = new ArrayList<>();
    for (StepEvaluation e : within) {
      all.add(
          new RisingCosts(
              (double) e.samplesSeen() / settings.samplesAnEpoch(),
              Optional.of(e.steps()),
              Optional.of(e.gradientEvaluations()),
              Optional.of(e.trainSeconds())));
    }
    for (EpochMetrics e : epochs) {
      all.add(new RisingCosts(e.epoch(), e.steps(), e.gradientEvaluations(), e.trainSeconds()));
    }
    all.sort(Comparator.comparingDouble(RisingCosts::position));
    for (int i = 1; i < all.size(); i++) {
      all.get(i).requireNoLessThan(all.get(i - 1));
    }
  }

  private void requireNoLessThan(RisingCosts before) {
    require("steps", before.steps, steps);
    require("gradient_evaluations", before.gradientEvaluations, gradientEvaluations);
    require("train_seconds", before.trainSeconds, trainSeconds);
  }

  private static <T extends Comparable<T>> void require(
      String name, Optional<T> before, Optional<T> now) {
    if (before.isPresent() && now.isPresent() && now.get().compareTo(before.get()) < 0) {
      throw new IllegalArgumentException(
          name
              + " must not fall from evaluation to evaluation but went from "
              + before.get()
              + " to "
              + now.get());
    }
  }
}
