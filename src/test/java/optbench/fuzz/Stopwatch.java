package optbench.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Time in which this process could have gone on: what its threads waited for a processor that
 * others had is taken off, where the system tells it, as Linux does.
 */
final class Stopwatch {
  private static final Path THREADS = Path.of("/proc/self/task");

  private final long start = System.nanoTime();
  private final Map<Path, Long> before = waits();

  private Stopwatch() {}

  static Stopwatch start() {
    return new Stopwatch();
  }

  Duration elapsed() {
    long waited =
        waits().entrySet().stream()
            .mapToLong(thread -> thread.getValue() - before.getOrDefault(thread.getKey(), 0L))
            .max()
            .orElse(0);
    return Duration.ofNanos(System.nanoTime() - start - waited);
  }

  /** Nanoseconds that each thread was ready to run and did not, the second number of three. */
  private static Map<Path, Long> waits() {
    Map<Path, Long> waits = new HashMap<>();
    if (Files.isDirectory(THREADS)) {
      try (Stream<Path> threads = Files.list(THREADS)) {
        for (Path thread : threads.toList()) {
          wait(thread).ifPresent(nanos -> waits.put(thread, nanos));
        }
      } catch (IOException e) {
        return Map.of();
      }
    }
    return waits;
  }

  private static java.util.Optional<Long> wait(Path thread) {
    try {
      String[] numbers = Files.readString(thread.resolve("schedstat")).split(" ", 3);
      return java.util.Optional.of(Long.parseLong(numbers[1]));
    } catch (IOException | RuntimeException e) {
      // The thread has ended meanwhile, or this system does not tell.
      return java.util.Optional.empty();
    }
  }
}
