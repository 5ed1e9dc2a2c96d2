package optbench.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Optional;
import optbench.device.CudaCheck;
import optbench.device.CudaDriver;
import optbench.device.DeviceException;
import optbench.device.FakeDriver;
import optbench.engine.EnvironmentProbe;
import optbench.opencl.OpenClDevice;
import optbench.opencl.OpenClException;
import optbench.opencl.UnusableDeviceException;
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
  private static final OpenClDevice GPU =
      new OpenClDevice(
          0,
          OpenClDevice.Kind.GPU,
          "Fake Platform",
          "Fake 1",
          "1.0",
          "OpenCL 3.0",
          8L << 30,
          2L << 30,
          48L << 10,
          56,
          1024,
          true,
          true,
          true);

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
    ComputeDevice.Chosen cpu = device(untouched, "cpu").require(Device.CPU);
    Environment machine = EnvironmentProbe.read("1", "c");

    assertThat(cpu.notice()).isEmpty();
    assertThat(cpu.describe(machine)).isEqualTo(machine);
  }

  @Test
  void theChoiceAndItsReasonAreRecorded() {
    ComputeDevice.Chosen chosen = device(GOOD, "cpu").require(Device.AUTO);

    assertThat(chosen.describe(EnvironmentProbe.read("1", "c")).execution().deviceReason())
        .hasValue("because");
    assertThat(chosen.notice()).hasValue("device: cpu (because)");
  }

  @Test
  void whatWasNeverRunOnACardIsRecordedAsSuch() {
    assertThat(ComputeDevice.remark("cuda", Optional.empty()))
        .hasValue("experimental: never run by us on a card");
    assertThat(ComputeDevice.remark("cuda", Optional.of("chosen by auto: K80 can be used")))
        .hasValue("chosen by auto: K80 can be used; experimental: never run by us on a card");
    assertThat(ComputeDevice.remark("cpu", Optional.empty())).isEmpty();
  }

  @Test
  void aGpuWithOpenClIsTakenWhereItIsAskedForAndByAuto() {
    ComputeDevice here =
        new ComputeDevice(new CudaCheck(GOOD, Map.of()), () -> GPU, "cpu", Optional.of("because"));

    ComputeDevice.Chosen asked = here.require(Device.GPU);
    assertThat(asked.device()).isEqualTo("gpu");
    assertThat(asked.notice()).isEmpty();
    GpuRecord record =
        asked.describe(EnvironmentProbe.read("1", "c")).execution().gpu().orElseThrow();
    assertThat(record.text()).isEqualTo("Fake 1, driver 1.0, OpenCL 3.0 of Fake Platform");
    assertThat(here.require(Device.AUTO).notice())
        .hasValue("device: gpu (chosen by auto: Fake 1 has OpenCL)");
    assertThat(here.cpuBecause("lbfgs cannot").notice())
        .hasValue("device: cpu (chosen by auto: lbfgs cannot)");
    assertThat(here.require(Device.CPU).device()).isEqualTo("cpu");
  }

  @Test
  void autoSaysWhyItPassesOverAGpu() {
    ComputeDevice here =
        new ComputeDevice(
            new CudaCheck(GOOD, Map.of()),
            () -> {
              throw new UnusableDeviceException("Old has OpenCL 1.1, and OpenCL 1.2 is needed");
            },
            "cpu",
            Optional.of("because"));

    assertThat(here.require(Device.AUTO).notice())
        .hasValue("device: cpu (chosen by auto: Old has OpenCL 1.1, and OpenCL 1.2 is needed)");
  }

  @Test
  void aGpuThatIsNotThereIsNotReplaced() {
    assertThatThrownBy(() -> device(GOOD, "cpu").require(Device.GPU))
        .isInstanceOf(OpenClException.class)
        .hasMessage("no device: install one");
    assertThatThrownBy(() -> device(GOOD, "cuda").requireBuild(Device.GPU))
        .isInstanceOf(DeviceException.class)
        .hasMessageContaining("device must be gpu but this build computes on cuda");
  }

  private static ComputeDevice device(CudaDriver driver, String built) {
    return new ComputeDevice(
        new CudaCheck(driver, Map.of()),
        () -> {
          throw new OpenClException("no device: install one");
        },
        built,
        Optional.of("because"));
  }
}
