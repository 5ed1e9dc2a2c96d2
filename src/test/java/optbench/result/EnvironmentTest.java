package optbench.result;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import optbench.result.Environment.JavaRuntime;
import optbench.result.Environment.Machine;
import optbench.result.Environment.NativeLibrary;
import optbench.result.Environment.Tool;
import org.junit.jupiter.api.Test;

class EnvironmentTest {
  private static final Environment ONE = machine("17.0.15", "JVM 17", "linux", 1L << 33, "tsc");

  private static Environment machine(
      String java, String jvm, String nativeBuild, long memory, String clock) {
    return new Environment(
        new Tool("1", "abc"),
        new JavaRuntime(java, jvm),
        new Machine("OS", "CPU", 8, memory),
        new NativeLibrary("M2.1", "CpuBackend", nativeBuild, "BLAS"),
        FakeEnvironment.on("cpu", 1, Optional.ofNullable(clock)));
  }

  private static List<String> ofTimes(Environment... environments) {
    return texts(EnvironmentDifference.ofTimes(List.of(environments)).stream());
  }

  private static List<String> ofMetrics(Environment... environments) {
    return texts(EnvironmentDifference.ofMetrics(List.of(environments)).stream());
  }

  private static List<String> texts(Stream<EnvironmentDifference> differences) {
    return differences.map(EnvironmentDifference::text).toList();
  }

  @Test
  void threadsDecideTimesAndLastDigits() {
    Environment two = ONE.withThreads(2);

    assertThat(ofTimes(ONE, two)).containsExactly("threads 1 and 2");
    assertThat(ofMetrics(ONE, two)).containsExactly("threads 1 and 2");
    assertThat(ofTimes(ONE, two, ONE.withThreads(4))).containsExactly("threads 1, 2 and 4");
    assertThat(ofTimes(two, two)).isEmpty();
  }

  @Test
  void anotherJavaDecidesTimesAloneAndIsSaidOnce() {
    Environment other = machine("25.0.1", "JVM 25", "linux", 1L << 33, "tsc");

    assertThat(ofTimes(ONE, other)).containsExactly("Java 17.0.15 and 25.0.1");
    assertThat(ofMetrics(ONE, other)).isEmpty();
    assertThat(ofTimes(ONE, machine("17.0.15", "other", "linux", 1L << 33, "tsc")))
        .containsExactly("JVM JVM 17 and other");
  }

  @Test
  void anotherNativeBuildDecidesBoth() {
    Environment other = machine("17.0.15", "JVM 17", "linux-avx2", 1L << 33, "tsc");

    assertThat(ofTimes(ONE, other)).containsExactly("native build linux and linux-avx2");
    assertThat(ofMetrics(ONE, other)).containsExactly("native build linux and linux-avx2");
  }

  @Test
  void optionsOfTheJvmDecideTimesWhereTheyAreKnown() {
    Environment plain = FakeEnvironment.withJvmOptions(ONE, List.of());
    Environment interpreted = FakeEnvironment.withJvmOptions(ONE, List.of("-Xint", "-Xmx8g"));

    assertThat(ofTimes(plain, interpreted)).containsExactly("JVM options none and -Xint -Xmx8g");
    assertThat(ofMetrics(plain, interpreted)).isEmpty();
    assertThat(ofTimes(ONE, interpreted)).isEmpty();
  }

  @Test
  void memoryAndAClockThatIsNotKnownMakeNoDifference() {
    assertThat(ofTimes(ONE, machine("17.0.15", "JVM 17", "linux", 1L << 34, null))).isEmpty();
    assertThat(ofTimes(ONE, machine("17.0.15", "JVM 17", "linux", 1L << 33, "hpet")))
        .containsExactly("clock source tsc and hpet");
  }

  @Test
  void theDeviceIsSaidWithoutWhatFollowsFromIt() {
    Environment gpu =
        new Environment(
            ONE.tool(),
            ONE.runtime(),
            ONE.machine(),
            new NativeLibrary("M2.1", "JCublasBackend", "linux-gpu", "CUBLAS"),
            FakeEnvironment.on("cuda", 1, Optional.of("tsc")));

    assertThat(ofTimes(ONE, gpu)).containsExactly("device cpu and cuda");
  }

  @Test
  void timesOnAClusterAreNotThoseOfThisMachine() {
    assertThat(ofTimes(ONE.in("Spark 4.2.0"), ONE.in("Spark 4.3.0")))
        .containsExactly("cluster Spark 4.2.0 and Spark 4.3.0");
    assertThat(ofMetrics(ONE, ONE.in("Spark 4.2.0"))).isEmpty();
  }

  @Test
  void isNamedByAllThatItSaysButTheReasonForTheDevice() {
    assertThat(ONE.id()).matches("[0-9a-f]{16}").isEqualTo(ONE.withThreads(1).id());
    assertThat(ONE.on("cpu", Optional.empty(), Optional.of("no GPU")).id()).isEqualTo(ONE.id());
    assertThat(
            Stream.of(
                    ONE,
                    ONE.withThreads(2),
                    ONE.in("Spark 4.2.0"),
                    FakeEnvironment.withJvmOptions(ONE, List.of()),
                    machine("25.0.1", "JVM 17", "linux", 1L << 33, "tsc"),
                    machine("17.0.15", "JVM 17", "linux", 1L << 34, "tsc"),
                    machine("17.0.15", "JVM 17", "linux", 1L << 33, null))
                .map(Environment::id))
        .doesNotHaveDuplicates();
  }
}
