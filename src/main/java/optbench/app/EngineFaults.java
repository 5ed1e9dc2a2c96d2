package optbench.app;

/** What stops the engine before the first trial, in one line. */
public final class EngineFaults {
  private EngineFaults() {}

  /** The reason at the bottom: what stands above it is only who passed it on. */
  public static String message(Error e) {
    if (e instanceof OutOfMemoryError) {
      return "out of memory ("
          + e.getMessage()
          + "): give Java more, as in OPTBENCH_JAVA_OPTS=-Xmx8g";
    }
    Throwable cause = e;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return "ND4J cannot be loaded: "
        + cause.toString().lines().findFirst().orElse("")
        + ": is there room for 500 MB in the cache, ~/.javacpp/cache? See optbench doctor";
  }
}
