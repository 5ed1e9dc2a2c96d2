package optbench.run;

import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/** Runs tasks in order, a few at a time, until all are done or one of them throws. */
final class SideBySide {
  private final Consumer<Throwable> onFault;
  private final AtomicReference<Throwable> fault = new AtomicReference<>();

  private SideBySide(Consumer<Throwable> onFault) {
    this.onFault = onFault;
  }

  /**
   * Returns when no task runs any more; rethrows what the first one threw. After that no other is
   * begun.
   *
   * @param atOnce with 1, they run on the thread of the caller
   * @param onFault is told of it at once, to make those that are running end soon
   */
  static void run(List<Runnable> tasks, int atOnce, Consumer<Throwable> onFault) {
    if (atOnce == 1) {
      tasks.forEach(Runnable::run);
    } else {
      new SideBySide(onFault).run(tasks, atOnce);
    }
  }

  private void run(List<Runnable> tasks, int atOnce) {
    AtomicInteger number = new AtomicInteger();
    ExecutorService pool =
        Executors.newFixedThreadPool(
            atOnce,
            task -> {
              Thread thread = new Thread(task, "job " + number.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
    tasks.forEach(task -> pool.execute(() -> attempt(task)));
    pool.shutdown();
    awaitEnd(pool);
    rethrow();
  }

  private void attempt(Runnable task) {
    if (fault.get() != null) {
      return;
    }
    try {
      task.run();
    } catch (RuntimeException | Error e) {
      stop(e);
    }
  }

  private void stop(Throwable cause) {
    if (fault.compareAndSet(null, cause)) {
      onFault.accept(cause);
    }
  }

  /** An interrupt stops the tasks, but they are waited for: their files are to be whole. */
  private void awaitEnd(ExecutorService pool) {
    boolean interrupted = false;
    boolean over = false;
    while (!over) {
      try {
        over = pool.awaitTermination(Long.MAX_VALUE, TimeUnit.NANOSECONDS);
      } catch (InterruptedException e) {
        interrupted = true;
        stop(new CancellationException("interrupted"));
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void rethrow() {
    Throwable first = fault.get();
    if (first instanceof Error error) {
      throw error;
    }
    if (first instanceof RuntimeException exception) {
      throw exception;
    }
  }
}
