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
    "article-cnn, 64, dl4j, 537",
    "article-cnn, 1024, dl4j, 957",
    "article-cnn, 64, lockstep, 340"
  })
  void isWithinTwoFifthsOfWhatWasMeasured(String network, int batch, String engine, long measured) {
    Dataset data = data(2 * batch);
    Engine trains = engine.equals("dl4j") ? new Dl4jEngine() : new LockstepEngine();
    Trial trial =
        Tasks.trials(
                List.of(OptimizerSpec.of("adam")),
                1,
                batch,
                data,
                1,
                new NetworkSpec.Preset(network))
            .get(0);
    long bytes =
        PROCESS + TrainingMemory.of(List.of(trial), data, trains.samplesKept(trial)).bytes();

    assertThat((double) bytes / (measured << 20)).isBetween(0.6, 1.4);
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
