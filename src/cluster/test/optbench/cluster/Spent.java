package optbench.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * What a driver needed; statistics and pages after the last trial are left out.
 *
 * @param startSeconds from its start to its first trial
 * @param trialMillis from the first trial to the last, for each
 * @param startCpuSeconds processor time to the first trial
 * @param trialCpuMillis processor time from the first trial to the last, for each
 * @param peakMebibytes of resident memory up to the last trial
 * @param resultBytes of a trial's file, on average
 */
record Spent(
    int trials,
    double startSeconds,
    double trialMillis,
    double startCpuSeconds,
    double trialCpuMillis,
    long peakMebibytes,
    long resultBytes) {
  static final String COLUMNS =
      "trials,start_s,trial_ms,driver_start_cpu_s,driver_trial_cpu_ms,driver_peak_rss_mib,result_bytes";

  /**
   * By the times of trials' files.
   *
   * @param start in milliseconds since 1970
   * @param uses of the driver, in order
   */
  static Spent of(long start, List<ProcessUse> uses, Path results) {
    List<Path> files = Machine.trials(results);
    List<Long> written = files.stream().map(Spent::millis).sorted().toList();
    int trials = written.size();
    long first = written.get(0);
    long last = written.get(trials - 1);
    ProcessUse before = useAt(first, uses);
    ProcessUse after = useAt(last, uses);
    return new Spent(
        trials,
        (first - start) / 1e3,
        (last - first) / (trials - 1.0),
        before.cpuSeconds(),
        1e3 * (after.cpuSeconds() - before.cpuSeconds()) / (trials - 1),
        after.peakMebibytes(),
        files.stream().mapToLong(Spent::size).sum() / trials);
  }

  private static long millis(Path file) {
    try {
      return Files.getLastModifiedTime(file).toMillis();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The first one from then on. */
  private static ProcessUse useAt(long millis, List<ProcessUse> uses) {
    return uses.stream()
        .filter(use -> use.millis() >= millis)
        .findFirst()
        .orElse(uses.get(uses.size() - 1));
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%d,%.2f,%.1f,%.2f,%.1f,%d,%d",
        trials,
        startSeconds,
        trialMillis,
        startCpuSeconds,
        trialCpuMillis,
        peakMebibytes,
        resultBytes);
  }
}
