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
    assertThat(GpuChoice.among(DEVICES, List.of(), Optional.empty()).index()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({"2, 2", "0, 0", "rtx, 2", "Intel Arc, 1", "' 1 ', 1", "CPU, 0"})
  void oneIsChosenByItsNumberOrAPartOfItsName(String asked, int index) {
    assertThat(GpuChoice.among(DEVICES, List.of(), Optional.of(asked)).index()).isEqualTo(index);
  }

  @ParameterizedTest
  @CsvSource({"3", "radeon", "-1", "1.0"})
  void whatIsNotThereIsRefusedWithWhatIs(String asked) {
    assertThatThrownBy(() -> GpuChoice.among(DEVICES, List.of(), Optional.of(asked)))
        .isInstanceOf(OpenClException.class)
        .hasMessage(
            "--gpu must be the number of an OpenCL device or a part of its name but was '"
                + asked
                + "'; there are 0 (pthread-some CPU), 1 (Intel Arc A770), 2 (NVIDIA RTX 4090)");
  }

  @Test
  void aCpuStandsForNoGpuUnlessItIsNamed() {
    List<OpenClDevice> cpu = DEVICES.subList(0, 1);

    assertThatThrownBy(() -> GpuChoice.among(cpu, List.of(), Optional.empty()))
        .hasMessage(
            "OpenCL finds no GPU here, but 0 (pthread-some CPU): "
                + MissingDriver.ofThisMachine().advice()
                + ", use --device cpu, or take one of these with --gpu 0");
    assertThat(GpuChoice.among(cpu, List.of(), Optional.of("0")).index()).isZero();
  }

  @Test
  void whatCannotTrainIsPassedOverAndSaidWhenItIsNamed() {
    OpenClDevice old = device(0, Kind.GPU, "Old", "OpenCL 1.1", 1024, true);
    OpenClDevice small = device(1, Kind.GPU, "Small", "OpenCL 1.2", 128, true);
    OpenClDevice busy = device(2, Kind.GPU, "Busy", "OpenCL 3.0", 1024, false);
    OpenClDevice fine = device(3, Kind.GPU, "Fine", "OpenCL 1.2", 256, true);
    List<OpenClDevice> all = List.of(old, small, busy, fine);

    assertThat(GpuChoice.among(all, List.of(), Optional.empty())).isEqualTo(fine);
    assertThatThrownBy(() -> GpuChoice.among(all, List.of(), Optional.of("old")))
        .isInstanceOf(OpenClException.class)
        .hasMessage(
            "OpenCL device 0 (Old) cannot be used: it has OpenCL 1.1, and OpenCL 1.2 is needed:"
                + " update its driver, use --device cpu, or name another one with --gpu");
    assertThatThrownBy(() -> GpuChoice.among(all, List.of(), Optional.of("1")))
        .hasMessageContaining("it takes 128 work-items at a time, and 256 are needed");
    assertThatThrownBy(() -> GpuChoice.among(all.subList(2, 3), List.of(), Optional.empty()))
        .hasMessageContaining("its driver says that it cannot be used now");
  }

  @Test
  void aDriverThatFailsIsNamedWhereNoGpuIsFound() {
    assertThatThrownBy(
            () ->
                GpuChoice.among(
                    DEVICES.subList(0, 1),
                    List.of("Some Platform: the driver could not list devices"),
                    Optional.empty()))
        .hasMessageStartingWith(
            "OpenCL finds no GPU here, but 0 (pthread-some CPU); Some Platform: the driver could"
                + " not list devices: ");
  }

  static OpenClDevice device(int index, Kind kind, String name) {
    return device(index, kind, name, "OpenCL 3.0", 1024, true);
  }

  private static OpenClDevice device(
      int index, Kind kind, String name, String version, long largestGroup, boolean available) {
    return new OpenClDevice(
        index,
        kind,
        "Platform",
        name,
        "1",
        version,
        8L << 30,
        2L << 30,
        48L << 10,
        56,
        largestGroup,
        available,
        true,
        true);
  }
}
