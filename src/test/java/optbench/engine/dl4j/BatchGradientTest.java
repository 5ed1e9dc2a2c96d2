package optbench.engine.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import optbench.data.Dataset;
import optbench.engine.SampleMemory;
import optbench.engine.Tasks;
import optbench.network.Shape;
import optbench.plan.Trial;
import optbench.result.EpochMetrics;
import optbench.result.TrialResult;
import optbench.spec.Activation;
import optbench.spec.BatchSize;
import optbench.spec.Initialization;
import optbench.spec.LayerSpec;
import optbench.spec.NetworkSpec;
import optbench.spec.OptimizerSpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Batches that are computed in parts are the same batches. */
class BatchGradientTest {
  private static final Dataset DATA = Tasks.noisyHalves(205, 0, 40);

  /**
   * Sums in another order are rounded otherwise, and the line search of L-BFGS makes more of it.
   */
  private static final double ROUNDING = 3e-5;

  private static final LayerSpec CONVOLUTION =
      new LayerSpec.Conv2d(4, 3, 1, false, Activation.RELU, Initialization.HE_NORMAL);
  private static final LayerSpec DENSE =
      new LayerSpec.Dense(16, Activation.TANH, Initialization.GLOROT_UNIFORM);

  private static final NetworkSpec IMAGES =
      new NetworkSpec.Layers(
          List.of(
              CONVOLUTION,
              new LayerSpec.MaxPool(2, 2),
              new LayerSpec.Conv2d(3, 2, 1, true, Activation.SIGMOID, Initialization.HE_NORMAL),
              new LayerSpec.Flatten(),
              DENSE));

  /** In all of 205, and in batches of 64 and one of 13. */
  @ParameterizedTest
  @CsvSource({
    "gradient-descent, 0, 1",
    "gradient-descent, 0, 7",
    "gradient-descent, 0, 100",
    "gradient-descent, 0, 204",
    "gradient-descent, 0, 205",
    "adam, 64, 9",
    "adam, 64, 64",
    "lbfgs, 0, 50",
    "lbfgs, 64, 30"
  })
  void aBatchInPartsTrainsAsAWholeOne(String optimizer, int batch, int samplesAtOnce) {
    OptimizerSpec spec = OptimizerSpec.of(optimizer).with(new BatchSize(batch));
    Trial trial = Tasks.trials(List.of(spec), 3, 32, DATA, 1, IMAGES).get(0);

    TrialResult whole = train(trial, 1000);
    TrialResult parts = train(trial, samplesAtOnce);

    assertThat(parts.epochs()).hasSize(3);
    for (int epoch = 0; epoch < 3; epoch++) {
      EpochMetrics expected = whole.epochs().get(epoch);
      EpochMetrics found = parts.epochs().get(epoch);
      assertThat(found.trainLoss().orElseThrow())
          .isCloseTo(expected.trainLoss().orElseThrow(), within(ROUNDING));
      assertThat(found.testLoss().orElseThrow())
          .isCloseTo(expected.testLoss().orElseThrow(), within(ROUNDING));
      assertThat(found.steps()).isEqualTo(expected.steps());
    }
  }

  /** Batch normalisation sees the batch as a whole. */
  @Test
  void aBatchThatALayerSeesAsAWholeIsNotSplit() {
    NetworkSpec normalized =
        new NetworkSpec.Layers(List.of(DENSE, new LayerSpec.BatchNorm(0.9, 1e-5)));
    Trial trial =
        Tasks.trials(List.of(OptimizerSpec.of("gradient-descent")), 3, 32, DATA, 1, normalized)
            .get(0);

    assertThat(Tasks.withoutTimes(train(trial, 10)))
        .isEqualTo(Tasks.withoutTimes(train(trial, 1000)));
    assertThat(engine(trial, 10).samplesKept(trial, DATA))
        .isEqualTo(engine(trial, 1000).samplesKept(trial, DATA))
        .isGreaterThanOrEqualTo(32);
  }

  /** With room for so many samples. */
  private static TrialResult train(Trial trial, int samples) {
    return Tasks.run(engine(trial, samples), List.of(trial), DATA).get(0);
  }

  private static Dl4jEngine engine(Trial trial, int samples) {
    Shape shape = new Shape(1, DATA.height(), DATA.width());
    return new Dl4jEngine(samples * SampleMemory.of(trial.network(), shape).bytes());
  }
}
