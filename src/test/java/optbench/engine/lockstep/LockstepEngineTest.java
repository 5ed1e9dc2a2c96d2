package optbench.engine.lockstep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.Stream;
import optbench.data.Dataset;
import optbench.engine.Tasks;
import optbench.engine.dl4j.Dl4jEngine;
import optbench.optimizer.LineSearchOptimizer;
import optbench.optimizer.Optimizers;
import optbench.plan.Trial;
import optbench.result.EpochMetrics;
import optbench.result.TrialResult;
import optbench.spec.Activation;
import optbench.spec.Initialization;
import optbench.spec.LayerSpec;
import optbench.spec.NetworkSpec;
import optbench.spec.OptimizerSpec;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Groups of trials beside the same trials one by one. */
class LockstepEngineTest {
  private static final Dataset DATA = Tasks.noisyHalves(640, 70, 300);

  static Stream<List<LayerSpec>> networks() {
    return Stream.of(
        List.of(),
        List.of(dense(32, Activation.RELU)),
        List.of(dense(20, Activation.TANH), dense(9, Activation.SIGMOID)),
        List.of(
            conv(1, false, Activation.RELU),
            new LayerSpec.MaxPool(2, 2),
            new LayerSpec.Flatten(),
            dense(16, Activation.RELU)),
        List.of(
            conv(1, true, Activation.TANH),
            conv(2, false, Activation.RELU),
            new LayerSpec.MaxPool(2, 1)),
        List.of(new LayerSpec.MaxPool(3, 2), dense(12, Activation.LINEAR)),
        List.of(
            dense(16, Activation.RELU),
            new LayerSpec.BatchNorm(0.9, 1e-3),
            dense(8, Activation.RELU)),
        List.of(
            new LayerSpec.BatchNorm(0.9, 1e-3),
            conv(1, false, Activation.RELU),
            new LayerSpec.BatchNorm(0.9, 1e-3),
            new LayerSpec.MaxPool(2, 2)));
  }

  @ParameterizedTest
  @MethodSource("networks")
  void findsTheLossesThatDl4jFindsForEveryOptimizer(List<LayerSpec> layers) {
    List<OptimizerSpec> optimizers =
        Optimizers.builtIn().all().stream()
            .filter(o -> !(o instanceof LineSearchOptimizer))
            .map(o -> o.description().id())
            .filter(id -> !id.equals("gradient-descent"))
            .map(OptimizerSpec::of)
            .toList();
    List<Trial> trials = Tasks.trials(optimizers, 20, 64, DATA, 3, new NetworkSpec.Layers(layers));
    List<TrialResult> lockstep = Tasks.run(new LockstepEngine(), trials, DATA);
    List<TrialResult> dl4j = Tasks.run(new Dl4jEngine(), trials, DATA);
    for (int i = 0; i < trials.size(); i++) {
      compare(lockstep.get(i), dl4j.get(i));
    }
  }

  private static void compare(TrialResult lockstep, TrialResult dl4j) {
    assertThat(lockstep.id()).isEqualTo(dl4j.id());
    assertThat(lockstep.stateBytes()).isEqualTo(dl4j.stateBytes());
    for (int i = 0; i < dl4j.epochs().size(); i++) {
      EpochMetrics expected = dl4j.epochs().get(i);
      EpochMetrics found = lockstep.epochs().get(i);
      assertThat(found.trainLoss())
          .as(dl4j.label() + " epoch " + expected.epoch())
          .isCloseTo(expected.trainLoss(), within(1e-4 * expected.trainLoss()));
      assertThat(found.testLoss())
          .as(dl4j.label() + " epoch " + expected.epoch())
          .isCloseTo(expected.testLoss(), within(1e-4 * expected.testLoss()));
      assertThat(found.steps()).isEqualTo(expected.steps());
    }
  }

  private static LayerSpec dense(int units, Activation activation) {
    return new LayerSpec.Dense(units, activation, Initialization.GLOROT_UNIFORM);
  }

  private static LayerSpec conv(int stride, boolean same, Activation activation) {
    return new LayerSpec.Conv2d(4, 3, stride, same, activation, Initialization.GLOROT_UNIFORM);
  }
}
