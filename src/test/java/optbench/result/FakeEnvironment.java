package optbench.result;

import java.util.List;
import java.util.Optional;

/** Machines on which nothing ran. */
public final class FakeEnvironment {
  private FakeEnvironment() {}

  /** Nothing is known of the clock. */
  public static Environment of(
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
    return of(
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

  /** On a CPU that was asked for; nothing is known of the JVM's options. */
  public static Environment of(
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
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /** The same with a JVM that was given these options. */
  public static Environment withJvmOptions(Environment e, List<String> options) {
    return new Environment(
        e.optbenchVersion(),
        e.gitCommit(),
        e.java(),
        e.jvm(),
        e.os(),
        e.cpu(),
        e.cores(),
        e.memoryBytes(),
        e.dl4jVersion(),
        e.backend(),
        e.nativeBuild(),
        e.blas(),
        e.threads(),
        e.device(),
        e.clockSource(),
        e.gpu(),
        e.deviceReason(),
        Optional.of(options));
  }
}
