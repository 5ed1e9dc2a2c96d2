package optbench.engine;

import java.util.Optional;

/** NVIDIA's libraries that ND4J's CUDA backend is linked to. */
public final class CudaLibraries {
  private CudaLibraries() {}

  /**
   * Why they cannot be loaded, and what to do; empty if they can. ND4J itself would print a stack
   * trace and say that it found no backend.
   */
  public static Optional<String> fault() {
    try {
      // By name: builds for the CPU do not have these classes.
      Class.forName("org.bytedeco.cuda.global.cudart");
      Class.forName("org.bytedeco.cuda.global.cublas");
      return Optional.empty();
    } catch (LinkageError | ClassNotFoundException e) {
      return Optional.of(text(e));
    }
  }

  static String text(Throwable e) {
    Throwable cause = e;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    String what = cause.toString().lines().findFirst().orElse("");
    return "CUDA's libraries cannot be loaded ("
        + what
        + "): "
        + (what.contains("libcuda.so")
            ? "that one comes with NVIDIA's driver: install it, or use --device cpu"
            : "install CUDA 11.6, or unset OPTBENCH_CUDA_REDIST to take them from Maven Central");
  }
}
