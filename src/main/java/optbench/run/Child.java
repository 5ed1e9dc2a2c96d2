package optbench.run;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import optbench.store.StoreException;
import optbench.store.TrialEvent;

/**
 * A process that trains on our behalf. Its standard output is events and nothing else; its standard
 * input stays open for as long as we live, so that it can tell when nobody waits for it any more.
 * It does not outlive this JVM, however that ends.
 */
final class Child implements AutoCloseable {
  private static final int LINES_KEPT = 60;

  /** A process that says what it should not is dying, as a rule: of what, its exit code tells. */
  private static final long DYING_SECONDS = 10;

  private final Process process;
  private final Deque<String> noise = new ArrayDeque<>();
  private final Deque<String> lastErrors = new ArrayDeque<>();
  private final Thread errors;
  private final Thread killer;
  private volatile boolean leaving;

  private Child(Process process) {
    this.process = process;
    this.errors = keepReading(process.errorReader(StandardCharsets.UTF_8), lastErrors);
    this.killer = new Thread(this::leave, "end of process " + process.pid());
    try {
      Runtime.getRuntime().addShutdownHook(killer);
    } catch (IllegalStateException e) {
      leaving = true;
      process.destroyForcibly();
    }
  }

  static Child start(List<String> command, int threads) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("OMP_NUM_THREADS", Integer.toString(threads));
    return new Child(builder.start());
  }

  /**
   * Passes on what the process tells, until it has ended.
   *
   * @throws ChildFault if it did not end well
   */
  void awaitEnd(Consumer<TrialEvent> listener) {
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        Optional<TrialEvent> event = parse(line);
        if (event.isEmpty()) {
          throw noise(line, lines);
        }
        listener.accept(event.get());
      }
    } catch (IOException e) {
      throw fault("its JVM could not be heard: " + e.getMessage());
    }
    requireGoodEnd();
  }

  private static Optional<TrialEvent> parse(String line) {
    try {
      return Optional.of(TrialEvent.parse(line));
    } catch (StoreException e) {
      return Optional.empty();
    }
  }

  /** A JVM that crashes reports on itself on standard output. */
  private ChildFault noise(String first, BufferedReader rest) {
    noise.add(first);
    Thread reader = keepReading(rest, noise);
    ChildFault fault = fault("its JVM said what is no event: " + shortened(first), reader);
    process.destroyForcibly();
    join(reader);
    return fault;
  }

  private void requireGoodEnd() {
    if (await(Long.MAX_VALUE) && process.exitValue() != 0) {
      throw fault("");
    }
  }

  /** What it died of, if it did; else the reason given. */
  private ChildFault fault(String reason, Thread... readers) {
    boolean ended = await(DYING_SECONDS);
    parkIfLeaving();
    if (!ended || process.exitValue() == 0) {
      return new ChildFault(reason);
    }
    join(errors);
    Arrays.stream(readers).forEach(Child::join);
    List<String> said = new ArrayList<>(lines(noise));
    said.addAll(lines(lastErrors));
    return new ChildFault(new ChildEnd(process.exitValue(), said).reason());
  }

  private boolean await(long seconds) {
    try {
      return process.waitFor(seconds, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static void join(Thread reader) {
    try {
      reader.join(TimeUnit.SECONDS.toMillis(DYING_SECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** An end that we brought about on our way out is no failure of the trial: nobody is told. */
  private void parkIfLeaving() {
    while (leaving) {
      LockSupport.park(this);
    }
  }

  private void leave() {
    leaving = true;
    process.destroyForcibly();
  }

  /** Keeps the last lines, so that the process never waits for somebody to read them. */
  private Thread keepReading(BufferedReader lines, Deque<String> last) {
    Thread reader = new Thread(() -> read(lines, last), "lines of process " + process.pid());
    reader.setDaemon(true);
    reader.start();
    return reader;
  }

  private static void read(BufferedReader lines, Deque<String> last) {
    try {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        synchronized (last) {
          last.add(line);
          if (last.size() > LINES_KEPT) {
            last.remove();
          }
        }
      }
    } catch (IOException e) {
      // The process was ended: there is nothing more to be read.
    }
  }

  private static List<String> lines(Deque<String> last) {
    synchronized (last) {
      return List.copyOf(last);
    }
  }

  private static String shortened(String line) {
    return line.length() > 100 ? line.substring(0, 100) + "..." : line;
  }

  /** Ends the process if it has not ended. */
  @Override
  public void close() {
    process.destroyForcibly();
    try {
      Runtime.getRuntime().removeShutdownHook(killer);
    } catch (IllegalStateException e) {
      leaving = true;
    }
  }
}
