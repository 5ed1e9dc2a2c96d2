package optbench.file;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * Keeps a JVM that was told to leave until the files being written are whole and have their names.
 * Without it, a job's trial would be cut in the middle when another thread ends the JVM.
 */
final class OngoingWrites {
  /** Bounds the wait where a disk does not answer, or where the writer itself ends the JVM. */
  private static final long LONGEST_WAIT_SECONDS = 10;

  private static final ReentrantReadWriteLock LOCK = new ReentrantReadWriteLock();

  static {
    try {
      Runtime.getRuntime().addShutdownHook(new Thread(OngoingWrites::awaitEnd, "ongoing writes"));
    } catch (IllegalStateException e) {
      // The JVM is leaving before its first write: nothing is there to wait for.
    }
  }

  private OngoingWrites() {}

  /** Something that leaves half a file behind when it is cut. */
  @FunctionalInterface
  interface Write {
    void carryOut() throws IOException;
  }

  /** Once the JVM is leaving, what has not begun never does. */
  static void finish(Write write) throws IOException {
    LOCK.readLock().lock();
    try {
      write.carryOut();
    } finally {
      LOCK.readLock().unlock();
    }
  }

  /** Keeps the lock, if it gets it: from then on nothing is to begin. */
  @SuppressWarnings({"LockNotBeforeTry", "ReturnValueIgnored"})
  private static void awaitEnd() {
    try {
      LOCK.writeLock().tryLock(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
