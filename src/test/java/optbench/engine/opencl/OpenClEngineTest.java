package optbench.engine.opencl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import optbench.data.Dataset;
import optbench.engine.Engine;
import optbench.engine.Tasks;
import optbench.engine.lockstep.LockstepEngine;
import optbench.opencl.DeviceQueue;
import optbench.opencl.OpenClDevice;
import optbench.opencl.TestDevice;
import optbench.optimizer.Optimizers;
import optbench.plan.Trial;
import optbench.result.EpochMetrics;
import optbench.result.Outcome;
import optbench.result.TrialResult;
import optbench.spec.Activation;
import optbench.spec.Initialization;
import optbench.spec.LayerSpec;
import optbench.spec.NetworkSpec;
import optbench.spec.OptimizerSpec;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Trials on an OpenCL device beside the same trials in lockstep on the CPU. */
@Tag("slow")
@Tag("opencl")
class OpenClEngineTest {
  private static final Dataset DATA = Tasks.noisyHalves(640, 70, 300);

  /** Of batches, ten of which are an epoch. */
  private static final int ROWS = 32;

  private static final int IMAGES = 16;

  /** Kept, so that kernels are compiled once for all tests. */
  private static OpenClEngine engine;

  @BeforeAll
  static void useTheFirstDevice() {
    try (DeviceQueue queue = TestDevice.faithfulOrSkip()) {
      OpenClDevice device = queue.device();
      engine = new OpenClEngine(() -> device);
    }
  }

  static Stream<List<LayerSpec>> networksOfRows() {
    LayerSpec dropout = new LayerSpec.Dropout(0.3);
    LayerSpec normalization = new LayerSpec.BatchNorm(0.9, 1e-3);
    return Stream.of(
        List.of(),
        List.of(dense(32, Activation.RELU)),
        List.of(dense(20, Activation.TANH), dense(9, Activation.SIGMOID)),
        List.of(dropout, dense(70, Activation.RELU), dropout),
        List.of(dense(33, Activation.TANH), dropout, dense(16, Activation.SIGMOID)),
        List.of(dropout, new LayerSpec.MaxPool(3, 2), dense(12, Activation.LINEAR)),
        List.of(dense(16, Activation.RELU), normalization, dense(8, Activation.RELU)));
  }

  @ParameterizedTest
  @MethodSource("networksOfRows")
  void findsTheLossesThatLockstepFinds(List<LayerSpec> layers) {
    compareWithLockstep(layers, Tasks.noisyHalves(10 * ROWS, 70, 150), ROWS, 20);
  }

  static Stream<List<LayerSpec>> networksOfImages() {
    LayerSpec dropout = new LayerSpec.Dropout(0.3);
    LayerSpec normalization = new LayerSpec.BatchNorm(0.9, 1e-3);
    return Stream.of(
        List.of(
            conv(1, false, Activation.RELU),
            new LayerSpec.MaxPool(2, 2),
            new LayerSpec.Flatten(),
            dropout,
            dense(16, Activation.RELU)),
        List.of(
            conv(1, true, Activation.TANH),
            conv(2, false, Activation.RELU),
            dropout,
            new LayerSpec.MaxPool(2, 1)),
        List.of(conv(2, true, Activation.SIGMOID), conv(1, true, Activation.LINEAR)),
        List.of(
            normalization,
            conv(1, false, Activation.RELU),
            normalization,
            new LayerSpec.MaxPool(2, 2)),
        List.of(
            conv(1, false, Activation.RELU),
            new LayerSpec.Flatten(),
            normalization,
            dropout,
            dense(10, Activation.TANH)));
  }

  @ParameterizedTest
  @MethodSource("networksOfImages")
  void findsTheLossesThatLockstepFindsOnImages(List<LayerSpec> layers) {
    compareWithLockstep(layers, Tasks.noisyHalves(10 * IMAGES, 35, 75), IMAGES, 20);
  }

  /** Over 200 steps, each with the numbers that it has by default; full batches take 20. */
  @Test
  void findsTheLossesThatLockstepFindsWithEveryOptimizer() {
    List<Trial> trials =
        Tasks.trials(
            Optimizers.builtIn().all().stream()
                .map(optimizer -> OptimizerSpec.of(optimizer.description().id()))
                .filter(spec -> !spec.optimizer().equals("lbfgs"))
                .toList(),
            20,
            64,
            DATA,
            3,
            new NetworkSpec.Layers(List.of(dense(32, Activation.TANH))));
    List<TrialResult> here = inGroups(engine, trials);
    List<TrialResult> lockstep = inGroups(new LockstepEngine(), trials);

    assertThat(here).hasSameSizeAs(trials);
    for (int i = 0; i < here.size(); i++) {
      compare(here.get(i), lockstep.get(i), 1e-4);
    }
  }

