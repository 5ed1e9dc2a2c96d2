package optbench.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import optbench.app.Build;
import optbench.engine.CudaLibraries;
import optbench.engine.EnvironmentProbe;
import optbench.engine.NativeBuild;
import optbench.engine.dl4j.OneDnnLayers;
import optbench.result.Environment;
import optbench.result.Environment.Execution;
import optbench.result.Environment.NativeLibrary;

/** Whether ND4J's native code is there and the fastest that this processor can run. */
final class NativeChecks {
  private static final String LAUNCHER = "start optbench with its launcher, ./optbench";

  private NativeChecks() {}

  /** Loads ND4J. */
  static List<Check> all() {
    Optional<String> noCuda =
        Build.device().equals("cuda") ? CudaLibraries.fault() : Optional.empty();
    if (noCuda.isPresent()) {
      return List.of(Check.missing("ND4J", "not loaded", noCuda.get()));
    }
    try {
      Environment environment = EnvironmentProbe.read(Build.version(), Build.gitCommit());
      NativeLibrary library = environment.library();
      Execution execution = environment.execution();
      NativeBuild loaded = new NativeBuild(library.nativeBuild());
      List<Check> checks = new ArrayList<>();
      checks.add(
          Check.ok(
              "ND4J",
              library.dl4jVersion() + ", " + library.backend() + " on " + execution.device()));
      if (execution.device().equals("cpu")) {
        checks.add(build(loaded, EnvironmentProbe.cpuFlags()));
        checks.add(oneDnn(OneDnnLayers.whyOff()));
      }
      checks.add(
          Check.ok("BLAS", library.blas() + ", " + threads(execution.threads()) + " in use"));
      return checks;
    } catch (LinkageError | RuntimeException e) {
      return List.of(unusable(e));
    }
  }

  /** Of the build that was loaded, against what the processor can do. */
  static Check build(NativeBuild loaded, Set<String> cpuFlags) {
    if (cpuFlags.isEmpty()) {
      return Check.ok("native build", loaded.name());
    }
    List<String> lacking = loaded.lacking(cpuFlags);
    if (!lacking.isEmpty()) {
      return Check.missing(
          "native build",
          loaded.name() + ", but this CPU has no " + String.join(", ", lacking),
          "unset OPTBENCH_NATIVE and " + LAUNCHER);
    }
    String best = NativeBuild.bestFor(cpuFlags);
    if (loaded.name().endsWith(best)) {
      return Check.ok("native build", loaded.name() + ", the best for this CPU");
    }
    return Check.warning(
        "native build",
        loaded.name() + ", but this CPU can run ..." + best,
        "unset OPTBENCH_NATIVE and " + LAUNCHER);
  }

  static Check oneDnn(Optional<String> whyOff) {
    return whyOff
        .map(
            why ->
                Check.warning("oneDNN layers", "off: " + why, "convolutions are slow; " + LAUNCHER))
        .orElseGet(() -> Check.ok("oneDNN layers", "on"));
  }

  static Check unusable(Throwable e) {
    Throwable cause = e;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return Check.missing(
        "ND4J",
        "cannot be loaded: " + cause.toString().lines().findFirst().orElse(""),
        LAUNCHER + "; it builds for this operating system and CPU (64-bit Linux, macOS, Windows)");
  }

  private static String threads(int threads) {
    return threads + (threads == 1 ? " thread" : " threads");
  }
}
