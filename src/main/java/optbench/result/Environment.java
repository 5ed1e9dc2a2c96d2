package optbench.result;

import java.util.Optional;

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
    Optional<String> deviceReason) {
  /** On a CPU that was asked for. */
  public Environment(
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
      Optional<String> clockSource) {
    this(
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
        threads,
        device,
        clockSource,
        Optional.empty(),
        Optional.empty());
  }

  /** Nothing is known of the clock. */
  public Environment(
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
      String device) {
    this(
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
        threads,
        device,
        Optional.empty());
  }

  /** The same on this GPU, chosen for that reason. */
  public Environment on(Optional<GpuRecord> newGpu, Optional<String> reason) {
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
        threads,
        device,
        clockSource,
        newGpu,
        reason);
  }
}
