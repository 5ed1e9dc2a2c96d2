package optbench.run;

import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * One connection to a cluster, made when it is first asked for and tried once. Many groups may wait
 * for it; they go on in the order in which they came, so that trials stay in theirs.
 */
public final class ClusterConnection implements Supplier<Cluster>, AutoCloseable {
  private final Supplier<Cluster> connect;

  /** Fair: who waits at a monitor comes out in any order, often the last one first. */
  private final Lock lock = new ReentrantLock(true);

  private Cluster cluster;
  private ClusterException refusal;

  /**
   * @param connect throws {@link ClusterException} if that cannot be
   */
  public ClusterConnection(Supplier<Cluster> connect) {
    this.connect = connect;
  }

  /**
   * Connects if nobody has.
   *
   * @throws ClusterException if that cannot be: the same for all who ask
   */
  @Override
  public Cluster get() {
    lock.lock();
    try {
      if (refusal != null) {
        throw refusal;
      }
      if (cluster == null) {
        cluster = connect.get();
      }
      return cluster;
    } catch (ClusterException e) {
      refusal = e;
      throw e;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    lock.lock();
    try {
      if (cluster != null) {
        cluster.close();
        cluster = null;
      }
    } finally {
      lock.unlock();
    }
  }
}
