package optbench.result;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The machine and software that the trials ran on.
 *
 * @param blas the library behind matrix products
 * @param nativeBuild which build of ND4J's native code was loaded, such as {@code
 *     linux-x86_64-onednn-avx512}
 * @param threads OpenMP threads of the native code
 * @param backend ND4J's backend
 * @param gitCommit of the tool's own checkout, or {@code unknown}; ends in {@code -dirty} if files
 *     were changed
 * @param clockSource what the system's clock reads, such as {@code tsc}; empty where that cannot be
 *     known
 * @param device {@code cpu} or {@code cuda}: what ND4J's backend computes on
 * @param gpu absent on a CPU
 * @param deviceReason why this device, where the choice was left to optbench
 * @param jvmOptions those that may change how fast the JVM is, such as {@code -Xmx8g}; empty where
 *     they were not recorded
 */
public record Environment(
    String optbenchVersion,
    String gitCommit,
    String java,
    String jvm,
    String os,
    String cpu,
    int cores,
    long memoryBytes,
    String dl4jVersion,
    String backend,
    String nativeBuild,
    String blas,
    int threads,
    String device,
    Optional<String> clockSource,
    Optional<GpuRecord> gpu,
    Optional<String> deviceReason,
    Optional<List<String>> jvmOptions) {
  public Environment {
    Require.atLeast("cores", 0, cores);
    Require.atLeast("memory_bytes", 0, memoryBytes);
    Require.atLeast("threads", 0, threads);
    jvmOptions = jvmOptions.map(List::copyOf);
  }

  /**
   * Names it: a hash of all that it says but the reason for the device, which is the same device
   * for any reason. Trials name the environment that they were trained in by it.
   */
  public String id() {
    return ShortHash.of(
        Arrays.stream(EnvironmentFact.values())
            .map(fact -> fact.title() + "=" + fact.of(this).orElse(""))
            .collect(Collectors.joining("\n")));
  }

  /** The same on this GPU, chosen for that reason. */
  public Environment on(Optional<GpuRecord> newGpu, Optional<String> reason) {
    return with(threads, newGpu, reason);
  }

  /** The same with so many threads. */
  public Environment withThreads(int count) {
    return with(count, gpu, deviceReason);
  }

  private Environment with(int newThreads, Optional<GpuRecord> newGpu, Optional<String> newReason) {
    return new Environment(
        optbenchVersion,
        gitCommit,
        java,
        jvm,
        os,
        cpu,
        cores,
        memoryBytes,
        dl4jVersion,
        backend,
        nativeBuild,
        blas,
        newThreads,
        device,
        clockSource,
        newGpu,
        newReason,
        jvmOptions);
  }
}
