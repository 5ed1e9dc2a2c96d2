package optbench.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import optbench.device.CudaCheck;
import optbench.device.CudaDriver;
import optbench.device.DeviceException;
import optbench.device.FakeDriver;
import optbench.engine.EnvironmentProbe;
import optbench.result.Environment;
import optbench.result.GpuRecord;
import optbench.spec.Device;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

@EnabledIfSystemProperty(
    named = "os.arch",
    matches = "amd64|x86_64",
    disabledReason = "ND4J has CUDA code for this architecture alone")
class ComputeDeviceTest {
  private static final CudaDriver GOOD = FakeDriver.with("8.6");

  @Test
  void aBackendOfAnotherDeviceIsNeverUsed() {
    assertThatThrownBy(() -> ComputeDevice.requireLoaded("cuda", "cpu", "CpuBackend"))
        .isInstanceOf(DeviceException.class)
        .hasMessage(
            "device must be cuda but ND4J took its backend CpuBackend, which computes on cpu: nothing was trained; see optbench doctor --device cuda");
    assertThatThrownBy(() -> ComputeDevice.requireLoaded("cpu", "cuda", "JCublasBackend"))
        .hasMessageContaining("device must be cpu but ND4J took its backend JCublasBackend");
    assertThatCode(() -> ComputeDevice.requireLoaded("cuda", "cuda", "JCublasBackend"))
        .doesNotThrowAnyException();
  }

  @Test
  void aBuildForAnotherDeviceIsNeverUsed() {
    assertThatThrownBy(() -> device(GOOD, "cpu").requireBuild(Device.CUDA))
        .hasMessage(
            "device must be cuda but this build computes on cpu: start ./optbench with --device cuda");
    assertThatThrownBy(() -> device(GOOD, "cuda").requireBuild(Device.CPU))
        .hasMessageContaining("device must be cpu but this build computes on cuda");
    assertThatThrownBy(() -> device(FakeDriver.missing(), "cpu").requireBuild(Device.CUDA))
        .hasMessage("no driver: install it");
    assertThatCode(() -> device(GOOD, "cuda").requireBuild(Device.AUTO)).doesNotThrowAnyException();
  }

  @Test
  void theCpuAsksNoDriver() {
    CudaDriver untouched =
        () -> {
          throw new AssertionError("asked");
        };
    ComputeDevice cpu = device(untouched, "cpu");
    Environment machine = EnvironmentProbe.read("1", "c");

    assertThatCode(() -> cpu.require(Device.CPU)).doesNotThrowAnyException();
    assertThat(cpu.notice(Device.CPU)).isEmpty();
    assertThat(cpu.describe(machine, Device.CPU)).isEqualTo(machine);
  }

  @Test
  void theChoiceAndTheGpuAreRecorded() {
    Environment machine = EnvironmentProbe.read("1", "c");

    assertThat(device(GOOD, "cpu").describe(machine, Device.AUTO).execution().deviceReason())
        .hasValue("because");
    assertThat(device(GOOD, "cpu").notice(Device.AUTO)).hasValue("device: cpu (because)");
    GpuRecord gpu =
        device(GOOD, "cuda").describe(machine, Device.CUDA).execution().gpu().orElseThrow();
    assertThat(List.of(gpu.name(), gpu.computeCapability(), gpu.driver()))
        .containsExactly("Fake 8.6", "8.6", "510.47.03");
  }

  private static ComputeDevice device(CudaDriver driver, String built) {
    return new ComputeDevice(new CudaCheck(driver, Map.of()), built, Optional.of("because"));
  }
}
