package optbench.result;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

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
  private static final Map<String, Function<Environment, Object>> FACTS = facts();

  public Environment {
    Require.atLeast("cores", 0, cores);
    Require.atLeast("memory_bytes", 0, memoryBytes);
    Require.atLeast("threads", 0, threads);
  }

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

  /**
   * In what they differ that may decide how long a training takes, in words. Memory does not; a
   * clock that is not known is no difference.
   */
  public static List<String> differences(Collection<Environment> environments) {
    return FACTS.entrySet().stream()
        .filter(
            fact ->
                environments.stream()
                        .map(fact.getValue())
                        .filter(value -> !value.equals(Optional.empty()))
                        .distinct()
                        .count()
                    > 1)
        .map(Map.Entry::getKey)
        .toList();
  }

  private static Map<String, Function<Environment, Object>> facts() {
    Map<String, Function<Environment, Object>> facts = new LinkedHashMap<>();
    facts.put("optbench", Environment::optbenchVersion);
    facts.put("commit", Environment::gitCommit);
    facts.put("Java", Environment::java);
    facts.put("JVM", Environment::jvm);
    facts.put("operating system", Environment::os);
    facts.put("processor", Environment::cpu);
    facts.put("cores", Environment::cores);
    facts.put("Deeplearning4j", Environment::dl4jVersion);
    facts.put("ND4J backend", Environment::backend);
    facts.put("native build", Environment::nativeBuild);
    facts.put("BLAS", Environment::blas);
    facts.put("threads", Environment::threads);
    facts.put("device", Environment::device);
    facts.put("GPU", Environment::gpu);
    facts.put("clock source", Environment::clockSource);
    return Collections.unmodifiableMap(facts);
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
