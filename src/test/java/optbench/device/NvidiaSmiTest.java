package optbench.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisabledOnOs(value = OS.WINDOWS, disabledReason = "stands in for nvidia-smi with a shell script")
class NvidiaSmiTest {
  private static final long MIB = 1L << 20;

  @TempDir Path folder;

  @Test
  void readsEveryGpu() throws IOException {
    List<Gpu> gpus =
        answering(
                """
                echo 'NVIDIA A100-SXM4-40GB, 8.0, 40536 MiB, 40100 MiB, 510.47.03, GPU-aaaa'
                echo 'Tesla K80, 3.7, 11441 MiB, [N/A], 510.47.03, GPU-bbbb'
                """)
            .gpus();

    assertThat(gpus)
        .containsExactly(
            new Gpu(
                0,
                "GPU-aaaa",
                "NVIDIA A100-SXM4-40GB",
                new ComputeCapability(8, 0),
                OptionalLong.of(40536 * MIB),
                OptionalLong.of(40100 * MIB),
                "510.47.03"),
            new Gpu(
                1,
                "GPU-bbbb",
                "Tesla K80",
                new ComputeCapability(3, 7),
                OptionalLong.of(11441 * MIB),
                OptionalLong.empty(),
                "510.47.03"));
  }

  @Test
  void asksForTheFieldsThatItReads() throws IOException {
    answering("echo \"$*\" > '" + folder.resolve("asked") + "'").gpus();

    assertThat(folder.resolve("asked"))
        .hasContent(
            "--query-gpu=name,compute_cap,memory.total,memory.free,driver_version,uuid --format=csv,noheader");
  }

  @Test
  void withoutTheCommandThereIsNoDriver() {
    assertThatThrownBy(
            () -> new NvidiaSmi(folder.resolve("none").toString(), Duration.ofMinutes(1)).gpus())
        .isInstanceOf(DeviceException.class)
        .hasMessage(
            "no NVIDIA driver found (nvidia-smi cannot be started): install it, or use --device cpu");
  }

  @ParameterizedTest
  @ValueSource(strings = {"echo 'No devices were found'; exit 6", "exit 6", "exit 0"})
  void noDevicesIsAnAnswer(String script) throws IOException {
    assertThat(answering(script).gpus()).isEmpty();
  }

  @Test
  void aDriverThatFailsIsQuoted() throws IOException {
    NvidiaSmi smi =
        answering("echo 'NVIDIA-SMI has failed because it could not talk to the driver.'; exit 9");

    assertThatThrownBy(smi::gpus)
        .hasMessage(
            "NVIDIA's driver does not answer (nvidia-smi: NVIDIA-SMI has failed because it could not talk to the driver.): install or repair it, or use --device cpu");
  }

  @Test
  void aDriverThatIsTooOldIsNamed() throws IOException {
    NvidiaSmi smi =
        answering("echo 'Field \"compute_cap\" is not a valid field to query.'; exit 2");

    assertThatThrownBy(smi::gpus).hasMessageContaining("too old").hasMessageContaining("510");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<html>",
        "Tesla T4, 7.5, 15109 MiB",
        "Tesla T4, seven, 15109 MiB, 15000 MiB, 510.47.03, GPU-a",
        "Tesla, T4, 7.5, 15109 MiB, 15000 MiB, 510.47.03, GPU-a",
        "Tesla T4, 7.5, 15109 MiB, 15000 MiB, 510.47.03, "
      })
  void nonsenseIsQuoted(String line) throws IOException {
    NvidiaSmi smi = answering("echo '" + line + "'");

    assertThatThrownBy(smi::gpus)
        .isInstanceOf(DeviceException.class)
        .hasMessageContaining("cannot make out what nvidia-smi says (" + line.strip());
  }

  /** With all that it started: else that would go on, and hold what it has open. */
  @Test
  void aDriverThatHangsIsGivenUpOnAndEnded() throws IOException {
    Path pid = folder.resolve("pid");
    NvidiaSmi smi =
        new NvidiaSmi(
            script("echo $$ > '" + pid + "'; exec sleep 600").toString(), Duration.ofSeconds(1));

    assertThatThrownBy(smi::gpus)
        .hasMessage(
            "NVIDIA's driver hangs (nvidia-smi gave no answer in 1 s): restart the machine, or use --device cpu");

    assertThat(
            Files.exists(pid)
                && ProcessHandle.of(Long.parseLong(Files.readString(pid).strip()))
                    .map(p -> p.onExit().join().isAlive())
                    .orElse(false))
        .isFalse();
  }

  private NvidiaSmi answering(String content) throws IOException {
    return new NvidiaSmi(script(content).toString(), Duration.ofMinutes(1));
  }

  private Path script(String content) throws IOException {
    Path file = folder.resolve("nvidia-smi");
    Files.writeString(file, "#!/bin/sh\n" + content + "\n");
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}
