package optbench.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CudaCheckTest {
  private static final long MIB = 1L << 20;

  @ParameterizedTest
  @ValueSource(strings = {"3.7", "5.0", "6.1", "7.0", "7.5", "8.0", "8.6", "8.9"})
  void capabilitiesThatTheLibraryHasCodeForAreTaken(String capability) {
    assertThat(check(FakeDriver.with(capability)).require().capability()).hasToString(capability);
  }

  @ParameterizedTest
  @CsvSource({
    "3.5, use a newer GPU",
    "9.0, 'use --device gpu, a GPU up to Ada'",
    "10.0, 'use --device gpu, a GPU up to Ada'"
  })
  void othersAreNamedWithWhatToDo(String capability, String advice) {
    assertThatThrownBy(() -> check(FakeDriver.with(capability)).require())
        .isInstanceOf(DeviceException.class)
        .hasMessageContaining("Fake " + capability + " has compute capability " + capability)
        .hasMessageContaining("3.7 to 8.9")
        .hasMessageEndingWith(advice + ", or --device cpu")
        .message()
        .doesNotContain("\n");
  }

  @Test
  void littleFreeMemoryIsNamed() {
    assertThat(check(FakeDriver.withFree(OptionalLong.of(1024 * MIB))).require()).isNotNull();
    assertThatThrownBy(() -> check(FakeDriver.withFree(OptionalLong.of(1023 * MIB))).require())
        .hasMessage(
            "Fake 8.6 has 1023 MiB of memory free, and 1024 are needed: end what else runs there, or use --device cpu");
  }

  @Test
  void memoryThatTheDriverDoesNotTellIsNoFault() {
    assertThat(check(FakeDriver.withFree(OptionalLong.empty())).require()).isNotNull();
  }

  @Test
  void theFirstThatSuitsIsTaken() {
    assertThat(check(FakeDriver.with("9.0", "3.5", "8.0", "8.6")).require().index()).isEqualTo(2);
  }

  @Test
  void withoutAGpuItSaysSo() {
    assertThatThrownBy(() -> check(FakeDriver.with()).require())
        .hasMessage("NVIDIA's driver finds no GPU here: see nvidia-smi, or use --device cpu");
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "'2,0', 2", "GPU-1, 1", "'0,9,2', 0"})
  void onlyVisibleOnesAreLookedAt(String visible, int chosen) {
    CudaCheck check =
        new CudaCheck(
            FakeDriver.with("7.0", "7.5", "8.0"),
            Map.of(CudaCheck.VISIBLE, visible),
            "Linux",
            "amd64");

    assertThat(check.require().index()).isEqualTo(chosen);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-1", "none", "7"})
  void ifNoneIsVisibleTheVariableIsNamed(String visible) {
    CudaCheck check =
        new CudaCheck(FakeDriver.with("7.0"), Map.of(CudaCheck.VISIBLE, visible), "Linux", "amd64");

    assertThatThrownBy(check::require)
        .hasMessage(
            "CUDA_VISIBLE_DEVICES is '"
                + visible
                + "' and shows no GPU: unset it, or --device cpu");
  }

  @ParameterizedTest
  @CsvSource({"Mac OS X, aarch64", "Linux, aarch64", "FreeBSD, amd64"})
  void otherSystemsAreToldBeforeTheDriverIsAsked(String os, String arch) {
    assertThatThrownBy(() -> new CudaCheck(FakeDriver.missing(), Map.of(), os, arch).require())
        .hasMessageContaining("64-bit Intel and AMD machines with Linux or Windows")
        .hasMessageContaining(arch);
  }

  private static CudaCheck check(CudaDriver driver) {
    return new CudaCheck(driver, Map.of(), "Linux", "amd64");
  }
}
