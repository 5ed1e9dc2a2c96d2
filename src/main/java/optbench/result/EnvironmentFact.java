package optbench.result;

import java.util.Optional;
import java.util.function.Function;

/**
 * What an environment is made of, and what it may decide: how long a training takes, or the last
 * digits of its metrics. Numbers of metrics are worked out by the native code; Java's own
 * arithmetic is the same everywhere.
 */
public enum EnvironmentFact {
  OPTBENCH("optbench", Decides.TIMES, e -> e.tool().optbenchVersion()),
  COMMIT("commit", Decides.TIMES, e -> e.tool().gitCommit()),
  JAVA("Java", Decides.TIMES, e -> e.runtime().java()),
  JVM("JVM", Decides.TIMES, e -> e.runtime().jvm()),
  JVM_OPTIONS(
      "JVM options",
      Decides.TIMES,
      e ->
          e.execution()
              .jvmOptions()
              .map(options -> options.isEmpty() ? "none" : String.join(" ", options))
              .orElse(null)),
  OPERATING_SYSTEM("operating system", Decides.TIMES, e -> e.machine().os()),
  PROCESSOR("processor", Decides.BOTH, e -> e.machine().cpu()),
  CORES("cores", Decides.TIMES, e -> e.machine().cores()),
  MEMORY("memory", Decides.NEITHER, e -> e.machine().memoryBytes()),
  DEEPLEARNING4J("Deeplearning4j", Decides.BOTH, e -> e.library().dl4jVersion()),
  DEVICE("device", Decides.BOTH, e -> e.execution().device()),
  BACKEND("ND4J backend", Decides.BOTH, e -> e.library().backend()),
  NATIVE_BUILD("native build", Decides.BOTH, e -> e.library().nativeBuild()),
  BLAS("BLAS", Decides.BOTH, e -> e.library().blas()),
  GPU("GPU", Decides.BOTH, e -> e.execution().gpu().map(GpuRecord::text).orElse(null)),
  THREADS("threads", Decides.BOTH, e -> e.execution().threads()),
  CLOCK_SOURCE("clock source", Decides.TIMES, e -> e.execution().clockSource().orElse(null)),
  CLUSTER("cluster", Decides.TIMES, e -> e.execution().cluster().orElse(null));

  private enum Decides {
    TIMES,
    BOTH,
    NEITHER
  }

  private final String title;
  private final Decides decides;

  @SuppressWarnings("ImmutableEnumChecker") // Functions without state.
  private final Function<Environment, Object> value;

  EnvironmentFact(String title, Decides decides, Function<Environment, Object> value) {
    this.title = title;
    this.decides = decides;
    this.value = value;
  }

  /** As one writes it in a sentence. */
  public String title() {
    return title;
  }

  /** Its value in words; empty if it is not known. */
  public Optional<String> of(Environment environment) {
    return Optional.ofNullable(value.apply(environment)).map(Object::toString);
  }

  /** Whether it may decide how long a training takes. */
  public boolean decidesTimes() {
    return decides != Decides.NEITHER;
  }

  /** Whether it may decide the last digits of metrics. */
  public boolean decidesMetrics() {
    return decides == Decides.BOTH;
  }
}
