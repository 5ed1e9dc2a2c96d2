package optbench.cluster;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import optbench.file.FileFaultText;
import optbench.file.Inputs;
import optbench.machine.ScratchFolder;
import optbench.run.ChildFault;
import optbench.run.Cluster;
import optbench.run.ClusterException;
import optbench.store.StoreException;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.rdd.RDD;
import scala.reflect.ClassTag$;

/** Executors of Spark. Each group is a job of one task; Spark hands them out, and retries. */
final class SparkCluster implements Cluster {
  private static final long MOST_BYTES = 1L << 30;

  /**
   * So many groups are handed to Spark before it is known how many cores there are, and for each of
   * these so many. Whenever a task ends, Spark goes through all that it has.
   */
  private static final int FIRST_GROUPS = 32;

  private static final int GROUPS_A_CORE = 2;

  /** What Spark says where an executor does not reach what the driver has for it. */
  private static final String NO_BROADCAST = "Failed to get broadcast";

  private static final Pattern EXIT_CODE =
      Pattern.compile("(?i)exit(?:ed with)? (?:code|status):? ([0-9]+)|with code ([0-9]+)");

  private final JavaSparkContext context;
  private final String master;
  private final Baggage baggage;
  private final ScratchFolder scratch = ScratchFolder.make();
  private final AtomicLong groups = new AtomicLong();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Attempts attempts = new Attempts();
  private final Semaphore room = new Semaphore(FIRST_GROUPS, true);
  private int places = FIRST_GROUPS;
  private Installation installation;
  private List<String> plugins;
  private Broadcast<Map<String, byte[]>> data;
  private volatile String ended;

  /**
   * @param context connected to the master
   */
  SparkCluster(JavaSparkContext context, String master, Baggage baggage) {
    this.context = context;
    this.master = master;
    this.baggage = baggage;
  }

  /** Gives executors all that they will need, and watches over them. */
  void begin() {
    String folder = context.getConf().get(SparkSettings.HOME, "");
    installation = new Installation(folder, folder.isEmpty() ? addJars() : List.of());
    plugins = new ArrayList<>();
    Map<String, byte[]> files = new HashMap<>();
    try {
      for (Path jar : baggage.plugins()) {
        // Two of them may have one name.
        String name = "plugin-" + plugins.size() + "-" + jar.getFileName();
        context.addFile(scratch.write(name, Inputs.bytes(jar, MOST_BYTES)).toString());
        plugins.add(name);
      }
      for (Map.Entry<String, Path> file : baggage.data().entrySet()) {
        files.put(file.getKey(), Inputs.bytes(file.getValue(), MOST_BYTES));
      }
    } catch (IOException e) {
      throw new ClusterException(FileFaultText.of(e), e);
    }
    data = context.broadcast(files);
    context.sc().addSparkListener(attempts);
    Thread watch = new Thread(this::watch, "watch of executors");
    watch.setDaemon(true);
    watch.start();
  }

  private List<String> addJars() {
    List<String> names = new ArrayList<>();
    for (String jar : SparkSettings.classPath()) {
      String name = Path.of(jar).getFileName().toString();
      if (!name.equals(SparkSettings.OWN_JAR)) {
        context.addFile(jar);
      }
      names.add(name);
    }
    return names;
  }

  @Override
  public void train(Supplier<Work> work, Consumer<String> events) {
    List<String> results;
    room.acquireUninterruptibly();
    try {
      if (ended != null) {
        throw new ClusterException(ended);
      }
      results = handedToSpark(work.get(), events);
    } finally {
      room.release();
    }
    try {
      results.forEach(events);
    } catch (StoreException e) {
      end("its results cannot be written: " + e.getMessage());
      throw e;
    }
  }

  private List<String> handedToSpark(Work work, Consumer<String> events) {
    long group = groups.incrementAndGet();
    News news = new News(events);
    NewsPlugin.listen(group, news);
    attempts.expect(group);
    try {
      return results(group, work);
    } finally {
      news.end();
      NewsPlugin.forget(group);
      attempts.forget(group);
    }
  }

  @SuppressWarnings("unchecked") // An array in Scala, of what a task returns.
  private List<String> results(long group, Work work) {
    String cluster = "Spark " + SparkProvider.version();
    GroupTask task =
        new GroupTask(group, work, plugins, baggage.commit(), cluster, installation, data);
    context.setLocalProperty(Attempts.GROUP, Long.toString(group));
    try {
      // One partition is one task; nobody reads what is in it. Each job has an RDD of its own: when
      // one fails, Spark ends all that have the same.
      RDD<Integer> single = context.parallelize(List.of(0), 1).rdd();
      Object all =
          context.sc().runJob(single, task, ClassTag$.MODULE$.<List<String>>apply(List.class));
      return ((List<String>[]) all)[0];
    } catch (Exception e) {
      // Spark is Scala: what it throws is not declared.
      parkIfLeaving();
      throw fault(attempts.of(group), e);
    }
  }

