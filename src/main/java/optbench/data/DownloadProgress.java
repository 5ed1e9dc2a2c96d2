package optbench.data;

/** Hears how a download gets on; called from one thread at a time, not always the same one. */
@FunctionalInterface
public interface DownloadProgress {
  /** Hears nothing. */
  DownloadProgress NONE = (file, bytes, totalBytes) -> {};

  /**
   * More has arrived.
   *
   * @param file name of the file
   * @param bytes that are here, including what an earlier, interrupted download left
   * @param totalBytes of the whole file, or -1 where the server does not say
   */
  void received(String file, long bytes, long totalBytes);
}
