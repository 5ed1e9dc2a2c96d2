package optbench.engine.lockstep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import optbench.data.Dataset;
import optbench.engine.Tasks;
import optbench.engine.dl4j.Dl4jEngine;
import optbench.optimizer.LineSearchOptimizer;
import optbench.optimizer.Optimizers;
import optbench.plan.Trial;
import optbench.result.EpochMetrics;
import optbench.result.Outcome;
import optbench.result.TrialResult;
import optbench.spec.Activation;
import optbench.spec.BatchSize;
import optbench.spec.Clipping;
import optbench.spec.Initialization;
import optbench.spec.LayerSpec;
import optbench.spec.NetworkSpec;
import optbench.spec.OptimizerSpec;
import optbench.spec.ProbeSpec;
import optbench.spec.Schedule;
import optbench.spec.Techniques;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Groups of trials beside the same trials one by one. */
@Tag("slow")
class LockstepEngineTest {
  private static final Dataset DATA = Tasks.noisyHalves(640, 70, 300);

  /** For convolutions: ten batches of 16. */
  private static final Dataset FEW = Tasks.noisyHalves(160, 35, 75);

  static Stream<List<LayerSpec>> networksOfRows() {
    return Stream.of(
        List.of(),
        List.of(dense(32, Activation.RELU)),
        List.of(dense(20, Activation.TANH), dense(9, Activation.SIGMOID)),
        List.of(new LayerSpec.MaxPool(3, 2), dense(12, Activation.LINEAR)),
        List.of(
            dense(16, Activation.RELU),
            new LayerSpec.BatchNorm(0.9, 1e-3),
            dense(8, Activation.RELU)));
  }

  @ParameterizedTest
  @MethodSource("networksOfRows")
  void findsTheLossesThatDl4jFinds(List<LayerSpec> layers) {
    compareWithDl4j(four(), layers, DATA, 64);
  }

  static Stream<List<LayerSpec>> networksOfImages() {
    return Stream.of(
        List.of(
            conv(1, false, Activation.RELU),
            new LayerSpec.MaxPool(2, 2),
            new LayerSpec.Flatten(),
            dense(16, Activation.RELU)),
        List.of(
            conv(1, true, Activation.TANH),
            conv(2, false, Activation.RELU),
            new LayerSpec.MaxPool(2, 1)),
        List.of(
            new LayerSpec.BatchNorm(0.9, 1e-3),
            conv(1, false, Activation.RELU),
            new LayerSpec.BatchNorm(0.9, 1e-3),
            new LayerSpec.MaxPool(2, 2)));
  }

  @ParameterizedTest
  @MethodSource("networksOfImages")
  void findsTheLossesThatDl4jFindsOnImages(List<LayerSpec> layers) {
    compareWithDl4j(four(), layers, FEW, 16);
  }

  private static Stream<OptimizerSpec> four() {
    return Stream.of("sgd", "nesterov", "adam", "muon").map(OptimizerSpec::of);
  }

  @Test
  void findsTheLossesThatDl4jFindsForEveryOptimizer() {
    Stream<OptimizerSpec> optimizers =
        Optimizers.builtIn().all().stream()
            .filter(o -> !(o instanceof LineSearchOptimizer))
            .map(o -> o.description().id())
            .filter(id -> !id.equals("gradient-descent"))
            .map(OptimizerSpec::of);
    compareWithDl4j(optimizers, List.of(dense(32, Activation.RELU)), DATA, 64);
  }

  @Test
  void findsTheSameWithTechniques() {
    compareWithDl4j(
        Stream.of(
            decorated(
                new Techniques(
                    Schedule.CONSTANT,
                    0.001,
                    0.01,
                    Optional.of(0.02),
                    true,
                    Optional.of(new Clipping(Clipping.By.GLOBAL_NORM, 0.5)),
                    Optional.empty(),
                    Optional.of(0.9))),
            OptimizerSpec.of("sgd")
                .with(
                    new Techniques(
                        Schedule.CONSTANT,
                        0,
                        0.01,
                        Optional.empty(),
                        false,
                        Optional.of(new Clipping(Clipping.By.LAYER_NORM, 0.1)),
                        Optional.empty(),
                        Optional.empty()))),
        List.of(dense(32, Activation.RELU), dense(16, Activation.RELU)),
        DATA,
        64);
  }

