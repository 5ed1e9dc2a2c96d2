package optbench.cluster;

import java.io.File;
import java.io.IOException;
import java.io.StringReader;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import optbench.file.FileFaultText;
import optbench.file.Inputs;
import optbench.run.ClusterException;
import org.apache.spark.SparkConf;
import org.apache.spark.util.Utils;

/**
 * How Spark is set up. What the user says in {@code spark-defaults.conf}, or as system properties,
 * counts more than what is said here.
 */
final class SparkSettings {
  /** Where executors find optbench, if not among the driver's files. */
  static final String HOME = "spark.optbench.home";

  /** How masters begin that start workers on this machine. */
  static final String LOCAL_CLUSTER = "local-cluster";

  /** The first on the class path. */
  static final String OWN_JAR = "optbench.jar";

  /** How long to go on without any executor. */
  static final String PATIENCE = "spark.optbench.patience";

  /**
   * How often a group is tried; an executor refuses one more. Spark wants to be allowed that, where
   * one machine may be all that there is.
   */
  static final int ATTEMPTS = 3;

  private static final int MOST_BYTES = 1 << 20;

  /** Those of the launcher that decide how training goes, and not where. */
  private static final List<String> JVM_OPTIONS =
      List.of(
          "-XX:+IgnoreUnrecognizedVMOptions",
          "-XX:+UseSerialGC",
          "-XX:SurvivorRatio",
          "--enable-native-access",
          "--sun-misc-unsafe-memory-access",
          "-Djava.awt.headless",
          "-Dfile.encoding",
          "-Dorg.nd4j.",
          "-Dorg.eclipse.deeplearning4j.",
          "-Dorg.bytedeco.javacpp.max");

  private static final Map<String, String> OURS =
      Map.ofEntries(
          Map.entry("spark.app.name", "optbench"),
          Map.entry("spark.plugins", NewsPlugin.class.getName()),
          // What ends an executor ends one trial's.
          Map.entry("spark.executor.cores", "1"),
          Map.entry("spark.task.maxFailures", Integer.toString(ATTEMPTS + 1)),
          // Elsewhere the next time, but on the same machine if there is no other.
          Map.entry("spark.excludeOnFailure.enabled", "true"),
          Map.entry("spark.excludeOnFailure.task.maxTaskAttemptsPerExecutor", "1"),
          Map.entry(
              "spark.excludeOnFailure.task.maxTaskAttemptsPerNode", Integer.toString(ATTEMPTS)),
          Map.entry("spark.scheduler.excludeOnFailure.unschedulableTaskSetTimeout", "30s"),
          // A trial that is slow is not trained twice.
          Map.entry("spark.speculation", "false"),
          Map.entry("spark.locality.wait", "0s"),
          Map.entry("spark.files.useFetchCache", "true"),
          // Nothing listens that is not needed, and nothing is kept that nobody looks at.
          Map.entry("spark.ui.enabled", "false"),
          Map.entry("spark.ui.showConsoleProgress", "false"),
          Map.entry(PATIENCE, "300s"));

  private SparkSettings() {}

  /** For a master. */
  static SparkConf of(String master) {
    SparkConf settings = new SparkConf();
    file().ifPresent(file -> read(file, settings));
    OURS.forEach(settings::setIfMissing);
    settings.setMaster(master);
    settings.setIfMissing("spark.executor.defaultJavaOptions", jvmOptions());
    for (String variable : List.of("OMP_NUM_THREADS", "OPTBENCH_NATIVE")) {
      String value = System.getenv(variable);
      if (value != null && !settings.contains("spark.executorEnv." + variable)) {
        settings.setExecutorEnv(variable, value);
      }
    }
    if (isOnThisMachine(master)) {
      settings.setIfMissing("spark.driver.host", "127.0.0.1");
      settings.setIfMissing("spark.driver.bindAddress", "127.0.0.1");
      // Of masters and workers that run in this JVM.
      Utils.setCustomHostname("127.0.0.1");
    }
    if (master.startsWith(LOCAL_CLUSTER)) {
      settings.setIfMissing(HOME, System.getenv("SPARK_HOME"));
    }
    // What Spark itself has to find of optbench: the task, and the plugin that carries news.
    String home = settings.get(HOME, "");
    settings.setIfMissing(
        "spark.jars", home.isEmpty() ? classPath().get(0) : "local:" + home + "/" + OWN_JAR);
    return settings;
  }

  private static boolean isOnThisMachine(String master) {
    return master.startsWith("spark://127.")
        || master.startsWith("spark://localhost:")
        || master.startsWith(LOCAL_CLUSTER);
  }

  /** Of this JVM, without what is Spark's own. */
  static List<String> classPath() {
    String spark = System.getenv("SPARK_HOME") + File.separator + "jars" + File.separator;
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(jar -> !jar.startsWith(spark))
        .toList();
  }

  /** Heap is Spark's to give; and what this machine has is not what executors have. */
  private static String jvmOptions() {
    return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(argument -> JVM_OPTIONS.stream().anyMatch(argument::startsWith))
        .collect(Collectors.joining(" "));
  }

  /** As Spark's own commands find it. */
  private static Optional<Path> file() {
    return Stream.of("SPARK_CONF_DIR")
        .map(System::getenv)
        .filter(folder -> folder != null && !folder.isBlank())
        .map(folder -> Path.of(folder, "spark-defaults.conf"))
        .filter(Files::exists)
        .findFirst();
  }

  private static void read(Path file, SparkConf settings) {
    Properties properties = new Properties();
    try {
      properties.load(new StringReader(Inputs.text(file, MOST_BYTES)));
    } catch (IOException e) {
      throw new ClusterException("cannot read " + file + ": " + FileFaultText.of(e), e);
    } catch (IllegalArgumentException e) {
      throw new ClusterException(file + " is no file of settings: " + e.getMessage(), e);
    }
    properties.stringPropertyNames().stream()
        .filter(name -> name.startsWith("spark."))
        .forEach(name -> settings.setIfMissing(name, properties.getProperty(name).strip()));
  }
}
