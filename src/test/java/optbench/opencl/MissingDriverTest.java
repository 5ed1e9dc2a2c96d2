package optbench.opencl;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MissingDriverTest {
  @Test
  void aDriverThatNobodyNamesIsToldWithTheFileThatWould() {
    Set<Path> files = Set.of(Path.of("/usr/lib/x86_64-linux-gnu/libnvidia-opencl.so.1"));

    assertThat(new MissingDriver(files::contains).advice())
        .isEqualTo(
            "NVIDIA's driver is here but not named to OpenCL: write libnvidia-opencl.so.1 into a"
                + " file /etc/OpenCL/vendors/nvidia.icd, or into FOLDER/nvidia.icd with"
                + " OCL_ICD_VENDORS=FOLDER/");
  }

  @Test
  void aDriverThatIsNamedIsNoFaultOfItsFile() {
    assertThat(new MissingDriver(file -> !file.equals(Path.of("/dev/dxg"))).advice())
        .isEqualTo("install the driver of your GPU");
  }

  @Test
  void elsewhereOneHasToBeInstalledWhichWslDoesNotHave() {
    Set<Path> wsl = Set.of(Path.of("/dev/dxg"));

    assertThat(new MissingDriver(file -> false).advice())
        .isEqualTo("install the driver of your GPU");
    assertThat(new MissingDriver(wsl::contains).advice())
        .startsWith("install the driver of your GPU, which for NVIDIA's GPUs has no OpenCL in WSL");
  }
}