  private static OptimizerSpec decorated(Techniques techniques) {
    return OptimizerSpec.of("adam").with(techniques);
  }

  private static void compareWithDl4j(
      Stream<OptimizerSpec> optimizers, List<LayerSpec> layers, Dataset data, int batch) {
    List<Trial> trials =
        Tasks.trials(optimizers.toList(), 20, batch, data, 3, new NetworkSpec.Layers(layers));
    List<TrialResult> lockstep = Tasks.run(new LockstepEngine(), trials, data);
    List<TrialResult> dl4j = Tasks.run(new Dl4jEngine(), trials, data);
    boolean normalizes = layers.stream().anyMatch(LayerSpec::seesWholeBatch);
    for (int i = 0; i < trials.size(); i++) {
      compare(lockstep.get(i), dl4j.get(i), normalizes ? 2e-3 : 1e-4);
    }
  }

  /**
   * Over 200 steps. Where batches are normalised, Deeplearning4j's float32 variances differ from
   * ours in double, and momentum makes more of it.
   */
  private static void compare(TrialResult lockstep, TrialResult dl4j, double tolerance) {
    assertThat(lockstep.id()).isEqualTo(dl4j.id());
    assertThat(lockstep.stateBytes()).isEqualTo(dl4j.stateBytes());
    for (int i = 0; i < dl4j.epochs().size(); i++) {
      EpochMetrics expected = dl4j.epochs().get(i);
      EpochMetrics found = lockstep.epochs().get(i);
      assertThat(found.trainLoss().orElseThrow())
          .as(dl4j.label() + " epoch " + expected.epoch())
          .isCloseTo(
              expected.trainLoss().orElseThrow(),
              within(tolerance * expected.trainLoss().orElseThrow()));
      assertThat(found.testLoss().orElseThrow())
          .as(dl4j.label() + " epoch " + expected.epoch())
          .isCloseTo(
              expected.testLoss().orElseThrow(),
              within(tolerance * expected.testLoss().orElseThrow()));
      assertThat(found.steps().orElseThrow()).isEqualTo(expected.steps().orElseThrow());
    }
    BitSet differing = lockstep.testAnswers().orElseThrow().rightImages();
    differing.xor(dl4j.testAnswers().orElseThrow().rightImages());
    assertThat(differing.cardinality()).as(dl4j.label()).isEqualTo(0);
  }

  /** The rate of the third overflows in a few steps. */
  @Test
  void letsADivergedTrialGoWithoutTouchingTheOthers() {
    List<OptimizerSpec> optimizers =
        List.of(
            OptimizerSpec.of("sgd"),
            OptimizerSpec.of("adam"),
            OptimizerSpec.of("momentum").with(Map.of("learning_rate", 1e12)),
            OptimizerSpec.of("rmsprop"));
    List<Trial> trials = trials(optimizers);
    List<TrialResult> together = Tasks.run(new LockstepEngine(), trials, DATA);
    assertThat(together)
        .extracting(TrialResult::label)
        .containsExactly("momentum", "sgd", "adam", "rmsprop");
    assertThat(together.get(0).outcome()).isEqualTo(Outcome.DIVERGED);
    assertThat(together.get(0).divergedAtStep()).isPresent();
    assertThat(together.get(1).outcome()).isEqualTo(Outcome.FINISHED);
    TrialResult alone = Tasks.run(new LockstepEngine(), List.of(trials.get(1)), DATA).get(0);
    compare(together.get(2), alone, 1e-4);
  }

  /** With as much dropout, masks that start over would show in the first epoch's loss. */
  @Test
  void dropsOnAsBeforeWhenAnotherTrialDiverges() {
    assertThat(adamBeside(1e6).epochs().get(1).trainLoss().orElseThrow())
        .isCloseTo(adamBeside(0.01).epochs().get(1).trainLoss().orElseThrow(), within(1e-5));
  }

  private static TrialResult adamBeside(double learningRate) {
    List<Trial> trials =
        Tasks.trials(
            List.of(
                OptimizerSpec.of("sgd").with(Map.of("learning_rate", learningRate)),
                OptimizerSpec.of("adam")),
            2,
            64,
            DATA,
            3,
            new NetworkSpec.Layers(
                List.of(dense(32, Activation.LINEAR), new LayerSpec.Dropout(0.5))));
    return Tasks.run(new LockstepEngine(), trials, DATA).get(1);
  }

