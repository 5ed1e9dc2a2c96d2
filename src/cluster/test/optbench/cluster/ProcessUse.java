package optbench.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What Linux tells of a process.
 *
 * @param millis since 1970
 * @param cpuSeconds of processor time so far
 * @param peakMebibytes of resident memory so far
 */
record ProcessUse(long millis, double cpuSeconds, long peakMebibytes) {
  /** Linux counts processor time so, whatever its own clock. */
  private static final double TICKS_A_SECOND = 100;

  /** Where user and system time stand, counted from the state of the process. */
  private static final int USER = 11;

  private static final int SYSTEM = 12;

  /** Empty once it is over. */
  static Optional<ProcessUse> of(Process process) {
    Path proc = Path.of("/proc", Long.toString(process.pid()));
    try {
      String stat = Files.readString(proc.resolve("stat"));
      // Its name stands in brackets, and may hold anything.
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
      long ticks = Long.parseLong(fields[USER]) + Long.parseLong(fields[SYSTEM]);
      return Files.readAllLines(proc.resolve("status")).stream()
          .filter(line -> line.startsWith("VmHWM:"))
          .map(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) >> 10)
          .map(
              peak ->
                  new ProcessUse(System.currentTimeMillis(), (double) ticks / TICKS_A_SECOND, peak))
          .findFirst();
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
