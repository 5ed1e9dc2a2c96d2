package optbench.result;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The machine and software that the trials ran on, and how they ran on it. */
public record Environment(
    Tool tool, JavaRuntime runtime, Machine machine, NativeLibrary library, Execution execution) {
  /**
   * Which optbench.
   *
   * @param gitCommit of the tool's own checkout, or {@code unknown}; ends in {@code -dirty} if
   *     files were changed
   */
  public record Tool(String optbenchVersion, String gitCommit) implements Part {}

  /**
   * Which Java.
   *
   * @param java version of the language's library
   * @param jvm name and version
   */
  public record JavaRuntime(String java, String jvm) implements Part {}

  /**
   * What stands there.
   *
   * @param cpu the processor's name
   * @param memoryBytes in all
   */
  public record Machine(String os, String cpu, int cores, long memoryBytes) implements Part {
    public Machine {
      Require.atLeast("cores", 0, cores);
      Require.atLeast("memory_bytes", 0, memoryBytes);
    }
  }

  /**
   * What works out numbers.
   *
   * @param backend ND4J's backend
   * @param nativeBuild which build of ND4J's native code was loaded, such as {@code
   *     linux-x86_64-onednn-avx512}
   * @param blas the library behind matrix products
   */
  public record NativeLibrary(String dl4jVersion, String backend, String nativeBuild, String blas)
      implements Part {}

  /**
   * How all of that was used.
   *
   * @param threads OpenMP threads of the native code
   * @param device {@code cpu}, {@code gpu} or {@code cuda}: what trainings run on
   * @param clockSource what the system's clock reads, such as {@code tsc}; empty where that cannot
   *     be known
   * @param gpu absent on a CPU
   * @param deviceReason why this device, where the choice was left to optbench, and what else is to
   *     be known of it
   * @param jvmOptions those that may change how fast the JVM is, such as {@code -Xmx8g}; empty
   *     where they were not recorded
   * @param cluster what handed the trials to this machine, such as {@code Spark 4.1.3}; empty where
   *     they were trained where the run was started
   */
  public record Execution(
      int threads,
      String device,
      Optional<String> clockSource,
      Optional<GpuRecord> gpu,
      Optional<String> deviceReason,
      Optional<List<String>> jvmOptions,
      Optional<String> cluster)
      implements Part {
    public Execution {
      Require.atLeast("threads", 0, threads);
      jvmOptions = jvmOptions.map(List::copyOf);
    }
  }

  /**
   * Names it: a hash of all that it says but the reason for the device, which is the same device
   * for any reason. Trials name the environment that they were trained in by it.
   */
  public String id() {
    return ShortHash.of(
        Arrays.stream(EnvironmentFact.values())
            // It came later, and ids of before stay.
            .filter(fact -> fact != EnvironmentFact.CLUSTER || execution.cluster.isPresent())
            .map(fact -> fact.title() + "=" + fact.of(this).orElse(""))
            .collect(Collectors.joining("\n")));
  }

  /** The same with trainings on that device, chosen for that reason. */
  public Environment on(String device, Optional<GpuRecord> gpu, Optional<String> reason) {
    return with(
        new Execution(
            execution.threads,
            device,
            execution.clockSource,
            gpu,
            reason,
            execution.jvmOptions,
            execution.cluster));
  }

  /** The same as a part of a cluster. */
  public Environment in(String cluster) {
    return with(
        new Execution(
            execution.threads,
            execution.device,
            execution.clockSource,
            execution.gpu,
            execution.deviceReason,
            execution.jvmOptions,
            Optional.of(cluster)));
  }

  /** The same with so many threads. */
  public Environment withThreads(int count) {
    return with(
        new Execution(
            count,
            execution.device,
            execution.clockSource,
            execution.gpu,
            execution.deviceReason,
            execution.jvmOptions,
            execution.cluster));
  }

  private Environment with(Execution other) {
    return new Environment(tool, runtime, machine, library, other);
  }
}
