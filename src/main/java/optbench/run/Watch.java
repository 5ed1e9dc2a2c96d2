package optbench.run;

import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import optbench.result.Run;
import optbench.store.RunFiles;
import optbench.store.StoreException;
import optbench.store.StoredRun;

/**
 * Looks at a run that another process carries out, and reports as its trials come in, until it
 * ends.
 *
 * <p>It takes no lock and touches nothing but reports. Once all trials are in, the run writes its
 * own report: that is left to it, and written again only when the run has let go of the folder, for
 * the two may have come at the same moment.
 */
public final class Watch {
  private static final long SECONDS_BETWEEN_LOOKS = 5;

  /** How much longer than a rebuilding took it rests, so that the run has the machine to itself. */
  private static final int REST = 4;

  /** Longer than it takes to write a report; what hangs then is cut off with the process. */
  private static final long SECONDS_TO_STOP = 20;

  private final Path folder;
  private final Reports reports;
  private final Consumer<CountDownLatch> pause;
  private final LongSupplier nanos;
  private final CountDownLatch stopping = new CountDownLatch(1);
  private final CountDownLatch stopped = new CountDownLatch(1);
  private String said = "";
  private boolean failing;
  private boolean partialPage;
  private int reported;
  private long restUntil;

  /** Writes what is made from trials. */
  public interface Reports {
    /** Of a run that goes on. */
    void partial(StoredRun stored);

    /** Of one that has ended, or was never going on. */
    void last(StoredRun stored);

    /** The page alone, of a run that goes on but is looked at no more. */
    void leave(Run run);

    /** How many trials are in. */
    void status(String line);

    /** What could not be written this time. */
    void warn(String message);
  }

  /** Looks every few seconds. */
  public Watch(Path folder, Reports reports) {
    this(folder, reports, Watch::await, System::nanoTime);
  }

  /**
   * @param pause waits between two looks, and no longer than until the latch is open
   * @param nanos a clock that only rises
   */
  Watch(Path folder, Reports reports, Consumer<CountDownLatch> pause, LongSupplier nanos) {
    this.folder = folder;
    this.reports = reports;
    this.pause = pause;
    this.nanos = nanos;
    this.restUntil = nanos.getAsLong();
  }

  private static void await(CountDownLatch stopping) {
    try {
      stopping.await(SECONDS_BETWEEN_LOOKS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      stopping.countDown();
    }
  }

  /**
   * Watches until the run ends or {@link #stop} is called.
   *
   * @throws StoreException if there is no run, or the last report cannot be written
   */
  public void run() {
    try {
      // Asked before the folder is read: what a run wrote before it ended is then seen.
      while (RunFiles.inUse(folder)) {
        lookOnce();
        if (!stopping()) {
          pause.accept(stopping);
        }
        if (stopping()) {
          leave();
          return;
        }
      }
      StoredRun stored = RunFiles.read(folder);
      say((said.isEmpty() ? "no run is going on; " : "the run has ended; ") + count(stored));
      reports.last(stored);
    } finally {
      stopped.countDown();
    }
  }

  /** Ends it from another thread; returns when no more is written. */
  public void stop() {
    stopping.countDown();
    try {
      stopped.await(SECONDS_TO_STOP, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean stopping() {
    return stopping.getCount() == 0;
  }

  /** A run may start over at any moment and take a file away that is just being read or written. */
  private void lookOnce() {
    if (!RunFiles.holdsRun(folder)) {
      say("waiting for the run to begin");
      return;
    }
    try {
      look();
      failing = false;
    } catch (StoreException e) {
      if (!failing) {
        reports.warn("no report this time: " + e.getMessage());
      }
      failing = true;
    }
  }

  private void look() {
    StoredRun stored = RunFiles.read(folder);
    say(count(stored));
    int present = stored.run().results().size();
    long start = nanos.getAsLong();
    if (present > 0
        && present != reported
        && !stored.run().missing().isEmpty()
        && start - restUntil >= 0) {
      reports.partial(stored);
      partialPage = true;
      reported = present;
      long end = nanos.getAsLong();
      restUntil = end + REST * (end - start);
    }
  }

  /** A page that asks to be loaded again and again should not outlive the watching. */
  private void leave() {
    if (partialPage) {
      reports.leave(RunFiles.read(folder).run());
    }
  }

  private static String count(StoredRun stored) {
    return stored.run().results().size()
        + " of "
        + stored.run().record().allTrials().size()
        + " trials are in";
  }

  private void say(String line) {
    if (!line.equals(said)) {
      reports.status(line);
      said = line;
    }
  }
}
