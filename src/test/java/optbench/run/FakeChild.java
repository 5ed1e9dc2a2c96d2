package optbench.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A process that stands for one that trains: it does what its first argument says. */
final class FakeChild {
  private FakeChild() {}

  /**
   * Says the lines of a file, and then does what it is told.
   *
   * @param args how to end, and the file
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    Files.readAllLines(Path.of(args[1]), StandardCharsets.UTF_8).forEach(System.out::println);
    System.out.flush();
    switch (args[0]) {
      case "well" -> System.exit(0);
      case "exit 3" -> {
        System.err.println("first line");
        System.err.println("java.lang.IllegalStateException: no such op");
        System.err.println();
        System.exit(3);
      }
      case "crash" -> {
        // From outside, as the system does it; the JVM then reports on itself and aborts.
        String pid = Long.toString(ProcessHandle.current().pid());
        new ProcessBuilder(List.of("bash", "-c", "kill -SEGV " + pid)).start().waitFor();
        hang();
      }
      case "killed" -> {
        String pid = Long.toString(ProcessHandle.current().pid());
        new ProcessBuilder(List.of("bash", "-c", "kill -KILL " + pid)).start().waitFor();
        hang();
      }
      case "hang" -> hang();
      case "threads" -> {
        System.err.println("threads: " + System.getenv("OMP_NUM_THREADS"));
        System.exit(1);
      }
      default -> throw new IllegalArgumentException(args[0]);
    }
  }

  /** Until it is killed, or nobody holds its standard input any more. */
  private static void hang() throws IOException {
    while (System.in.read() >= 0) {}
    Runtime.getRuntime().halt(9);
  }
}
