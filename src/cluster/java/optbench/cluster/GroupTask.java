package optbench.cluster;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import optbench.run.Cluster;
import org.apache.spark.SparkFiles;
import org.apache.spark.TaskContext;
import org.apache.spark.broadcast.Broadcast;
import scala.collection.Iterator;
import scala.runtime.AbstractFunction2;

/**
 * What an executor is sent, and what it does: it trains a group, tells the driver how far it is,
 * and returns lines that say where each trial was trained and what came out. It is a class of its
 * own and no lambda: Spark reads the byte code of lambdas before each job, to find what they hold.
 */
final class GroupTask extends AbstractFunction2<TaskContext, Iterator<Integer>, List<String>>
    implements Serializable {
  private static final long serialVersionUID = 1L;

  /** A display is not drawn more often. */
  private static final long NANOS_BETWEEN_NEWS = TimeUnit.SECONDS.toNanos(1);

  /** What an executor says to a group that ended others. */
  static final String REFUSAL = "tried often enough";

  private static final String PROGRESS = "\"event\":\"Progressed\"";

  private final long number;
  private final String spec;
  private final List<String> ids;
  private final List<String> plugins;
  private final String commit;
  private final String cluster;
  private final Installation installation;
  private final Broadcast<Map<String, byte[]>> data;

  /**
   * @param number names the group in what is told of it
   * @param plugins names of the driver's files
   * @param data is fetched, once in an executor, only where its machine has none
   */
  GroupTask(
      long number,
      Cluster.Work work,
      List<String> plugins,
      String commit,
      String cluster,
      Installation installation,
      Broadcast<Map<String, byte[]>> data) {
    this.number = number;
    this.spec = work.spec();
    this.ids = work.ids();
    this.plugins = List.copyOf(plugins);
    this.commit = commit;
    this.cluster = cluster;
    this.installation = installation;
    this.data = data;
  }

  @Override
  public List<String> apply(TaskContext context, Iterator<Integer> unused) {
    if (context.attemptNumber() >= SparkSettings.ATTEMPTS) {
      throw new ExecutorFault(REFUSAL);
    }
    List<String> results = new ArrayList<>();
    ClassLoader spark = Thread.currentThread().getContextClassLoader();
    Supplier<Map<String, byte[]>> fetch = () -> Installation.within(spark, data::value);
    installation.train(
        Map.of(
            "spec", spec,
            "ids", ids,
            "plugins", plugins.stream().map(SparkFiles::get).toList(),
            "commit", commit,
            "cluster", cluster,
            "attempt", context.attemptNumber() + 1,
            "data", fetch),
        new Told(results));
    return results;
  }

  /** News go to the driver as they come, and may get lost; results are what the task returns. */
  private final class Told implements Consumer<String> {
    private final List<String> results;
    private long next = System.nanoTime();

    private Told(List<String> results) {
      this.results = results;
    }

    @Override
    public synchronized void accept(String line) {
      String start = line.substring(0, Math.min(40, line.length()));
      if (start.contains("\"Placed\"") || start.contains("\"Finished\"")) {
        results.add(line);
      } else if (!start.contains(PROGRESS)) {
        NewsPlugin.tell(number, line);
      } else if (System.nanoTime() - next >= 0) {
        next = System.nanoTime() + NANOS_BETWEEN_NEWS;
        NewsPlugin.tell(number, line);
      }
    }
  }
}
