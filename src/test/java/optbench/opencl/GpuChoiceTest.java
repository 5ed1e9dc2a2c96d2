package optbench.opencl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import optbench.opencl.OpenClDevice.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GpuChoiceTest {
  private static final List<OpenClDevice> DEVICES =
      List.of(
          device(0, Kind.CPU, "pthread-some CPU"),
          device(1, Kind.GPU, "Intel Arc A770"),
          device(2, Kind.GPU, "NVIDIA RTX 4090"));

  @Test
  void theFirstGpuIsTakenBeforeACpu() {
    assertThat(GpuChoice.among(DEVICES, Optional.empty()).index()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({"2, 2", "0, 0", "rtx, 2", "Intel Arc, 1", "' 1 ', 1", "CPU, 0"})
  void oneIsChosenByItsNumberOrAPartOfItsName(String asked, int index) {
    assertThat(GpuChoice.among(DEVICES, Optional.of(asked)).index()).isEqualTo(index);
  }

  @ParameterizedTest
  @CsvSource({"3", "radeon", "-1", "1.0"})
  void whatIsNotThereIsRefusedWithWhatIs(String asked) {
    assertThatThrownBy(() -> GpuChoice.among(DEVICES, Optional.of(asked)))
        .isInstanceOf(OpenClException.class)
        .hasMessage(
            "--gpu must be the number of an OpenCL device or a part of its name but was '"
                + asked
                + "'; there are 0 (pthread-some CPU), 1 (Intel Arc A770), 2 (NVIDIA RTX 4090)");
  }

  @Test
  void aCpuStandsForNoGpuUnlessItIsNamed() {
    List<OpenClDevice> cpu = DEVICES.subList(0, 1);

    assertThatThrownBy(() -> GpuChoice.among(cpu, Optional.empty()))
        .hasMessage(
            "OpenCL finds no GPU here, but 0 (pthread-some CPU): install the driver of your GPU, use"
                + " --device cpu, or take one of these with --gpu 0");
    assertThat(GpuChoice.among(cpu, Optional.of("0")).index()).isZero();
  }

  private static OpenClDevice device(int index, Kind kind, String name) {
    return new OpenClDevice(
        index, kind, "Platform", name, "1", "OpenCL 3.0", 8L << 30, 2L << 30, 48L << 10, 56, true);
  }
}