  @Test
  void repeatsBitByBit() {
    List<Trial> trials =
        Tasks.trials(
            List.of(OptimizerSpec.of("adam"), OptimizerSpec.of("sgd")),
            3,
            64,
            DATA,
            3,
            new NetworkSpec.Layers(
                List.of(
                    new LayerSpec.Dropout(0.1),
                    dense(32, Activation.TANH),
                    new LayerSpec.Dropout(0.5))));
    List<TrialResult> first = Tasks.run(new LockstepEngine(), trials, DATA);
    List<TrialResult> second = Tasks.run(new LockstepEngine(), trials, DATA);
    for (int i = 0; i < 2; i++) {
      assertThat(Tasks.withoutTimes(first.get(i))).isEqualTo(Tasks.withoutTimes(second.get(i)));
    }
    assertThat(first.get(0).time().orElseThrow().sharedBy()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 640, 0})
  void takesAnyBatchSize(int batchSize) {
    List<Trial> trials =
        Tasks.trials(
            List.of(OptimizerSpec.of("sgd")), 1, batchSize, DATA, 3, new NetworkSpec.Preset("mlp"));
    TrialResult result = Tasks.run(new LockstepEngine(), trials, DATA).get(0);
    int samples = batchSize == 0 ? 640 : batchSize;
    assertThat(result.outcome()).isEqualTo(Outcome.FINISHED);
    assertThat(result.time().orElseThrow().measured().steps())
        .isEqualTo((640 + samples - 1) / samples);
  }

  @Test
  void groupsWhatTakesTheSameSteps() {
    List<Trial> trials =
        new ArrayList<>(trials(List.of(OptimizerSpec.of("sgd"), OptimizerSpec.of("adam"))));
    trials.addAll(
        Tasks.trials(
            List.of(OptimizerSpec.of("adam")), 20, 64, DATA, 4, new NetworkSpec.Preset("mlp")));
    trials.addAll(
        trials(
            List.of(
                OptimizerSpec.of("adagrad").with(new BatchSize(32)), OptimizerSpec.of("lion"))));
    assertThat(new LockstepEngine().groups(trials))
        .extracting(group -> group.stream().map(Trial::label).toList())
        .containsExactly(List.of("sgd", "adam", "lion"), List.of("adam"), List.of("adagrad"));
  }

  @Test
  void makesGroupsOfLikeSize() {
    List<OptimizerSpec> six =
        Stream.of("sgd", "momentum", "nesterov", "adam", "rmsprop", "lion")
            .map(OptimizerSpec::of)
            .toList();
    assertThat(new LockstepEngine().groups(trials(six)))
        .extracting(group -> group.stream().map(Trial::label).toList())
        .containsExactly(
            List.of("sgd", "momentum", "nesterov"), List.of("adam", "rmsprop", "lion"));
  }

  @Test
  void leavesLineSearchesToDl4j() {
    Trial lbfgs = trials(List.of(OptimizerSpec.of("lbfgs"))).get(0);
    assertThat(new LockstepEngine().unsupported(lbfgs).orElseThrow()).contains("lbfgs", "dl4j");
  }

  @Test
  void leavesProbesToDl4j() {
    Trial watched =
        Tasks.trials(
                List.of(OptimizerSpec.of("adam")),
                20,
                64,
                DATA,
                3,
                new NetworkSpec.Preset("mlp"),
                spec -> spec.withProbe(ProbeSpec.DEFAULT))
            .get(0);
    assertThat(new LockstepEngine().unsupported(watched).orElseThrow()).contains("probes", "dl4j");
  }

  private static List<Trial> trials(List<OptimizerSpec> optimizers) {
    return Tasks.trials(optimizers, 20, 64, DATA, 3, new NetworkSpec.Preset("mlp"));
  }

  private static LayerSpec dense(int units, Activation activation) {
    return new LayerSpec.Dense(units, activation, Initialization.GLOROT_UNIFORM);
  }

  private static LayerSpec conv(int stride, boolean same, Activation activation) {
    return new LayerSpec.Conv2d(4, 3, stride, same, activation, Initialization.GLOROT_UNIFORM);
  }
}
