package optbench.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import optbench.data.Dataset;
import optbench.data.Samples;
import optbench.network.Networks;
import optbench.optimizer.Optimizers;
import optbench.plan.DataFacts;
import optbench.plan.Planner;
import optbench.plan.Trial;
import optbench.random.SeededRandom;
import optbench.result.FakeTrial;
import optbench.result.TrialResult;
import optbench.result.TrialSettings;
import optbench.spec.BatchSize;
import optbench.spec.ExperimentSpec;
import optbench.spec.FakeSpec;
import optbench.spec.NetworkSpec;
import optbench.spec.OptimizerSpec;
import optbench.spec.Seeds;

/** Small trainings for tests of engines. */
public final class Tasks {
  private Tasks() {}

  /** One seed of each optimizer. */
  public static List<Trial> trials(
      List<OptimizerSpec> optimizers,
      int epochs,
      int batchSize,
      Dataset data,
      long seed,
      NetworkSpec network) {
    return trials(optimizers, epochs, batchSize, data, seed, network, UnaryOperator.identity());
  }

  /**
   * One seed of each optimizer.
   *
   * @param change of the experiment, which has nothing unusual in it
   */
  public static List<Trial> trials(
      List<OptimizerSpec> optimizers,
      int epochs,
      int batchSize,
      Dataset data,
      long seed,
      NetworkSpec network,
      UnaryOperator<ExperimentSpec> change) {
    return trials(optimizers, epochs, batchSize, data, seed, network, change, Optimizers.builtIn());
  }

  /** The same with optimizers that may not be built in. */
  public static List<Trial> trials(
      List<OptimizerSpec> optimizers,
      int epochs,
      int batchSize,
      Dataset data,
      long seed,
      NetworkSpec network,
      UnaryOperator<ExperimentSpec> change,
      Optimizers known) {
    ExperimentSpec spec =
        FakeSpec.of(
            network,
            epochs,
            new BatchSize(batchSize),
            optimizers,
            new Seeds(List.of(seed)),
            "dl4j");
    DataFacts facts =
        new DataFacts(
            data.name(),
            data.sha256(),
            data.training().size(),
            data.validation().size(),
            InputShape.of(data),
            data.classes());
    return new Planner(known, Networks.builtIn()).plan(change.apply(spec), facts, "cpu").trials();
  }

  /** The same trial on a GPU. */
  public static Trial onCuda(Trial trial) {
    TrialSettings s = trial.settings();
    return new Trial(
        trial.label(),
        trial.optimizer(),
        trial.network(),
        FakeTrial.settings(
            s.optimizer(),
            s.profile(),
            s.variant(),
            s.hyperParameters(),
            s.techniques(),
            s.data(),
            s.dataSha256(),
            s.samplesAnEpoch(),
            s.validationSamples(),
            s.network(),
            s.layers(),
            s.parameterCount(),
            s.samplesAStep(),
            s.epochs(),
            s.seed(),
            s.engine(),
            "cuda"),
        trial.evaluate());
  }

  /** What an engine makes of trials, in the order in which they are over. */
  public static List<TrialResult> run(Engine engine, List<Trial> trials, Dataset data) {
    List<TrialResult> results = new ArrayList<>();
    TrialListener collector =
        new TrialListener() {
          @Override
          public void finished(Trial trial, TrialResult result) {
            results.add(result);
          }
        };
    engine.run(trials, data, collector);
    return results;
  }

  /** Everything of a result but the clock's readings. */
  public static Object withoutTimes(TrialResult result) {
    return List.of(
        result.testAnswers(),
        result.epochs().stream()
            .map(
                e ->
                    List.of(
                        e.epoch(),
                        e.trainLoss(),
                        e.trainAccuracy(),
                        e.testLoss(),
                        e.testAccuracy(),
                        e.validationLoss()))
            .toList());
  }

  /** Images of 8 x 8 pixels: bright ones in the left or right half. */
  public static Dataset halves(int training, int validation, int test) {
    return halves(training, validation, test, 0);
  }

  /** The same with every fifth label wrong, so that losses stay away from 0. */
  public static Dataset noisyHalves(int training, int validation, int test) {
    return halves(training, validation, test, 0.2);
  }

  /** The same images in three colours, which are bright or dark apart from each other. */
  public static Dataset colouredHalves(int training, int validation, int test) {
    return new Dataset(
        "coloured halves",
        "1".repeat(64),
        Optional.empty(),
        samples(training, 1, 0.2, 3),
        samples(validation, 2, 0.2, 3),
        samples(test, 3, 0.2, 3),
        3,
        8,
        8,
        2,
        List.of());
  }

  private static Dataset halves(int training, int validation, int test, double wrong) {
    return new Dataset(
        "halves",
        "0".repeat(64),
        Optional.empty(),
        samples(training, 1, wrong, 1),
        samples(validation, 2, wrong, 1),
        samples(test, 3, wrong, 1),
        8,
        8,
        2);
  }

  private static Samples samples(int n, long seed, double wrong, int channels) {
    SeededRandom random = SeededRandom.of(seed, "halves");
    int numbers = channels * 64;
    byte[] pixels = new byte[n * numbers];
    byte[] labels = new byte[n];
    for (int i = 0; i < n; i++) {
      labels[i] = (byte) random.nextInt(2);
      for (int j = 0; j < numbers; j++) {
        boolean bright = (j % 8 < 4) == (labels[i] == 0);
        pixels[i * numbers + j] = (byte) (random.nextInt(128) + (bright ? 100 : 0));
      }
      if (wrong > 0 && random.nextDouble() < wrong) {
        labels[i] = (byte) (1 - labels[i]);
      }
    }
    return new Samples(pixels, labels);
  }
}
