package optbench.engine;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Properties;
import java.util.Set;
import optbench.file.Inputs;
import optbench.result.Environment;
import optbench.result.Environment.Execution;
import optbench.result.Environment.JavaRuntime;
import optbench.result.Environment.Machine;
import optbench.result.Environment.NativeLibrary;
import optbench.result.Environment.Tool;
import org.nd4j.linalg.factory.Nd4j;

/** Asks machine and libraries what they are. */
public final class EnvironmentProbe {
  private static final Path CLOCK_SOURCE =
      Path.of("/sys/devices/system/clocksource/clocksource0/current_clocksource");

  /** Enough for some hundreds of processors. */
  private static final int MOST_BYTES = 1 << 20;

  private EnvironmentProbe() {}

  /** OpenMP threads that the native code uses. */
  public static int threads() {
    return Nd4j.getEnvironment().maxMasterThreads();
  }

  /** Loads ND4J, if it is not loaded yet, and describes all of it. */
  public static Environment read(String optbenchVersion, String gitCommit) {
    Properties nd4j = Nd4j.getExecutioner().getEnvironmentInformation();
    return new Environment(
        new Tool(optbenchVersion, gitCommit),
        new JavaRuntime(
            System.getProperty("java.version"),
            System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version")),
        new Machine(
            System.getProperty("os.name")
                + " "
                + System.getProperty("os.version")
                + " "
                + System.getProperty("os.arch"),
            cpu(),
            Runtime.getRuntime().availableProcessors(),
            memoryBytes()),
        new NativeLibrary(
            Nd4j.class.getPackage().getImplementationVersion() == null
                ? "1.0.0-M2.1"
                : Nd4j.class.getPackage().getImplementationVersion(),
            backend(),
            NativeBuild.loaded().name(),
            nd4j.getProperty("blas.vendor", "unknown")),
        new Execution(
            threads(),
            device(),
            clockSource(),
            Optional.empty(),
            Optional.empty(),
            Optional.of(jvmOptions(ManagementFactory.getRuntimeMXBean().getInputArguments())),
            Optional.empty()));
  }

  /** Those that may change how fast the JVM is; of agents the name, without folder and options. */
  static List<String> jvmOptions(List<String> arguments) {
    return arguments.stream()
        .filter(a -> !a.equals("-XX:+IgnoreUnrecognizedVMOptions"))
        .filter(a -> !a.startsWith("-XX:SharedArchiveFile=") && !a.startsWith("-Xlog:"))
        .filter(a -> a.startsWith("-X") || a.startsWith("-javaagent:") || a.startsWith("-agent"))
        .map(
            a -> a.startsWith("-X") ? a : a.replaceFirst("=.*", "").replaceFirst(":.*[/\\\\]", ":"))
        .toList();
  }

  /**
   * The machine's load average over the last minute; empty where the system has none, as Windows.
   */
  public static OptionalDouble loadAverage() {
    double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    return load < 0 ? OptionalDouble.empty() : OptionalDouble.of(load);
  }

  /** What Linux reads the time from, such as {@code tsc}; empty elsewhere. */
  private static Optional<String> clockSource() {
    try {
      return Optional.of(Inputs.ofSystem(CLOCK_SOURCE, MOST_BYTES).trim())
          .filter(name -> !name.isEmpty());
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** ND4J's backend that was loaded, such as {@code CpuBackend}. */
  public static String backend() {
    return Nd4j.getBackend().getClass().getSimpleName();
  }

  /** {@code cpu} or {@code cuda}: what the backend that was loaded computes on. */
  public static String device() {
    return Nd4j.getBackend().getEnvironment().isCPU() ? "cpu" : "cuda";
  }

  /** What the processor can do, in the words of Linux, such as {@code avx2}; empty elsewhere. */
  public static Set<String> cpuFlags() {
    return ofCpu("flags")
        .map(flags -> Set.copyOf(List.of(flags.trim().split("\\s+"))))
        .orElse(Set.of());
  }

  /** The processor's name. */
  public static String cpu() {
    return ofCpu("model name").orElseGet(() -> System.getProperty("os.arch"));
  }

  private static Optional<String> ofCpu(String key) {
    try {
      return Inputs.ofSystem(Path.of("/proc/cpuinfo"), MOST_BYTES)
          .lines()
          .filter(line -> line.startsWith(key))
          .map(line -> line.substring(line.indexOf(':') + 1).trim())
          .findFirst();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Memory of the machine, or of the container if that has less. */
  public static long memoryBytes() {
    return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getTotalMemorySize();
  }
}