  private static List<TrialResult> inGroups(Engine engine, List<Trial> trials) {
    return sorted(
        engine.groups(trials).stream()
            .flatMap(group -> Tasks.run(engine, group, DATA).stream())
            .toList());
  }

  static Stream<List<LayerSpec>> networksOfOtherLayers() {
    LayerSpec normalization = new LayerSpec.BatchNorm(0.9, 1e-3);
    LayerSpec layerNorm = new LayerSpec.LayerNorm(1e-3);
    return Stream.of(
        List.of(
            conv(1, true, Activation.GELU), new LayerSpec.MaxPool(2, 2), dense(9, Activation.GELU)),
        List.of(
            new LayerSpec.AvgPool(2, 1),
            conv(2, true, Activation.RELU),
            new LayerSpec.AvgPool(3, 2)),
        List.of(conv(1, false, Activation.TANH), new LayerSpec.GlobalAvgPool()),
        List.of(new LayerSpec.Flatten(), layerNorm, dense(16, Activation.RELU), layerNorm),
        List.of(
            conv(1, true, Activation.LINEAR),
            normalization,
            new LayerSpec.Activate(Activation.RELU),
            residual(Activation.RELU, conv(1, true, Activation.GELU), normalization),
            residual(Activation.LINEAR, conv(2, true, Activation.TANH), layerNorm),
            new LayerSpec.GlobalAvgPool()),
        List.of(residual(Activation.TANH, conv(2, true, Activation.RELU))),
        List.of(
            new LayerSpec.Flatten(),
            residual(Activation.RELU, dense(9, Activation.RELU)),
            residual(Activation.GELU, dense(9, Activation.TANH), dense(9, Activation.LINEAR))),
        List.of(conv(2, true, Activation.RELU), layerNorm, conv(1, false, Activation.RELU)));
  }

  /** Fewer steps: a kernel of each is compiled first, and takes most of the time. */
  @ParameterizedTest
  @MethodSource("networksOfOtherLayers")
  void findsTheSameWithOtherLayers(List<LayerSpec> layers) {
    compareWithLockstep(layers, Tasks.noisyHalves(10 * IMAGES, 35, 75), IMAGES, 4);
  }

  static Stream<List<LayerSpec>> networksOfColours() {
    return Stream.of(
        List.of(dense(32, Activation.RELU)),
        List.of(
            conv(1, false, Activation.RELU),
            new LayerSpec.MaxPool(2, 2),
            new LayerSpec.Flatten(),
            dense(16, Activation.RELU)),
        List.of(
            new LayerSpec.BatchNorm(0.9, 1e-3),
            new LayerSpec.Dropout(0.3),
            conv(2, true, Activation.TANH)));
  }

  @ParameterizedTest
  @MethodSource("networksOfColours")
  void findsTheSameOnImagesOfColours(List<LayerSpec> layers) {
    compareWithLockstep(layers, Tasks.colouredHalves(10 * IMAGES, 35, 75), IMAGES, 4);
  }

  private static void compareWithLockstep(
      List<LayerSpec> layers, Dataset data, int batch, int epochs) {
    NetworkSpec network = new NetworkSpec.Layers(layers);
    // Of two seeds. A program for each costs seconds where nothing is compiled yet.
    List<Trial> trials = new ArrayList<>();
    trials.addAll(trials("nesterov", 3, epochs, batch, data, network));
    trials.addAll(trials("adam", 4, epochs, batch, data, network));
    List<TrialResult> here = sorted(Tasks.run(engine, trials, data));
    List<TrialResult> expected = new ArrayList<>();
    new LockstepEngine()
        .groups(trials)
        .forEach(group -> expected.addAll(Tasks.run(new LockstepEngine(), group, data)));
    List<TrialResult> lockstep = sorted(expected);
    boolean normalizes = layers.stream().anyMatch(LayerSpec::seesWholeBatch);
    assertThat(here).hasSameSizeAs(lockstep);
    for (int i = 0; i < here.size(); i++) {
      compare(here.get(i), lockstep.get(i), normalizes ? 2e-3 : 1e-4);
    }
  }

  private static List<Trial> trials(
      String optimizer, long seed, int epochs, int batch, Dataset data, NetworkSpec network) {
    return Tasks.trials(List.of(OptimizerSpec.of(optimizer)), epochs, batch, data, seed, network);
  }

  private static List<TrialResult> sorted(List<TrialResult> results) {
    return results.stream().sorted(Comparator.comparing(TrialResult::id)).toList();
  }

