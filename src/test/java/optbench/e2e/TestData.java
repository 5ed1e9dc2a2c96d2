package optbench.e2e;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * What these tests train on: MNIST where the environment says it is, synthetic digits elsewhere.
 */
final class TestData {
  private static final String VARIABLE = "OPTBENCH_DATA_DIR";

  private TestData() {}

  static boolean hasMnist() {
    String directory = System.getenv(VARIABLE);
    return directory != null
        && !directory.isBlank()
        && Files.isDirectory(Path.of(directory, "mnist"));
  }

  /** Skips the test where there is no MNIST. */
  static void requireMnist() {
    assumeTrue(hasMnist(), "mnist is not in " + VARIABLE);
  }

  static String name() {
    return hasMnist() ? "mnist" : "synthetic-digits";
  }

  /** A command on the first samples of it; without charts, which take longer than the training. */
  static List<String> run(int samples, String... options) {
    return runWithCharts(
        samples,
        Stream.concat(Stream.of("--charts", "none"), Stream.of(options)).toArray(String[]::new));
  }

  /** The same with charts. */
  static List<String> runWithCharts(int samples, String... options) {
    return Stream.concat(
            Stream.of("run", "--data", name(), "--set", "data.train_limit=" + samples),
            Stream.of(options))
        .toList();
  }

  /** A run into the folder "a" that does not end by itself. */
  static Optbench.Running startLongRun(Path folder) {
    List<String> command =
        run(2000, "--optimizers", "sgd", "--epochs", "100000", "--seeds", "1", "--out", "a");
    return Optbench.in(folder).start(command.toArray(String[]::new));
  }
}
