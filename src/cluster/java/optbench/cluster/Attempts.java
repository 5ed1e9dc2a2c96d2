package optbench.cluster;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.spark.ExceptionFailure;
import org.apache.spark.ExecutorLostFailure;
import org.apache.spark.TaskEndReason;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerJobEnd;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.apache.spark.scheduler.SparkListenerTaskEnd;

/** How the attempts at groups failed, as Spark tells it, some time after it happened. */
final class Attempts extends SparkListener {
  /** Which group a job is. */
  static final String GROUP = "optbench.group";

  private static final long SECONDS_TO_HEAR = 10;

  private final Map<Integer, Long> groupOfJob = new ConcurrentHashMap<>();
  private final Map<Integer, Long> groupOfStage = new ConcurrentHashMap<>();
  private final Map<Long, Failures> failures = new ConcurrentHashMap<>();

  /**
   * Attempts at one group that failed.
   *
   * @param faults what executors threw
   * @param losses what is known of executors that were lost
   */
  record Failures(List<String> faults, List<String> losses, CountDownLatch over) {}

  void expect(long group) {
    failures.put(group, new Failures(new ArrayList<>(), new ArrayList<>(), new CountDownLatch(1)));
  }

  void forget(long group) {
    failures.remove(group);
  }

  /** Those of a group whose job is over. */
  Failures of(long group) {
    Failures own = failures.get(group);
    try {
      own.over().await(SECONDS_TO_HEAR, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    synchronized (own) {
      return new Failures(List.copyOf(own.faults()), List.copyOf(own.losses()), own.over());
    }
  }

  @Override
  public void onJobStart(SparkListenerJobStart start) {
    Properties properties = start.properties();
    String group = properties == null ? null : properties.getProperty(GROUP);
    if (group != null) {
      groupOfJob.put(start.jobId(), Long.valueOf(group));
      groupOfStage.put((Integer) start.stageIds().head(), Long.valueOf(group));
    }
  }

  @Override
  public void onTaskEnd(SparkListenerTaskEnd end) {
    Long group = groupOfStage.get(end.stageId());
    Failures own = group == null ? null : failures.get(group);
    if (own != null) {
      synchronized (own) {
        add(end.reason(), own);
      }
    }
  }

  private static void add(TaskEndReason reason, Failures own) {
    if (reason instanceof ExceptionFailure fault) {
      own.faults().add(fault.description());
    } else if (reason instanceof ExecutorLostFailure loss) {
      own.losses().add(loss.reason().isDefined() ? loss.reason().get() : "");
    }
  }

  @Override
  public void onJobEnd(SparkListenerJobEnd end) {
    Long group = groupOfJob.remove(end.jobId());
    if (group != null) {
      groupOfStage.values().remove(group);
      Failures own = failures.get(group);
      if (own != null) {
        own.over().countDown();
      }
    }
  }
}