  /** News that come after the end, or after the listener wants no more, are dropped. */
  private static final class News implements Consumer<String> {
    private final Consumer<String> listener;
    private boolean over;

    private News(Consumer<String> listener) {
      this.listener = listener;
    }

    @Override
    public synchronized void accept(String line) {
      if (!over) {
        try {
          listener.accept(line);
        } catch (RuntimeException e) {
          over = true;
        }
      }
    }

    synchronized void end() {
      over = true;
    }
  }

  /** Nobody waits for the other groups any more: what trains them is let go. */
  private synchronized void end(String reason) {
    if (ended == null) {
      ended = reason;
    }
    if (!context.sc().isStopped()) {
      context.sc().cancelAllJobs();
    }
  }

  private RuntimeException fault(Attempts.Failures failures, Exception e) {
    if (context.sc().isStopped()) {
      end(
          "the cluster ended the connection: see the pages or logs of "
              + master
              + "; finished trials are kept");
    }
    if (ended != null) {
      return new ClusterException(ended, e);
    }
    Optional<String> fault =
        failures.faults().stream().filter(said -> !said.equals(GroupTask.REFUSAL)).findFirst();
    List<String> losses = failures.losses();
    if (fault.isPresent() || losses.isEmpty()) {
      end(
          "executors cannot train: "
              + words(fault.orElseGet(() -> String.valueOf(e.getMessage()))));
      return new ClusterException(ended, e);
    }
    Matcher code = EXIT_CODE.matcher(losses.get(losses.size() - 1));
    return code.find()
        ? new ChildFault(
            "the last of its " + losses.size() + " executors",
            Integer.parseInt(code.group(1) == null ? code.group(2) : code.group(1)))
        : new ChildFault("its executors were lost " + losses.size() + " times");
  }

  /** Without the stack that Spark writes below what failed. */
  static String words(String said) {
    if (said.contains(NO_BROADCAST)) {
      return "they cannot fetch tasks and data from this machine: do spark.driver.host and"
          + " spark.driver.blockManager.port name what they can reach?";
    }
    return said.lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty() && !line.matches("(at |\\.\\.\\.|Caused by:).*"))
        .collect(Collectors.joining(" "));
  }

  /** An end that is brought about on our way out is no failure of the trial: nobody is told. */
  private static void parkIfLeaving() {
    Thread probe = new Thread(() -> {}, "probe");
    try {
      Runtime.getRuntime().addShutdownHook(probe);
      Runtime.getRuntime().removeShutdownHook(probe);
    } catch (IllegalStateException e) {
      while (true) {
        LockSupport.park();
      }
    }
  }

  /** Spark would wait for executors for ever. */
  private void watch() {
    long patience = context.getConf().getTimeAsSeconds(SparkSettings.PATIENCE);
    long since = System.nanoTime();
    try {
      while (!closed.await(1, TimeUnit.SECONDS) && !context.sc().isStopped()) {
        // The driver counts among them.
        if (context.statusTracker().getExecutorInfos().length > 1) {
          since = System.nanoTime();
          makeRoom();
        } else if (System.nanoTime() - since > TimeUnit.SECONDS.toNanos(patience)) {
          end(
              "no executor came within "
                  + patience
                  + " s: has "
                  + master
                  + " workers with free cores and memory, Java 17 or later, and the same Spark, "
                  + SparkProvider.version()
                  + "? Their logs say more; "
                  + SparkSettings.PATIENCE
                  + " waits longer");
        }
        if (ended != null) {
          // Jobs that were begun in the meantime.
          end(ended);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** More executors may have come. */
  private void makeRoom() {
    int wanted = GROUPS_A_CORE * context.defaultParallelism();
    if (wanted > places) {
      room.release(wanted - places);
      places = wanted;
    }
  }

  @Override
  public void close() {
    closed.countDown();
    String application = context.sc().applicationId();
    context.close();
    scratch.close();
    if (master.startsWith(SparkSettings.LOCAL_CLUSTER)) {
      try {
        ScratchFolder.delete(Path.of(System.getenv("SPARK_HOME"), "work", application));
      } catch (IOException e) {
        // An executor writes its last line.
      }
    }
  }
}
