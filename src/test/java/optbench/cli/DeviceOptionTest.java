package optbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

@EnabledIfSystemProperty(
    named = "os.arch",
    matches = "amd64|x86_64",
    disabledReason = "ND4J has CUDA code for this architecture alone")
class DeviceOptionTest {
  @Test
  void aRunOnCudaWithoutAGpuEndsWithThreeAndOneLine() {
    Cli.Outcome outcome =
        Cli.launchWith(Map.of("CUDA_VISIBLE_DEVICES", ""), "run", "--device", "cuda");

    assertThat(outcome.exitCode()).isEqualTo(3);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err()).startsWith("optbench: error: ").hasLineCount(1);
    assertThat(outcome.err()).contains("use --device cpu");
  }

  @Test
  void aDeviceThatIsNoneIsAUsageFault() {
    assertThat(Cli.launch("run", "--device", "tpu").err())
        .contains("--device tpu", "cpu, gpu, cuda");
    Cli.Outcome byVariable = Cli.launchWith(Map.of("OPTBENCH_DEVICE", "tpu"), "run");
    assertThat(byVariable.exitCode()).isEqualTo(2);
    assertThat(byVariable.err()).contains("OPTBENCH_DEVICE=tpu");
    assertThat(Cli.launch("doctor", "--device", "tpu").exitCode()).isEqualTo(2);
  }

  @Test
  void aGpuThatIsNamedAndNotUsedIsAUsageFault(@TempDir Path folder) throws IOException {
    Path spec = Files.writeString(folder.resolve("spec.yaml"), "device: gpu\n");

    Cli.Outcome cpu = Cli.launch("run", "--gpu", "0", "--dry-run");
    assertThat(cpu.exitCode()).isEqualTo(2);
    assertThat(cpu.err())
        .startsWith(
            "optbench: error: --gpu says which device --device gpu takes, but this computes on cpu:"
                + " add --device gpu\n");
    assertThat(Cli.launch("claims", "--gpu", "0", "--dry-run").err())
        .startsWith("optbench: error: --gpu says which device --device gpu takes, but");
    assertThat(Cli.launch("run", "configs/suite.yaml", "--gpu", "0", "--dry-run").err())
        .startsWith("optbench: error: --gpu says which device --device gpu takes, but");
    assertThat(Cli.launch("run", "--device", "cpu", "--gpu", "0", spec.toString()).exitCode())
        .isEqualTo(2);
    Path claims =
        Files.writeString(
            folder.resolve("claims.yaml"),
            "claims: [{id: one, text: Nobody knows, untestable: no experiment would show it}]\n");
    assertThat(Cli.launch("claims", claims.toString(), "--gpu", "0", "--dry-run").exitCode())
        .as("nothing is computed")
        .isZero();
    // That of the spec is the one: it is looked for.
    assertThat(Cli.launch("run", "--gpu", "no such card", spec.toString()).exitCode()).isEqualTo(3);
  }

  @Test
  void lockstepIsRefusedOnCuda(@TempDir Path folder) throws IOException {
    Path spec = folder.resolve("spec.yaml");
    Files.writeString(spec, "timing: false\nengine: lockstep\ndevice: cuda\n");

    Cli.Outcome outcome = Cli.launch("validate", spec.toString());

    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.err())
        .contains("must be dl4j on cuda but was 'lockstep'", "engine: auto, or device: cpu");
  }
}
