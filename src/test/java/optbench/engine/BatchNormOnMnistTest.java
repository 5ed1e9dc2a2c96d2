package optbench.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import optbench.data.Dataset;
import optbench.data.Datasets;
import optbench.data.DownloadProgress;
import optbench.engine.dl4j.Dl4jEngine;
import optbench.engine.lockstep.LockstepEngine;
import optbench.plan.Trial;
import optbench.result.EpochMetrics;
import optbench.result.Outcome;
import optbench.result.TrialResult;
import optbench.spec.Activation;
import optbench.spec.Initialization;
import optbench.spec.LayerSpec;
import optbench.spec.NetworkSpec;
import optbench.spec.OptimizerSpec;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Batch normalisation of each pixel of MNIST, of which those at the border are always 0, and two
 * epochs of Adam, beside values that numpy worked out in float64 from the same initial weights and
 * order of samples.
 */
@Tag("slow")
class BatchNormOnMnistTest {
  private static final int SAMPLES = 2000;

  @ParameterizedTest
  @ValueSource(strings = {"dl4j", "lockstep"})
  void normalizesEachNumberOfAVector(String engine) {
    TrialResult result = train(engine, 0.9);

    EpochMetrics last = result.epochs().get(1);
    assertThat(last.trainLoss().orElseThrow()).isCloseTo(0.6569, within(1e-4));
    assertThat(last.testLoss().orElseThrow()).isCloseTo(0.5792, within(1e-4));
    assertThat(last.testAccuracy()).isCloseTo(0.8364, within(3e-4));
    assertThat(result.stateBytes()).contains(114_384L);
  }

  /** Momentum as PyTorch counts it. */
  @ParameterizedTest
  @ValueSource(strings = {"dl4j", "lockstep"})
  void forgetsFastWithoutDiverging(String engine) {
    TrialResult result = train(engine, 0.1);

    EpochMetrics last = result.epochs().get(1);
    assertThat(result.outcome()).isEqualTo(Outcome.FINISHED);
    assertThat(last.testLoss().orElseThrow()).isCloseTo(0.7216, within(1e-4));
    assertThat(last.testAccuracy()).isCloseTo(0.7924, within(3e-4));
  }

  private static TrialResult train(String engine, double momentum) {
    Dataset data = mnist();
    List<Trial> trials =
        Tasks.trials(
            List.of(OptimizerSpec.of("adam")),
            2,
            32,
            data,
            1,
            new NetworkSpec.Layers(
                List.of(
                    new LayerSpec.Flatten(),
                    new LayerSpec.BatchNorm(momentum, 1e-3),
                    new LayerSpec.Dense(16, Activation.RELU, Initialization.GLOROT_UNIFORM))));
    Engine trained = engine.equals("dl4j") ? new Dl4jEngine() : new LockstepEngine();
    return Tasks.run(trained, trials, data).get(0);
  }

  private static Dataset mnist() {
    String directory = System.getenv("OPTBENCH_DATA_DIR");
    assumeTrue(directory != null, "OPTBENCH_DATA_DIR is not set");
    Datasets datasets =
        new Datasets(
            Map.of("OPTBENCH_DATA_DIR", directory, "OPTBENCH_OFFLINE", "1"), Path.of("none"));
    assumeTrue(
        datasets.status("mnist", Optional.empty()).usable(), "mnist is not in OPTBENCH_DATA_DIR");
    return datasets.load(
        "mnist", Optional.empty(), OptionalInt.of(SAMPLES), 0, DownloadProgress.NONE);
  }
}
