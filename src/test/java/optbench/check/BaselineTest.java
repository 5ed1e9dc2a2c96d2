package optbench.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import optbench.stats.FakeRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BaselineTest {
  @TempDir Path folder;

  private static Baseline of(FakeRun run) {
    return Baseline.of("main", run.run()).orElseThrow();
  }

  @Test
  void whatTrialsRanOnIsToldOfEach() {
    Baseline baseline =
        of(
            new FakeRun()
                .finished("adam", 0.97, 0.96)
                .in(FakeRun.ENVIRONMENT.withThreads(4))
                .added("adam", 0.95)
                .added("sgd", 0.9, 0.91));

    assertThat(baseline.optimizers().get(0).origin().threads()).isEmpty();
    assertThat(baseline.optimizers().get(1).origin().threads()).hasValue(4);
    assertThat(baseline.optimizers())
        .extracting(e -> e.origin().stepMillis().isPresent())
        .containsExactly(false, false);
    baseline.write(folder.resolve("main.json"));
    assertThat(Baseline.read(folder.resolve("main.json"))).isEqualTo(baseline);
  }

  @Test
  void timesUnderTheSameConditionsAreKept() {
    BaselineOrigin origin =
        of(new FakeRun().finished("adam", 0.97, 0.96)).optimizers().get(0).origin();

    assertThat(origin.threads()).hasValue(2);
    assertThat(origin.stepMillis()).isPresent();
    assertThat(origin.cpu()).isEqualTo("CPU");
  }
}
