package optbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import optbench.engine.NativeBuild;
import optbench.opencl.OpenClDevice;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoctorTest {
  private static final Set<String> AVX512 =
      Set.of("avx2", "fma", "avx512f", "avx512vl", "avx512bw", "avx512dq", "avx512cd");

  @Test
  void whatTheTestsRunOnCanRunOptbench() {
    Cli.Outcome outcome = Cli.launch("doctor", "--json");
    JsonNode json = outcome.json();

    assertThat(outcome.exitCode()).isZero();
    assertThat(json.get("can_run").asBoolean()).isTrue();
    assertThat(json.get("checks").findValuesAsText("name"))
        .contains(
            "optbench",
            "Java",
            "JVM flags",
            "ND4J",
            "native build",
            "oneDNN layers",
            "BLAS",
            "OMP_NUM_THREADS",
            "CPU",
            "memory",
            "OpenCL",
            "results folder",
            "data mnist",
            "fonts");
    assertThat(json.get("checks"))
        .allSatisfy(
            check ->
                assertThat(check.get("advice").asText().isEmpty())
                    .isEqualTo(check.get("state").asText().equals("ok")));
  }

  @Test
  void textHasTheStateFirst() {
    Cli.Outcome outcome = Cli.launch("doctor");

    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.lines())
        .allMatch(line -> line.matches("(ok|warning|missing) .*"))
        .contains("warning  data mnist             not on this machine: optbench data fetch mnist");
  }

  @Test
  void anOpenClDeviceIsDescribed() {
    OpenClDevice device =
        new OpenClDevice(
            0,
            OpenClDevice.Kind.GPU,
            "Fake Platform",
            "Fake 1",
            "510.47",
            "OpenCL 3.0",
            8L << 30,
            2L << 30,
            48L << 10,
            56,
            1024,
            true,
            true,
            true);

    assertThat(OpenClChecks.of(device))
        .isEqualTo(
            Check.ok(
                "OpenCL",
                "0: Fake 1 (Fake Platform), 56 compute units, 8.00 GiB, driver 510.47, OpenCL 3.0,"
                    + " rounds as the CPU does"));
  }

  @Test
  void aFasterBuildIsRecommended() {
    Check check = NativeChecks.build(new NativeBuild("linux-x86_64"), AVX512);

    assertThat(check.state()).isEqualTo(Check.State.WARNING);
    assertThat(check.found()).isEqualTo("linux-x86_64, but this CPU can run ...-onednn-avx512");
  }

  @Test
  void aBuildThatTheProcessorCannotRunIsFatal() {
    Check check =
        NativeChecks.build(new NativeBuild("linux-x86_64-onednn-avx512"), Set.of("avx2", "fma"));

    assertThat(check.state()).isEqualTo(Check.State.MISSING);
    assertThat(check.found()).contains("has no avx512f, avx512vl");
  }

  @Test
  void theBestBuildIsFine() {
    assertThat(NativeChecks.build(new NativeBuild("linux-x86_64-onednn-avx512"), AVX512).state())
        .isEqualTo(Check.State.OK);
    assertThat(NativeChecks.build(new NativeBuild("macosx-arm64"), Set.of()).state())
        .isEqualTo(Check.State.OK);
  }

  @Test
  void oneDnnThatIsOffIsAWarningWithItsReason() {
    assertThat(NativeChecks.oneDnn(Optional.of("why not")).found()).isEqualTo("off: why not");
    assertThat(NativeChecks.oneDnn(Optional.empty()).state()).isEqualTo(Check.State.OK);
  }

  @Test
  void nativeCodeThatDoesNotLoadIsFatalAndItsCauseIsTold() {
    Check check =
        NativeChecks.unusable(
            new ExceptionInInitializerError(new UnsatisfiedLinkError("no jnind4jcpu\nsecond")));

    assertThat(check.state()).isEqualTo(Check.State.MISSING);
    assertThat(check.found())
        .isEqualTo("cannot be loaded: java.lang.UnsatisfiedLinkError: no jnind4jcpu");
  }

  @Test
  void everyFlagThatIsMissingIsToldWithWhatComesOfIt() {
    Properties properties = new Properties();
    assertThat(Doctor.flags(properties))
        .extracting(Check::found)
        .containsExactly(
            "without -Dorg.bytedeco.javacpp.maxbytes=0 native memory is limited to the size of Java's heap",
            "without -Dorg.bytedeco.javacpp.maxphysicalbytes=0 training stops when the process outgrows a multiple of Java's heap",
            "without -Dorg.eclipse.deeplearning4j.helpers.disable=false oneDNN layers stay off");

    properties.put("org.bytedeco.javacpp.maxbytes", "0");
    properties.put("org.bytedeco.javacpp.maxphysicalbytes", "0");
    properties.put("org.eclipse.deeplearning4j.helpers.disable", "true");
    assertThat(Doctor.flags(properties)).hasSize(1);

    properties.put("org.eclipse.deeplearning4j.helpers.disable", "false");
    assertThat(Doctor.flags(properties)).extracting(Check::state).containsExactly(Check.State.OK);
  }

  @Test
  void threadsMustFitTheMachine() {
    assertThat(states("", "0", "nine", "9", "99999999999")).containsOnly(Check.State.WARNING);
    assertThat(states("1", "8")).containsOnly(Check.State.OK);
  }

  private static List<Check.State> states(String... values) {
    return List.of(values).stream().map(v -> Doctor.threads(v, 8).state()).toList();
  }

  @Test
  void aFullDiskIsFatal(@TempDir Path folder) throws Exception {
    Path results = folder.resolve("results");

    assertThat(Doctor.disk(results, 4_999_999L).state()).isEqualTo(Check.State.MISSING);
    assertThat(Doctor.disk(results, 5_000_000L).state()).isEqualTo(Check.State.WARNING);
    assertThat(Doctor.disk(results, 2_500_000_000L).found())
        .isEqualTo("2.33 GiB free for " + results);
    assertThat(Doctor.disk(Files.writeString(folder.resolve("file"), "")).state())
        .isEqualTo(Check.State.MISSING);
  }

  @Test
  void anOldJavaIsFatal() {
    assertThat(Doctor.java(16, "x").state()).isEqualTo(Check.State.MISSING);
    assertThat(Doctor.java(17, "x").state()).isEqualTo(Check.State.OK);
  }

  @Test
  void littleMemoryIsAWarning() {
    assertThat(Doctor.memory(1_999_999_999L).state()).isEqualTo(Check.State.WARNING);
    assertThat(Doctor.memory(2_000_000_000L).state()).isEqualTo(Check.State.OK);
  }
}
