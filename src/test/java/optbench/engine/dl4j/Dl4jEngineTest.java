package optbench.engine.dl4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import optbench.data.Dataset;
import optbench.engine.Batches;
import optbench.engine.Tasks;
import optbench.engine.TrialListener;
import optbench.network.InitialWeights;
import optbench.network.Shape;
import optbench.optimizer.Minimizer;
import optbench.optimizer.Optimizers;
import optbench.optimizer.Training;
import optbench.optimizer.Updater;
import optbench.plan.Trial;
import optbench.result.EpochMetrics;
import optbench.result.Outcome;
import optbench.result.TrialResult;
import optbench.spec.Activation;
import optbench.spec.BatchSize;
import optbench.spec.Initialization;
import optbench.spec.LayerSpec;
import optbench.spec.NetworkSpec;
import optbench.spec.OptimizerSpec;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole trials on a small task: bright pixels in the left or right half. */
@Tag("slow")
class Dl4jEngineTest {
  private static final Dataset DATA = Tasks.halves(205, 60, 40);
  private static final NetworkSpec MLP = new NetworkSpec.Preset("mlp");
  private static final NetworkSpec DROPOUT =
      new NetworkSpec.Layers(
          List.of(
              new LayerSpec.Dense(32, Activation.RELU, Initialization.GLOROT_UNIFORM),
              new LayerSpec.Dropout(0.5)));

  @Test
  void learnsAndRecordsEveryEpoch() {
    TrialResult result = run("adam", 3, 32, DATA);
    assertThat(result.outcome()).isEqualTo(Outcome.FINISHED);
    assertThat(result.epochs()).extracting(EpochMetrics::epoch).containsExactly(1, 2, 3);
    assertThat(result.epochs())
        .extracting(e -> e.steps().orElseThrow())
        .containsExactly(7L, 14L, 21L);
    assertThat(result.epochs().get(2).testAccuracy()).isGreaterThan(0.9);
    assertThat(result.epochs().get(2).trainLoss().orElseThrow())
        .isLessThan(result.epochs().get(0).trainLoss().orElseThrow());
    assertThat(result.epochs().get(0).validationAccuracy()).isPresent();
    assertThat(result.time().orElseThrow().measured().steps()).isEqualTo(21);
    assertThat(result.stateBytes()).contains(2L * 4 * result.settings().parameterCount());
  }

  @Test
  void isBitIdenticalWhenRepeated() {
    assertThat(Tasks.withoutTimes(run("rmsprop", 2, 32, DATA)))
        .isEqualTo(Tasks.withoutTimes(run("rmsprop", 2, 32, DATA)));
  }

