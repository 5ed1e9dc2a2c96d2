package optbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import optbench.device.CudaCheck;
import optbench.device.CudaDriver;
import optbench.device.FakeDriver;
import optbench.spec.Device;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

@EnabledIfSystemProperty(
    named = "os.arch",
    matches = "amd64|x86_64",
    disabledReason = "ND4J has CUDA code for this architecture alone")
class GpuChecksTest {
  @Test
  void aMachineWithoutAGpuIsFineUnlessOneIsWanted() {
    assertThat(checks(FakeDriver.missing(), Device.CPU, false))
        .containsExactly(Check.ok("CUDA GPU", "none that can be used: no driver: install it"));
    assertThat(checks(FakeDriver.missing(), Device.CUDA, false))
        .containsExactly(
            Check.missing("CUDA GPU", "none that can be used", "no driver: install it"));
  }

  @Test
  void everyGpuIsDescribedAndJudged() {
    List<Check> checks = checks(FakeDriver.with("8.6", "9.0"), Device.CPU, false);

    assertThat(checks)
        .extracting(Check::name)
        .containsExactly("CUDA GPU", "CUDA GPU", "CUDA build");
    assertThat(checks.get(0).found())
        .isEqualTo("Fake 8.6, compute capability 8.6, 16.0 GiB, 15.0 GiB free, driver 510.47.03");
    assertThat(checks.get(0).state()).isEqualTo(Check.State.OK);
    assertThat(checks.get(1).state()).isEqualTo(Check.State.WARNING);
    assertThat(checks.get(1).advice()).contains("has no code for it");
    assertThat(checks.get(2).found())
        .startsWith("not yet; --device cuda builds it")
        .endsWith("; experimental: never run by us on a card");
  }

  @Test
  void aGpuThatCannotBeUsedIsMissingWhereOneIsWanted() {
    assertThat(checks(FakeDriver.with("9.0"), Device.CUDA, true))
        .extracting(Check::state)
        .containsExactly(Check.State.MISSING);
    assertThat(checks(FakeDriver.with("9.0"), Device.CPU, true))
        .extracting(Check::state)
        .containsExactly(Check.State.WARNING);
  }

  private static List<Check> checks(CudaDriver driver, Device wanted, boolean built) {
    return new GpuChecks(new CudaCheck(driver, Map.of()), wanted, built).all();
  }
}
