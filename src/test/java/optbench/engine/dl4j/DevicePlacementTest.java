package optbench.engine.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import optbench.data.Dataset;
import optbench.engine.Placement;
import optbench.engine.Tasks;
import optbench.network.InitialWeights;
import optbench.network.Network;
import optbench.network.Shape;
import optbench.optimizer.LineSearchOptimizer;
import optbench.optimizer.Optimizers;
import optbench.plan.Trial;
import optbench.random.SeededRandom;
import optbench.result.EpochMetrics;
import optbench.result.Outcome;
import optbench.result.TrialResult;
import optbench.spec.Activation;
import optbench.spec.Initialization;
import optbench.spec.LayerSpec;
import optbench.spec.NetworkSpec;
import optbench.spec.OptimizerSpec;
import optbench.spec.ProbeSpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * What is done on a GPU, done on the CPU: by ND4J's operations on whole arrays alone. It has to
 * learn what the loops over the host's memory learn, within rounding.
 */
class DevicePlacementTest {
  private static final Shape INPUT = new Shape(1, 8, 8);
  private static final int SAMPLES = 9;
  private static final Dataset DATA = Tasks.noisyHalves(200, 0, 100);
  private static final NetworkSpec NETWORK =
      new NetworkSpec.Layers(List.of(dense(Activation.TANH)));

  static Stream<String> optimizers() {
    return Optimizers.builtIn().all().stream()
        .filter(o -> !(o instanceof LineSearchOptimizer))
        .map(o -> o.description().id());
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void everyOptimizerLearnsTheSame(String optimizer) {
    List<Trial> trials = trials(OptimizerSpec.of(optimizer), 2);

    TrialResult host = train(Placement.HOST, trials);
    TrialResult device = train(Placement.DEVICE, trials);

    assertThat(device.outcome()).isEqualTo(Outcome.FINISHED);
    assertThat(device.stateBytes()).isEqualTo(host.stateBytes());
    for (int i = 0; i < host.epochs().size(); i++) {
      EpochMetrics expected = host.epochs().get(i);
      EpochMetrics found = device.epochs().get(i);
      assertThat(found.trainLoss().orElseThrow())
          .isCloseTo(expected.trainLoss().orElseThrow(), within(2e-4));
      assertThat(found.testLoss().orElseThrow())
          .isCloseTo(expected.testLoss().orElseThrow(), within(2e-4));
      assertThat(found.testAccuracy()).isCloseTo(expected.testAccuracy(), within(0.011));
      assertThat(found.steps().orElseThrow()).isEqualTo(expected.steps().orElseThrow());
    }
  }

  @Test
  void aTrainingThatDivergesDoesSoAtTheSameStep() {
    OptimizerSpec wild =
        new OptimizerSpec(
            "sgd",
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Map.of("learning_rate", 1e30),
            optbench.spec.Techniques.NONE);

    TrialResult host = train(Placement.HOST, trials(wild, 1));
    TrialResult device = train(Placement.DEVICE, trials(wild, 1));

    assertThat(host.outcome()).isEqualTo(Outcome.DIVERGED);
    assertThat(device.outcome()).isEqualTo(Outcome.DIVERGED);
    assertThat(device.divergedAtStep()).isEqualTo(host.divergedAtStep());
  }

  @Test
  void aProbeSeesTheSame() {
    List<Trial> trials =
        Tasks.trials(
            List.of(OptimizerSpec.of("adam")),
            1,
            20,
            DATA,
            1,
            NETWORK,
            spec -> spec.withProbe(new ProbeSpec(50, 3)));

    TrialResult host = train(Placement.HOST, trials);
    TrialResult device = train(Placement.DEVICE, trials);

    var seen = device.probe().orElseThrow();
    var expected = host.probe().orElseThrow();
    assertThat(seen.initialWeightNorm()).isEqualTo(expected.initialWeightNorm());
    assertThat(seen.losses()).hasSameSizeAs(expected.losses());
    for (int i = 0; i < seen.losses().size(); i++) {
      assertThat(seen.losses().get(i)).isCloseTo(expected.losses().get(i), within(1e-4));
    }
  }

  @ParameterizedTest
  @EnumSource(Activation.class)
  void everyActivationHasTheSameGradient(Activation activation) {
    Network network = new Network("custom", List.of(dense(activation), dense(activation)));
    Dl4jNetwork host = network(network, Placement.HOST);
    Dl4jNetwork device = network(network, Placement.DEVICE);

    assertThat(device.lossSum()).isCloseTo(host.lossSum(), within(1e-6 * host.lossSum()));
    assertThat(device.right()).isEqualTo(host.right());
    float[] expected = host.gradient().toFloatVector();
    float[] found = device.gradient().toFloatVector();
    assertThat(found).hasSameSizeAs(expected);
    for (int i = 0; i < found.length; i++) {
      assertThat(found[i]).isCloseTo(expected[i], within(1e-6f));
    }
  }

  /** Tied outputs are one answer, not several right ones. */
  @Test
  void tiesAreTheFirstClass() {
    DeviceLoss loss = new DeviceLoss(3);
    loss.expect(new int[] {0, 1, 2, 0}, 4);

    loss.assess(Nd4j.zeros(new long[] {4, 3}, 'f'), false);

    assertThat(loss.right().stream()).containsExactly(0, 3);
    assertThat(loss.sum()).isCloseTo(4 * Math.log(3), within(1e-5));
  }

  @Test
  void layerNormIsForTheHost() {
    NetworkSpec network =
        new NetworkSpec.Layers(List.of(dense(Activation.TANH), new LayerSpec.LayerNorm(1e-3)));
    Trial onCpu = Tasks.trials(List.of(OptimizerSpec.of("sgd")), 1, 32, DATA, 1, network).get(0);

    assertThat(new Dl4jEngine().unsupported(onCpu)).isEmpty();
    assertThat(new Dl4jEngine().unsupported(Tasks.onCuda(onCpu)))
        .contains("dl4j on CUDA does not build layer_norm layers: train it with another engine");
  }

  @Test
  void lineSearchesAreForTheHost() {
    Trial onCpu = trials(OptimizerSpec.of("lbfgs"), 1).get(0);

    assertThat(new Dl4jEngine().unsupported(onCpu)).isEmpty();
    assertThat(new Dl4jEngine().unsupported(Tasks.onCuda(onCpu)).orElseThrow())
        .contains("lbfgs", "device: cpu");
  }

  private static Dl4jNetwork network(Network network, Placement placement) {
    Dl4jNetwork made = new Dl4jNetwork(network, INPUT, 4, placement);
    made.set(InitialWeights.draw(network, INPUT, 4, 5));
    INDArray pixels = Nd4j.create(SAMPLES, INPUT.features());
    SeededRandom random = SeededRandom.of(3, "pixels");
    int[] labels = new int[SAMPLES];
    for (int i = 0; i < pixels.length(); i++) {
      pixels.putScalar(i, random.nextDouble());
    }
    for (int i = 0; i < SAMPLES; i++) {
      labels[i] = random.nextInt(4);
    }
    made.expect(labels, SAMPLES);
    made.computeGradient(pixels);
    return made;
  }

  private static List<Trial> trials(OptimizerSpec optimizer, int epochs) {
    return Tasks.trials(List.of(optimizer), epochs, 32, DATA, 1, NETWORK);
  }

  private static TrialResult train(Placement placement, List<Trial> trials) {
    return Tasks.run(new Dl4jEngine(placement), trials, DATA).get(0);
  }

  private static LayerSpec dense(Activation activation) {
    return new LayerSpec.Dense(12, activation, Initialization.GLOROT_UNIFORM);
  }
}
