package optbench.e2e;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/**
 * What these tests train on: the first digits of MNIST where the environment says it is, synthetic
 * digits elsewhere. To read and to evaluate all of MNIST takes longer than these trainings.
 */
final class TestData {
  private static final String VARIABLE = "OPTBENCH_DATA_DIR";
  private static final String FEW = "few-digits";

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

  /** As results call it. */
  static String name() {
    return hasMnist() ? FEW : "synthetic-digits";
  }

  /** All of it. */
  static String whole() {
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
    return Stream.concat(Stream.of("run", "--set", "data=" + inSpec(samples)), Stream.of(options))
        .toList();
  }

  /** The same in a spec. */
  static String inSpec(int samples) {
    return hasMnist()
        ? "{idx: '" + Few.FOLDER + "', title: " + FEW + ", train_limit: " + samples + "}"
        : "{name: " + name() + ", train_limit: " + samples + "}";
  }

  /** The first digits of MNIST in files of their own, written when they are first asked for. */
  private static final class Few {
    private static final int TRAINING = 2500;
    private static final int TEST = 500;
    private static final Path FOLDER = write();

    private static Path write() {
      try {
        Path folder = Files.createTempDirectory("optbench-digits");
        folder.toFile().deleteOnExit();
        cut(folder, "train-images-idx3-ubyte", TRAINING, 16, 28 * 28);
        cut(folder, "train-labels-idx1-ubyte", TRAINING, 8, 1);
        cut(folder, "t10k-images-idx3-ubyte", TEST, 16, 28 * 28);
        cut(folder, "t10k-labels-idx1-ubyte", TEST, 8, 1);
        return folder;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    /** The count stands in four bytes, after four others. */
    private static void cut(Path folder, String name, int count, int head, int each)
        throws IOException {
      Path whole = Path.of(System.getenv(VARIABLE), "mnist", name + ".gz");
      try (InputStream in = new GZIPInputStream(Files.newInputStream(whole))) {
        ByteBuffer file = ByteBuffer.wrap(in.readNBytes(head + count * each)).putInt(4, count);
        Path written = Files.write(folder.resolve(name), file.array());
        written.toFile().deleteOnExit();
      }
    }
  }

  /** A run into the folder "a" that does not end by itself. */
  static Optbench.Running startLongRun(Path folder) {
    List<String> command =
        run(2000, "--optimizers", "sgd", "--epochs", "100000", "--seeds", "1", "--out", "a");
    return Optbench.in(folder).start(command.toArray(String[]::new));
  }
}
