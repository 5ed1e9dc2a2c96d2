package optbench.fuzz;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import optbench.cli.CommandLineInterface;
import optbench.cli.Terminal;

/** Runs commands in this process, offline and without data, and watches each of them. */
final class CommandRunner implements AutoCloseable {
  private static final Map<String, String> ENVIRONMENT =
      Map.of("OPTBENCH_OFFLINE", "1", "OMP_NUM_THREADS", "1");

  /** How much longer a command may take that trains. */
  private static final int TRAINING = 24;

  private static final Duration MERCY = Duration.ofSeconds(5);

  /** The program, or what stands for it in tests. */
  @FunctionalInterface
  interface Program {
    int run(String[] arguments, PrintStream out, PrintStream err, Path home);
  }

  private final Program program;
  private final Duration limit;
  private final PrintStream systemOut = System.out;
  private final PrintStream systemErr = System.err;

  /**
   * @param limit after which a command that trains nothing is said to hang
   */
  CommandRunner(Duration limit) {
    this(CommandRunner::optbench, limit);
  }

  CommandRunner(Program program, Duration limit) {
    this.program = program;
    this.limit = limit;
  }

  private static int optbench(String[] arguments, PrintStream out, PrintStream err, Path home) {
    Terminal terminal = Terminal.of(out, err, ENVIRONMENT);
    return new CommandLineInterface(terminal, ENVIRONMENT, home).run(arguments);
  }

  /** What a command writes to while it runs. */
  private static final class Streams {
    final ByteArrayOutputStream out = new ByteArrayOutputStream();
    final ByteArrayOutputStream err = new ByteArrayOutputStream();
    final ByteArrayOutputStream past = new ByteArrayOutputStream();

    static PrintStream print(ByteArrayOutputStream to) {
      return new PrintStream(to, true, StandardCharsets.UTF_8);
    }

    static String text(ByteArrayOutputStream of) {
      return of.toString(StandardCharsets.UTF_8).replace("\r\n", "\n");
    }
  }

  /**
   * One run of the command, in a thread of its own: of one that hangs, nothing is left to the next.
   */
  private final class Attempt extends Thread {
    private final Command command;
    private final Streams streams;
    private final Path home;
    private volatile Optional<Integer> code = Optional.empty();
    private volatile Optional<Throwable> thrown = Optional.empty();

    Attempt(Command command, Box box, Streams streams) {
      super("input");
      setDaemon(true);
      this.command = command;
      this.streams = streams;
      this.home = box.home();
    }

    @Override
    public void run() {
      try {
        String[] arguments = command.arguments().toArray(String[]::new);
        PrintStream out = Streams.print(streams.out);
        code = Optional.of(program.run(arguments, out, Streams.print(streams.err), home));
      } catch (Throwable e) {
        thrown = Optional.of(e);
      }
    }
  }

  /** Runs a command on the files in the box. */
  Outcome play(Command command, Box box) {
    Map<String, String> before = box.inventory();
    Streams streams = new Streams();
    System.setOut(Streams.print(streams.past));
    System.setErr(Streams.print(streams.past));
    Attempt attempt = new Attempt(command, box, streams);
    Stopwatch watch = Stopwatch.start();
    attempt.start();
    String stack = "";
    if (!ends(attempt, watch, command.trains() ? limit.multipliedBy(TRAINING) : limit)) {
      stack = stacks();
      box.openPipes();
      if (!ends(attempt, MERCY)) {
        attempt.interrupt();
        ends(attempt, MERCY);
      }
    }
    Duration took = watch.elapsed();
    System.setOut(systemOut);
    System.setErr(systemErr);
    Outcome outcome =
        new Outcome(
            attempt.code,
            Streams.text(streams.out),
            Streams.text(streams.err),
            Streams.text(streams.past),
            attempt.thrown,
            took,
            stack,
            List.of());
    return outcome.withChanges(box.changes(before, command));
  }

  private static boolean ends(Thread thread, Stopwatch watch, Duration limit) {
    boolean ended = false;
    Duration left = limit;
    while (!ended && !left.isZero() && !left.isNegative()) {
      ended = ends(thread, left);
      left = limit.minus(watch.elapsed());
    }
    return ended;
  }

  private static boolean ends(Thread thread, Duration within) {
    try {
      thread.join(Math.max(1, within.toMillis()));
      return !thread.isAlive();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while a command ran", e);
    }
  }

  /** Of all threads: the command may wait for another. */
  private static String stacks() {
    return Thread.getAllStackTraces().entrySet().stream()
        .filter(thread -> thread.getKey().isAlive() && thread.getValue().length > 0)
        .map(
            thread ->
                thread.getKey()
                    + "\n"
                    + Stream.of(thread.getValue())
                        .limit(40)
                        .map(frame -> "  at " + frame)
                        .collect(Collectors.joining("\n")))
        .collect(Collectors.joining("\n\n"));
  }

  @Override
  public void close() {
    System.setOut(systemOut);
    System.setErr(systemErr);
  }
}
