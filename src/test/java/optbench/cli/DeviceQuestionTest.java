package optbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import optbench.device.CudaCheck;
import optbench.device.CudaDriver;
import optbench.device.FakeDriver;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@EnabledIfSystemProperty(
    named = "os.arch",
    matches = "amd64|x86_64",
    disabledReason = "ND4J has CUDA code for this architecture alone")
class DeviceQuestionTest {
  private static final CudaDriver GOOD = FakeDriver.with("8.6");

  @TempDir Path folder;

  /** The option, then the variable, then the spec, then the user's defaults, then the CPU. */
  @ParameterizedTest
  @CsvSource({
    "'', '', '', '', cpu",
    "'', '', '', cuda, cuda",
    "'', '', cpu, cuda, cpu",
    "'', cpu, '', cuda, cpu",
    "cpu, '', '', cuda, cpu",
    "'', '', cuda, cpu, cuda",
    "'', cpu, cuda, '', cpu",
    "'', cuda, cpu, '', cuda",
    "cpu, cuda, cuda, '', cpu",
    "cuda, cpu, cpu, '', cuda",
    "cuda, nonsense, '', '', cuda"
  })
  void theNearestWins(String option, String variable, String spec, String config, String expected)
      throws IOException {
    Path defaults = Files.createDirectories(folder.resolve("optbench")).resolve("config.yaml");
    Files.writeString(defaults, config.isEmpty() ? "" : "device: " + config + "\n");
    Path file = folder.resolve("spec.yaml");
    Files.writeString(file, spec.isEmpty() ? "epochs: 1\n" : "device: " + spec + "\n");
    String[] args =
        option.isEmpty()
            ? new String[] {"run", file.toString()}
            : new String[] {"run", file.toString(), "--device", option};

    Map<String, String> environment =
        Map.of("OPTBENCH_DEVICE", variable, "XDG_CONFIG_HOME", folder.toString());
    assertThat(ask(GOOD, environment, false, args).out).startsWith("build=" + expected + "\n");
  }

  @Test
  void cudaNamesTheGpu() {
    Answer answer = ask(FakeDriver.with("9.0", "8.0"), Map.of(), false, "run", "--device", "cuda");

    assertThat(answer).isEqualTo(new Answer(0, "build=cuda\ngpu=GPU-1-abc\nreason=\n", ""));
  }

  @Test
  void setCountsAsTheSpec() {
    assertThat(ask(GOOD, Map.of(), false, "run", "--set", "device=cuda").out)
        .startsWith("build=cuda\n");
  }

  @ParameterizedTest
  @CsvSource({
    "run --cluster yarn, cluster",
    "run --set cluster=spark://a:7077, cluster",
    "run --cluster yarn --help, cpu",
    "run --cluster nonsense, cpu",
    "claims configs/claims/articles.yaml --only adam-highest --cluster yarn, cluster",
    "doctor, cpu"
  })
  void aClusterHasABuildOfItsOwn(String words, String expected) {
    assertThat(ask(GOOD, Map.of(), false, words.split(" ")).out)
        .startsWith("build=" + expected + "\n");
  }

  @Test
  void cudaThatCannotBeHadEndsInOneLine() {
    assertThat(ask(FakeDriver.missing(), Map.of(), true, "run", "--device", "cuda"))
        .isEqualTo(new Answer(3, "", "optbench: error: no driver: install it\n"));
  }

  @Test
  void autoTakesTheGpuOnlyIfItSuitsAndTheBuildIsThere() {
    assertThat(ask(GOOD, Map.of(), true, "run", "--device", "auto").out)
        .isEqualTo("build=cuda\ngpu=GPU-0-abc\nreason=chosen by auto: Fake 8.6 can be used\n");
    assertThat(ask(GOOD, Map.of(), false, "run", "--device", "auto").out)
        .startsWith("build=cpu\ngpu=\nreason=chosen by auto: Fake 8.6 could be used, but ");
    assertThat(ask(FakeDriver.with("9.0"), Map.of(), true, "run", "--device", "auto").out)
        .startsWith("build=cpu\ngpu=\nreason=chosen by auto: Fake 9.0 has compute capability 9.0");
    assertThat(ask(FakeDriver.missing(), Map.of(), true, "run", "--device", "auto").out)
        .isEqualTo("build=cpu\ngpu=\nreason=chosen by auto: no driver: install it\n");
  }

  /** It is the command that says what is wrong, or what it can do. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "run --device gpu",
        "run --device cuda --help",
        "run --device cuda --epochs many",
        "run --device",
        "list --device cuda",
        "run no-such-spec.yaml --device cuda",
        "--version"
      })
  void whatIsNoRunIsLeftToTheCpu(String line) {
    assertThat(ask(FakeDriver.missing(), Map.of(), true, line.split(" ")))
        .isEqualTo(new Answer(0, "build=cpu\ngpu=\nreason=\n", ""));
  }

  @Test
  void theDoctorTakesWhatThereIs() {
    assertThat(ask(GOOD, Map.of(), false, "doctor", "--device", "cuda").out)
        .startsWith("build=cpu\n");
    assertThat(ask(GOOD, Map.of(), true, "doctor", "--device", "cuda").out)
        .startsWith("build=cuda\n");
    assertThat(ask(FakeDriver.missing(), Map.of(), true, "doctor", "--device", "cuda").exitCode)
        .isZero();
  }

  private record Answer(int exitCode, String out, String err) {}

  /** Without defaults of whoever builds, unless others are named. */
  private static Answer ask(
      CudaDriver driver, Map<String, String> variables, boolean built, String... args) {
    Map<String, String> environment = new HashMap<>(variables);
    environment.putIfAbsent("XDG_CONFIG_HOME", "/nowhere");
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int code =
        DeviceQuestion.answer(
            args,
            environment,
            new CudaCheck(driver, environment),
            built,
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8));
    return new Answer(
        code,
        out.toString(StandardCharsets.UTF_8).replace("\r\n", "\n"),
        err.toString(StandardCharsets.UTF_8).replace("\r\n", "\n"));
  }
}
