package optbench.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import optbench.data.Dataset;
import optbench.data.Samples;
import optbench.engine.dl4j.Dl4jEngine;
import optbench.engine.lockstep.LockstepEngine;
import optbench.plan.Trial;
import optbench.spec.Activation;
import optbench.spec.Initialization;
import optbench.spec.LayerSpec;
import optbench.spec.NetworkSpec;
import optbench.spec.OptimizerSpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against peaks of resident memory in MiB, measured with the whole program, Adam, on AVX2. */
class TrainingMemoryTest {
  private static final long PROCESS = 250L << 20;

  @ParameterizedTest
  @CsvSource({
    "mlp, 64, dl4j, 266",
    "mlp, 1024, dl4j, 271",
    "mlp, 4096, dl4j, 302",
    "mlp, 64, lockstep, 278",
    "mlp, 4096, lockstep, 323",
    "article-cnn, 64, dl4j, 469",
    "article-cnn, 1024, dl4j, 549",
    "article-cnn, 64, lockstep, 364"
  })
  void isWithinTwoFifthsOfWhatWasMeasured(String network, int batch, String engine, long measured) {
    Engine trains = engine.equals("dl4j") ? new Dl4jEngine() : new LockstepEngine();
    long bytes = PROCESS + memory(network, batch, trains).bytes();

    assertThat((double) bytes / (measured << 20)).isBetween(0.6, 1.4);
  }

  /**
   * Images of 3x32x32, of which the first convolution is the native code's, and 2,000 in the test
   * set.
   */
  @ParameterizedTest
  @CsvSource({
    "conv2d, 64, dl4j, 658",
    "conv2d, 64, lockstep, 301",
    "resnet-8, 64, dl4j, 1278",
    "resnet-8, 64, lockstep, 998"
  })
  void imagesWithThreeChannelsAreWithinThreeTenthsOfWhatWasMeasured(
      String network, int batch, String engine, long measured) {
    NetworkSpec spec =
        network.equals("conv2d")
            ? new NetworkSpec.Layers(
                List.of(
                    new LayerSpec.Conv2d(
                        32, 3, 1, true, Activation.RELU, Initialization.GLOROT_UNIFORM),
                    new LayerSpec.MaxPool(2, 2),
                    new LayerSpec.Flatten(),
                    new LayerSpec.Dense(64, Activation.RELU, Initialization.GLOROT_UNIFORM)))
            : new NetworkSpec.Preset(network);
    Engine trains = engine.equals("dl4j") ? new Dl4jEngine() : new LockstepEngine();
    Dataset data = data(512, 3, 32);
    Trial trial = Tasks.trials(List.of(OptimizerSpec.of("adam")), 1, batch, data, 1, spec).get(0);
    long bytes =
        PROCESS + TrainingMemory.of(List.of(trial), data, trains.samplesKept(trial, data)).bytes();

    assertThat((double) bytes / (measured << 20)).isBetween(0.7, 1.3);
  }

  /**
   * All of MNIST in one batch, of which a part is computed at once; 20 GB would be needed whole.
   */
  @Test
  void aFullBatchWithConvolutionsIsWithinThreeTenthsOfWhatWasMeasured() {
    Dataset data = data(60_000);
    List<LayerSpec> layers =
        List.of(
            new LayerSpec.Conv2d(20, 5, 1, false, Activation.RELU, Initialization.GLOROT_UNIFORM),
            new LayerSpec.MaxPool(2, 2),
            new LayerSpec.Conv2d(50, 5, 1, false, Activation.RELU, Initialization.GLOROT_UNIFORM),
            new LayerSpec.MaxPool(2, 2),
            new LayerSpec.Flatten(),
            new LayerSpec.Dense(128, Activation.RELU, Initialization.GLOROT_UNIFORM));
    Trial trial =
        Tasks.trials(
                List.of(OptimizerSpec.of("gradient-descent")),
                1,
                64,
                data,
                1,
                new NetworkSpec.Layers(layers))
            .get(0);

    long kept = new Dl4jEngine().samplesKept(trial, data);
    long bytes = PROCESS + TrainingMemory.of(List.of(trial), data, kept).bytes();

    assertThat(kept).isBetween(2_000L, 6_000L);
    assertThat((double) bytes / (1057L << 20)).isBetween(0.7, 1.3);
  }

  /** On the heap: of each image of the batch 13 x 13 maxima of 32 filters, until it is done. */
  @Test
  void heapHoldsWhatAConvolutionOfTheDataKeeps() {
    long small = memory("article-cnn", 1024, new Dl4jEngine()).heapBytes();
    long large = memory("article-cnn", 4096, new Dl4jEngine()).heapBytes();

    assertThat(large - small).isBetween(3072L * 13 * 13 * 32 * 4, 3072L * 13 * 13 * 32 * 4 * 3);
  }

  private static TrainingMemory memory(String network, int batch, Engine engine) {
    Dataset data = data(2 * batch);
    Trial trial =
        Tasks.trials(
                List.of(OptimizerSpec.of("adam")),
                1,
                batch,
                data,
                1,
                new NetworkSpec.Preset(network))
            .get(0);
    return TrainingMemory.of(List.of(trial), data, engine.samplesKept(trial, data));
  }

  private static Dataset data(int training) {
    return data(training, 1, 28);
  }

  private static Dataset data(int training, int channels, int side) {
    int numbers = channels * side * side;
    Dataset small = Tasks.halves(1, 0, 1);
    return new Dataset(
        small.name(),
        small.sha256(),
        small.notice(),
        new Samples(new byte[training * numbers], new byte[training]),
        small.validation(),
        new Samples(new byte[numbers], new byte[1]),
        channels,
        side,
        side,
        10,
        List.of());
  }
}