  @Test
  void startsEveryOptimizerOfASeedFromTheSameWeights() {
    assertThat(run("adam", 1, 32, DATA).initialWeightsSha256())
        .isEqualTo(run("sgd", 1, 32, DATA).initialWeightsSha256())
        .isNotEqualTo(run(OptimizerSpec.of("sgd"), 1, 32, DATA, 2).initialWeightsSha256());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 204, 205, 0})
  void takesAnyBatchSize(int batchSize) {
    TrialResult result = run("sgd", 1, batchSize, DATA);
    int samples = batchSize == 0 ? 205 : batchSize;
    assertThat(result.outcome()).isEqualTo(Outcome.FINISHED);
    assertThat(result.time().orElseThrow().measured().steps())
        .isEqualTo((205 + samples - 1) / samples);
  }

  /** Batch size 32 is the experiment's. */
  @Test
  void takesOneStepAnEpochInGradientDescent() {
    TrialResult result = run("gradient-descent", 3, 32, DATA);
    assertThat(result.epochs())
        .extracting(e -> e.steps().orElseThrow())
        .containsExactly(1L, 2L, 3L);
    assertThat(result.epochs())
        .extracting(e -> e.gradientEvaluations().orElseThrow())
        .containsExactly(1L, 2L, 3L);
    assertThat(result.settings().samplesAStep()).isEqualTo(205);
    assertThat(Tasks.withoutTimes(result))
        .isEqualTo(Tasks.withoutTimes(run(OptimizerSpec.of("sgd"), 3, 0, DATA, 1)));
  }

  /** Full batch: every step starts lower than the last, and no gradient is computed twice. */
  @Test
  void searchesAlongLinesWithLbfgs() {
    TrialResult result = run("lbfgs", 8, 32, DATA);
    assertThat(result.outcome()).isEqualTo(Outcome.FINISHED);
    assertThat(result.epochs()).extracting(e -> e.steps().orElseThrow()).endsWith(8L);
    for (int i = 1; i < 8; i++) {
      EpochMetrics before = result.epochs().get(i - 1);
      EpochMetrics now = result.epochs().get(i);
      assertThat(now.trainLoss().orElseThrow()).isLessThan(before.trainLoss().orElseThrow());
      assertThat(now.gradientEvaluations().orElseThrow())
          .isGreaterThan(before.gradientEvaluations().orElseThrow());
    }
    assertThat(result.epochs().get(7).gradientEvaluations().orElseThrow()).isBetween(9L, 8L * 3);
    assertThat(result.epochs().get(7).testAccuracy()).isGreaterThan(0.9);
    assertThat(result.stateBytes()).contains(2L * 10 * 4 * result.settings().parameterCount());
    assertThat(result.reason()).isEmpty();
  }

  @Test
  void repeatsLbfgsBitByBitOnBatchesAndWithDropout() {
    OptimizerSpec batches = OptimizerSpec.of("lbfgs").with(new BatchSize(100));
    TrialResult first = run(batches, 2, 32, DATA, 1, DROPOUT);
    assertThat(Tasks.withoutTimes(first))
        .isEqualTo(Tasks.withoutTimes(run(batches, 2, 32, DATA, 1, DROPOUT)));
    assertThat(first.epochs()).extracting(e -> e.steps().orElseThrow()).containsExactly(3L, 6L);
    assertThat(first.outcome()).isEqualTo(Outcome.FINISHED);
    assertThat(first.epochs().get(1).gradientEvaluations().orElseThrow())
        .isGreaterThanOrEqualTo(12);
  }

  /** As many units as there are, so that masks that differ would show in the loss. */
  @Test
  void dropsTheSameUnitsAllThroughAStepAndOthersInTheNext() {
    Trial trial = trial(OptimizerSpec.of("lbfgs"), 3, 0, DATA, 1, DROPOUT);
    Shape input = new Shape(1, DATA.height(), DATA.width());
    Dl4jNetwork network = new Dl4jNetwork(trial.network(), input, DATA.classes());
    network.set(InitialWeights.draw(trial.network(), input, DATA.classes(), 1));
    List<Double> losses = new ArrayList<>();
    LineSearchSteps steps =
        new LineSearchSteps(
            thrice(losses), network, new BatchGradient(network, 205), trial, new Training(1, 3, 1));
    BatchBuffer buffer = new BatchBuffer(DATA.features());
    buffer.load(DATA.training(), 0, DATA.training().size());
    steps.take(buffer);
    steps.take(buffer);
    assertThat(losses.subList(1, 3)).containsOnly(losses.get(0));
    assertThat(losses.subList(4, 6)).containsOnly(losses.get(3));
    assertThat(losses.get(3)).isNotEqualTo(losses.get(0));
  }

  /**
   * Looks three times, moves a parameter in between so that nothing is known, and moves it back.
   */
  private static Minimizer thrice(List<Double> losses) {
    return new Minimizer() {
      @Override
      public Step step(FloatBuffer parameters, LossAndGradient objective) {
        float[] gradient = new float[parameters.capacity()];
        float first = parameters.get(0);
        for (int i = 0; i < 3; i++) {
          losses.add(objective.evaluate(gradient));
          parameters.put(0, first + 1);
          objective.evaluate(gradient);
          parameters.put(0, first);
        }
        return new Step(losses.get(0), Ending.STATIONARY);
      }

      @Override
      public long stateBytes() {
        return 0;
      }

      @Override
      public Optional<String> remark() {
        return Optional.empty();
      }
    };
  }

  @Test
  void recordsADivergenceWithItsStep() {
    OptimizerSpec wild = OptimizerSpec.of("sgd").with(Map.of("learning_rate", 1e6));
    TrialResult result = run(wild, 5, 32, DATA, 1);
    assertThat(result.outcome()).isEqualTo(Outcome.DIVERGED);
    assertThat(result.divergedAtStep().orElseThrow()).isBetween(1L, 35L);
    assertThat(result.epochs().size()).isLessThan(5);
  }

  /**
   * Stock training allocates some 30 KB of native memory a step and relies on the collector to find
   * them.
   */
  @Test
  void holdsNoMoreNativeMemoryAfterTwentyThousandSteps() {
    Dataset small = Tasks.halves(100, 0, 10);
    run("adam", 5, 1, small);
    long before = nativeBytes();
    TrialResult result = run("adam", 200, 1, small);
    assertThat(result.epochs().get(199).steps()).hasValue(20_000L);
    assertThat(nativeBytes() - before).isLessThan(4L << 20);
  }

  private static long nativeBytes() {
    System.gc();
    return Pointer.totalBytes();
  }

  @Test
  void tellsItsListenerInOrder() {
    List<String> heard = new ArrayList<>();
    Trial trial = trial(OptimizerSpec.of("sgd"), 2, 32, DATA, 1);
    new Dl4jEngine()
        .run(
            List.of(trial),
            DATA,
            new TrialListener() {
              @Override
              public void started(Trial t, long totalSteps) {
                heard.add("started " + totalSteps);
              }

              @Override
              public void epochFinished(Trial t, EpochMetrics metrics) {
                heard.add("epoch " + metrics.epoch());
              }

              @Override
              public void finished(Trial t, TrialResult result) {
                heard.add("finished " + result.outcome());
              }
            });
    assertThat(heard).containsExactly("started 14", "epoch 1", "epoch 2", "finished FINISHED");
  }

  static Stream<String> optimizers() {
    return Optimizers.builtIn().all().stream().map(o -> o.description().id());
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void trainsWithEveryOptimizer(String optimizer) {
    TrialResult result = run(optimizer, 2, 32, DATA);
    assertThat(result.outcome()).isEqualTo(Outcome.FINISHED);
    assertThat(result.epochs().get(1).trainLoss().orElseThrow())
        .isLessThan(result.epochs().get(0).trainLoss().orElseThrow());
  }

  /** Schedule-free training is evaluated at other parameters than it goes on from. */
  @Test
  void evaluatesWithoutATraceInTraining() {
    OptimizerSpec optimizer = OptimizerSpec.of("schedulefree_adamw");
    List<EpochMetrics> epochs = run(optimizer, 3, 32, DATA, 1).epochs();
    Trial trial = trial(optimizer, 3, 32, DATA, 1);
    Shape input = new Shape(1, DATA.height(), DATA.width());
    Dl4jNetwork network = new Dl4jNetwork(trial.network(), input, DATA.classes());
    network.set(InitialWeights.draw(trial.network(), input, DATA.classes(), 1));
    Updater updater = new Updater(trial.optimizer(), network.layout(), new Training(1, 21, 7));
    Batches batches = new Batches(DATA.training(), DATA.features(), 32, 1);
    BatchBuffer buffer = new BatchBuffer(DATA.features());
    for (int epoch = 1; epoch <= 3; epoch++) {
      double loss = 0;
      batches.startEpoch(epoch);
      while (batches.size() > 0) {
        buffer.load(batches);
        network.expect(buffer.labels(), buffer.size());
        network.computeGradient(buffer.pixels());
        loss += network.lossSum();
        updater.step(network.parameters(), network.gradient());
      }
      assertThat(epochs.get(epoch - 1).trainLoss().orElseThrow())
          .isEqualTo(loss / DATA.training().size());
    }
    double there = network.evaluate(buffer, DATA.test()).loss();
    assertThat(epochs.get(2).testLoss().orElseThrow())
        .isNotEqualTo(there)
        .isEqualTo(
            updater.evaluate(
                network.parameters(), () -> network.evaluate(buffer, DATA.test()).loss()));
  }

  private static TrialResult run(String optimizer, int epochs, int batchSize, Dataset data) {
    return run(OptimizerSpec.of(optimizer), epochs, batchSize, data, 1);
  }

  private static TrialResult run(
      OptimizerSpec optimizer, int epochs, int batchSize, Dataset data, long seed) {
    return run(optimizer, epochs, batchSize, data, seed, MLP);
  }

  private static TrialResult run(
      OptimizerSpec optimizer,
      int epochs,
      int batchSize,
      Dataset data,
      long seed,
      NetworkSpec network) {
    Trial trial = trial(optimizer, epochs, batchSize, data, seed, network);
    return Tasks.run(new Dl4jEngine(), List.of(trial), data).get(0);
  }

  private static Trial trial(
      OptimizerSpec optimizer, int epochs, int batchSize, Dataset data, long seed) {
    return trial(optimizer, epochs, batchSize, data, seed, MLP);
  }

  private static Trial trial(
      OptimizerSpec optimizer,
      int epochs,
      int batchSize,
      Dataset data,
      long seed,
      NetworkSpec network) {
    return Tasks.trials(List.of(optimizer), epochs, batchSize, data, seed, network).get(0);
  }
}
