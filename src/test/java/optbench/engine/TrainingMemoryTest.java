package optbench.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import optbench.data.Dataset;
import optbench.data.Samples;
import optbench.engine.dl4j.Dl4jEngine;
import optbench.engine.lockstep.LockstepEngine;
import optbench.plan.Trial;
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
    Dataset small = Tasks.halves(1, 0, 1);
    return new Dataset(
        small.name(),
        small.sha256(),
        small.notice(),
        new Samples(new byte[training * 784], new byte[training]),
        small.validation(),
        new Samples(new byte[784], new byte[1]),
        28,
        28,
        10);
  }
}