  /** Over 200 steps. Statistics of batches are summed in another order here. */
  private static void compare(TrialResult here, TrialResult lockstep, double tolerance) {
    assertThat(here.id()).isEqualTo(lockstep.id());
    assertThat(here.stateBytes()).isEqualTo(lockstep.stateBytes());
    assertThat(here.initialWeightsSha256()).isEqualTo(lockstep.initialWeightsSha256());
    for (int i = 0; i < lockstep.epochs().size(); i++) {
      EpochMetrics expected = lockstep.epochs().get(i);
      EpochMetrics found = here.epochs().get(i);
      assertThat(found.trainLoss().orElseThrow())
          .as(lockstep.label() + " epoch " + expected.epoch())
          .isCloseTo(
              expected.trainLoss().orElseThrow(),
              within(tolerance * expected.trainLoss().orElseThrow()));
      assertThat(found.testLoss().orElseThrow())
          .as(lockstep.label() + " epoch " + expected.epoch())
          .isCloseTo(
              expected.testLoss().orElseThrow(),
              within(tolerance * expected.testLoss().orElseThrow()));
      assertThat(found.steps().orElseThrow()).isEqualTo(expected.steps().orElseThrow());
    }
    BitSet differing = here.testAnswers().orElseThrow().rightImages();
    differing.xor(lockstep.testAnswers().orElseThrow().rightImages());
    assertThat(differing.cardinality()).as(lockstep.label()).isLessThanOrEqualTo(1);
  }

  @Test
  void aTrialHasTheSameBitsAloneAndAmongOthers() {
    List<LayerSpec> layers = List.of(dense(33, Activation.RELU), new LayerSpec.Dropout(0.2));
    List<Trial> trials = new ArrayList<>();
    for (long seed = 1; seed <= 5; seed++) {
      trials.addAll(
          Tasks.trials(
              List.of(OptimizerSpec.of("adam"), OptimizerSpec.of("lion")),
              3,
              64,
              DATA,
              seed,
              new NetworkSpec.Layers(layers)));
    }
    List<TrialResult> together = Tasks.run(engine, trials, DATA);
    TrialResult alone = Tasks.run(engine, List.of(trials.get(6)), DATA).get(0);
    assertThat(Tasks.withoutTimes(together.get(6))).isEqualTo(Tasks.withoutTimes(alone));
  }

  /** The rate of the third overflows in a few steps. */
  @Test
  void letsADivergedTrialGoWithoutTouchingTheOthers() {
    List<Trial> trials =
        Tasks.trials(
            List.of(
                OptimizerSpec.of("sgd"),
                OptimizerSpec.of("adam"),
                OptimizerSpec.of("momentum").with(Map.of("learning_rate", 1e12)),
                OptimizerSpec.of("rmsprop")),
            3,
            64,
            DATA,
            3,
            new NetworkSpec.Preset("mlp"));
    List<TrialResult> together = Tasks.run(engine, trials, DATA);
    TrialResult onCpu = Tasks.run(new LockstepEngine(), trials, DATA).get(0);
    assertThat(together)
        .extracting(TrialResult::label)
        .containsExactly("momentum", "sgd", "adam", "rmsprop");
    assertThat(together.get(0).outcome()).isEqualTo(Outcome.DIVERGED);
    assertThat(together.get(0).divergedAtStep()).isEqualTo(onCpu.divergedAtStep());
    TrialResult alone = Tasks.run(engine, List.of(trials.get(1)), DATA).get(0);
    assertThat(Tasks.withoutTimes(together.get(2))).isEqualTo(Tasks.withoutTimes(alone));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 640, 0})
  void takesAnyBatchSize(int batchSize) {
    List<Trial> trials =
        Tasks.trials(
            List.of(OptimizerSpec.of("sgd")), 1, batchSize, DATA, 3, new NetworkSpec.Preset("mlp"));
    TrialResult here = Tasks.run(engine, trials, DATA).get(0);
    TrialResult lockstep = Tasks.run(new LockstepEngine(), trials, DATA).get(0);
    compare(here, lockstep, 1e-4);
  }

  private static LayerSpec residual(Activation activation, LayerSpec... layers) {
    return new LayerSpec.Residual(List.of(layers), Optional.empty(), activation);
  }

  private static LayerSpec dense(int units, Activation activation) {
    return new LayerSpec.Dense(units, activation, Initialization.GLOROT_UNIFORM);
  }

  private static LayerSpec conv(int stride, boolean same, Activation activation) {
    return new LayerSpec.Conv2d(4, 3, stride, same, activation, Initialization.GLOROT_UNIFORM);
  }
}
