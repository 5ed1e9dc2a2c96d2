package optbench.opencl;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import optbench.opencl.OpenClDevice.Kind;
import org.junit.jupiter.api.Test;
import org.lwjgl.opencl.CL10;

class DeviceSurveyTest {
  private static final long NAMELESS = 3;

  /**
   * Platforms by number, and their devices by number; a driver whose devices are not known fails,
   * and so does a device with a negative number.
   */
  private record FakeDrivers(Map<Long, long[]> devices) implements DeviceSurvey.Drivers {
    @Override
    public String name(long platform) {
      OpenCl.requireAnswer("describe a device", platform == NAMELESS ? CL10.CL_INVALID_VALUE : 0);
      return "Platform " + platform;
    }

    @Override
    public long[] devices(long platform) {
      OpenCl.requireAnswer(
          "list devices", devices.containsKey(platform) ? 0 : CL10.CL_OUT_OF_HOST_MEMORY);
      return devices.get(platform);
    }

    @Override
    public OpenClDevice describe(int index, long platform, long device) {
      OpenCl.requireAnswer("describe a device", device < 0 ? CL10.CL_INVALID_DEVICE : 0);
      return GpuChoiceTest.device(index, Kind.GPU, "Device " + device);
    }
  }

  @Test
  void aDriverThatFailsHidesNoOthersDevices() {
    DeviceSurvey survey =
        DeviceSurvey.of(
            new long[] {1, 2, NAMELESS, 4},
            new FakeDrivers(Map.of(2L, new long[] {20, -21, 22}, 4L, new long[] {40})));

    assertThat(survey.devices())
        .extracting(device -> device.index() + " " + device.name())
        .containsExactly("0 Device 20", "1 Device 22", "2 Device 40");
    assertThat(survey.found()).extracting(OpenCl.Found::handle).containsExactly(20L, 22L, 40L);
    assertThat(survey.faults())
        .satisfiesExactly(
            first ->
                assertThat(first)
                    .startsWith("Platform 1: the driver could not list devices (OpenCL error -6)"),
            second ->
                assertThat(second)
                    .isEqualTo(
                        "Platform 2: the driver could not describe a device (OpenCL error -33):"
                            + " update or remove it"),
            third ->
                assertThat(third).startsWith("a driver without a name: the driver could not list"));
  }

  @Test
  void driversWithoutFaultsHaveNone() {
    DeviceSurvey survey = DeviceSurvey.of(new long[] {1}, new FakeDrivers(Map.of(1L, new long[0])));

    assertThat(survey.devices()).isEqualTo(List.of());
    assertThat(survey.faults()).isEmpty();
  }
}
