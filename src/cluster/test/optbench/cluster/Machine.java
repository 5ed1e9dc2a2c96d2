package optbench.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/**
 * Processes of this build and of Spark on this machine: drivers, a master and workers. All are gone
 * when it is closed.
 */
final class Machine implements AutoCloseable {
  static final Path BUILD =
      Path.of(System.getProperty("basedir", ""), "target-cluster").toAbsolutePath();

  /** Only a hang takes longer. */
  private static final long DEADLINE_MINUTES = 15;

  private final Path folder;
  private final List<Process> processes = new ArrayList<>();
  private final Map<String, String> ofDrivers = new HashMap<>();
  private int workers;

  Machine(Path folder) {
    this.folder = folder;
  }

  /** How a driver ended. */
  record Ended(int exitCode, String out, String err) {}

  Machine with(String variable, String value) {
    ofDrivers.put(variable, value);
    return this;
  }

  /** A master; returns its address. */
  String startMaster() {
    return startMaster(Map.of());
  }

  /** The same with these variables. */
  String startMaster(Map<String, String> variables) {
    Path log = folder.resolve("master.log");
    start(
        log,
        variables,
        "org.apache.spark.deploy.master.Master",
        List.of("--host", "127.0.0.1", "--port", "0", "--webui-port", "0"));
    await("a master", () -> address(log) != null);
    return address(log);
  }

  private static String address(Path log) {
    return text(log)
        .lines()
        .filter(line -> line.contains("Starting Spark master at "))
        .map(line -> line.substring(line.indexOf("spark://")).strip())
        .findFirst()
        .orElse(null);
  }

  /** A worker of one core, with these variables. */
  Process startWorker(String master, Map<String, String> variables) {
    workers++;
    Path own = folder.resolve("worker" + workers);
    Path log = folder.resolve("worker" + workers + ".log");
    Process worker =
        start(
            log,
            variables,
            "org.apache.spark.deploy.worker.Worker",
            List.of(
                "--host",
                "127.0.0.1",
                "--webui-port",
                "0",
                "-c",
                "1",
                "-m",
                "1200m",
                "-d",
                own.toString(),
                master));
    await("a worker", () -> text(log).contains("Successfully registered with master"));
    return worker;
  }

  /** Spark's own commands, with its libraries and none of optbench. */
  private Process start(Path log, Map<String, String> variables, String main, List<String> words) {
    List<String> command = new ArrayList<>(List.of(java(), "-Xmx256m", "-Doptbench.log=INFO"));
    command.addAll(
        List.of(
            "-Dlogback.configurationFile=" + logging(),
            "-cp",
            BUILD + "/jars/*:" + BUILD + "/lib/*",
            main));
    command.addAll(words);
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().keySet().removeIf(name -> name.startsWith("OPTBENCH_"));
    builder.environment().putAll(spark());
    builder.environment().putAll(variables);
    return start(builder.redirectOutput(log.toFile()));
  }

  private static Path logging() {
    return Path.of(System.getProperty("basedir", ""), "src/main/resources/logback.xml")
        .toAbsolutePath();
  }

  private static Map<String, String> spark() {
    return Map.of(
        "SPARK_HOME",
        BUILD.toString(),
        "SPARK_SCALA_VERSION",
        "2.13",
        "SPARK_DIST_CLASSPATH",
        BUILD + "/lib/*",
        "SPARK_LOCAL_IP",
        "127.0.0.1");
  }

  /** As the launcher does. */
  Process startDriver(String... words) {
    List<String> command =
        new ArrayList<>(
            List.of(
                java(),
                "-XX:+UseSerialGC",
                "-Djava.awt.headless=true",
                "-Dorg.nd4j.log.initialization=false",
                "-Dorg.eclipse.deeplearning4j.helpers.disable=false",
                "-Dsun.awt.fontconfig="
                    + Path.of(System.getProperty("basedir", ""), "src/main/dist")
                        .resolve("fontconfig.properties")
                        .toAbsolutePath(),
                "-cp",
                BUILD + "/optbench.jar:" + BUILD + "/lib/*:" + BUILD + "/jars/*",
                "optbench.Main"));
    command.addAll(List.of(words));
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().putAll(spark());
    builder
        .environment()
        .put(
            "SPARK_DIST_CLASSPATH",
            BUILD + "/optbench.jar" + File.pathSeparator + BUILD + "/lib/*");
    // The same native code on both sides, whatever the processor: metrics are compared to the bit.
    builder.environment().put("OPTBENCH_NATIVE", "");
    builder.environment().put("OMP_NUM_THREADS", "1");
    builder.environment().putAll(ofDrivers);
    return start(
        builder
            .redirectOutput(folder.resolve("out").toFile())
            .redirectError(folder.resolve("err").toFile()));
  }

  Ended drive(String... words) {
    return awaitEnd(startDriver(words));
  }

  Ended awaitEnd(Process driver) {
    try {
      if (!driver.waitFor(DEADLINE_MINUTES, TimeUnit.MINUTES)) {
        throw new AssertionError("a driver hangs: " + text(folder.resolve("err")));
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
    return new Ended(driver.exitValue(), text(folder.resolve("out")), text(folder.resolve("err")));
  }

  private Process start(ProcessBuilder builder) {
    try {
      Process process = builder.start();
      processes.add(process);
      return process;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** SIGKILL, to the process alone: what it started is left to find out. */
  static void kill(Process process) {
    process.destroyForcibly();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  static void await(String what, BooleanSupplier there) {
    long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(DEADLINE_MINUTES);
    while (!there.getAsBoolean()) {
      if (System.nanoTime() - end > 0) {
        throw new AssertionError(what + " does not come");
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
  }

  /** Files of trials in a results folder. */
  static List<Path> trials(Path results) {
    Path trials = results.resolve("trials");
    if (!Files.isDirectory(trials)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(trials)) {
      return files.filter(file -> file.toString().endsWith(".json")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All that was measured of each trial but times, by its id. */
  static SortedMap<String, String> metrics(Path results) {
    SortedMap<String, String> metrics = new TreeMap<>();
    for (Path file : trials(results)) {
      JsonNode trial = json(file);
      metrics.put(
          trial.get("id").asText(),
          trial.get("outcome")
              + " "
              + trial.get("test_answers")
              + " "
              + numbers(trial.get("epochs")));
    }
    return metrics;
  }

  private static String numbers(JsonNode epochs) {
    StringBuilder text = new StringBuilder();
    for (JsonNode epoch : epochs) {
      for (String name : List.of("train_loss", "test_loss", "test_accuracy")) {
        text.append(epoch.get(name)).append(' ');
      }
    }
    return text.toString();
  }

  static JsonNode json(Path file) {
    try {
      return new ObjectMapper().readTree(file.toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(Path file) {
    try {
      return Files.exists(file) ? Files.readString(file, StandardCharsets.UTF_8) : "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  @Override
  public void close() {
    for (Process process : processes) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      kill(process);
    }
  }
}
