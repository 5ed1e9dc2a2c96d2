package optbench.app;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import optbench.data.Dataset;
import optbench.engine.Engine;
import optbench.engine.TrialListener;
import optbench.plan.Trial;
import optbench.random.SeededRandom;
import optbench.result.Answers;
import optbench.result.EpochMetrics;
import optbench.result.FakeTrial;
import optbench.result.Outcome;
import optbench.result.StepEvaluation;
import optbench.result.TrialResult;

/**
 * An engine that trains nothing and invents results of the usual size, so that all that is not
 * training can be timed. They depend on label and seed alone.
 *
 * @param id of the engine that it stands for
 */
record InventedResults(String id) implements Engine {
  private static final int EVALUATIONS = 18;
  private static final int BATCH = 5;

  @Override
  public Optional<String> unsupported(Trial trial) {
    return Optional.empty();
  }

  @Override
  public void run(List<Trial> group, Dataset data, TrialListener listener) {
    for (Trial trial : group) {
      SeededRandom random = SeededRandom.of(trial.settings().seed(), trial.label());
      int images = data.test().size();
      List<EpochMetrics> epochs = new ArrayList<>();
      listener.started(trial, trial.settings().totalSteps());
      for (int epoch = 1; epoch <= trial.settings().epochs(); epoch++) {
        int right = (int) (images * (0.8 + 0.01 * epoch + 0.1 * random.nextDouble()));
        epochs.add(epoch(epoch, trial.settings().stepsPerEpoch(), (double) right / images));
        listener.epochFinished(trial, epochs.get(epoch - 1));
      }
      listener.finished(trial, result(trial, epochs, images, random));
    }
  }

  private static EpochMetrics epoch(int epoch, long stepsPerEpoch, double accuracy) {
    return FakeTrial.epoch(
        epoch,
        epoch * stepsPerEpoch,
        epoch * stepsPerEpoch,
        1 - accuracy,
        accuracy,
        1 - accuracy,
        accuracy,
        Optional.empty(),
        Optional.empty(),
        epoch);
  }

  private static TrialResult result(
      Trial trial, List<EpochMetrics> epochs, int images, SeededRandom random) {
    BitSet right = new BitSet();
    int count = (int) Math.round(images * epochs.get(epochs.size() - 1).testAccuracy());
    Arrays.stream(random.permutation(images)).limit(count).forEach(right::set);
    List<StepEvaluation> evaluations = new ArrayList<>();
    for (int i = 1; i <= EVALUATIONS; i++) {
      double accuracy = 0.7 * random.nextDouble();
      evaluations.add(
          new StepEvaluation(
              i, i, (long) i * BATCH, 1 - accuracy, accuracy, images, i / (EVALUATIONS + 1.0)));
    }
    TrialResult plain =
        FakeTrial.result(
            trial.id(),
            trial.label(),
            trial.settings(),
            Outcome.FINISHED,
            epochs,
            Optional.empty(),
            0,
            "0".repeat(64),
            OptionalLong.empty(),
            Optional.empty(),
            1,
            Instant.EPOCH,
            Optional.empty());
    return FakeTrial.answered(FakeTrial.evaluated(plain, evaluations), Answers.of(images, right));
  }
}
