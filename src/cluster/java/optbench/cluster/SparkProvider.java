package optbench.cluster;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import optbench.run.Cluster;
import optbench.run.ClusterException;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkException;
import org.apache.spark.api.java.JavaSparkContext;

/** Connects to clusters of Apache Spark. */
public final class SparkProvider implements Cluster.Provider {
  private static final String STANDALONE = "spark://";
  private static final int MILLIS_TO_ANSWER = 5000;

  @Override
  public Cluster connect(String master, Cluster.Baggage baggage, Consumer<String> notes) {
    SparkConf settings = SparkSettings.of(master);
    if (master.startsWith(STANDALONE)) {
      requireAnswer(master);
    }
    notes.accept("connecting to " + master + " with Spark " + version());
    JavaSparkContext context = null;
    boolean connected = false;
    try {
      context = new JavaSparkContext(settings);
      if (context.sc().isStopped()) {
        throw refused(master, null);
      }
      SparkCluster cluster = new SparkCluster(context, master, baggage);
      cluster.begin();
      connected = true;
      return cluster;
    } catch (ClusterException e) {
      throw e;
    } catch (Exception e) {
      // Spark is Scala: what it throws is not declared.
      throw refused(master, e);
    } finally {
      if (context != null && !connected) {
        context.close();
      }
    }
  }

  static String version() {
    return org.apache.spark.package$.MODULE$.SPARK_VERSION();
  }

  private static ClusterException refused(String master, Exception cause) {
    String said =
        cause == null || cause instanceof NullPointerException || cause.getMessage() == null
            ? ""
            : ": " + cause.getMessage().lines().findFirst().orElse("");
    String advice =
        master.startsWith(STANDALONE)
            ? ": is it a master of Spark "
                + version()
                + ", and are its spark.authenticate and secret the same as here? Others do not answer"
            : ": do its settings, and Spark " + version() + ", fit the cluster?";
    return new ClusterException(
        "cannot get executors from "
            + master
            + (cause instanceof SparkException ? said : "")
            + advice,
        cause);
  }

  /** Spark would try for a minute, and then not say that nobody was there. */
  private static void requireAnswer(String master) {
    List<String> addresses = Arrays.asList(master.substring(STANDALONE.length()).split(","));
    if (addresses.stream().noneMatch(SparkProvider::answers)) {
      throw new ClusterException(
          "nobody answers at "
              + master
              + ": start a master there with Spark's sbin/start-master.sh, or correct --cluster");
    }
  }

  private static boolean answers(String address) {
    int colon = address.lastIndexOf(':');
    try (Socket socket = new Socket()) {
      int port = Integer.parseInt(address.substring(colon + 1));
      socket.connect(new InetSocketAddress(address.substring(0, colon), port), MILLIS_TO_ANSWER);
      return true;
    } catch (IOException | IllegalArgumentException e) {
      return false;
    }
  }
}
