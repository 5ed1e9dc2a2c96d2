package optbench.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import optbench.data.WrittenData;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Data of one's own, from the command line to the results. */
@Tag("slow")
class OwnDataRunTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path folder;

  private Cli.Outcome run(String out, String... words) {
    List<String> all =
        Stream.concat(
                Stream.of("run", "--charts=none", "--seeds=1", "--out=" + folder.resolve(out)),
                Stream.of(words))
            .toList();
    return Cli.launch(all.toArray(String[]::new));
  }

  /** Everything of the trials but times, by id. */
  private Map<String, List<JsonNode>> metrics(String out) throws IOException {
    Map<String, List<JsonNode>> metrics = new TreeMap<>();
    try (Stream<Path> trials = Files.list(folder.resolve(out).resolve("trials"))) {
      for (Path trial : trials.toList()) {
        JsonNode tree = JSON.readTree(trial.toFile());
        JsonNode last = tree.get("epochs").get(tree.get("epochs").size() - 1);
        metrics.put(
            tree.get("id").asText(),
            List.of(
                last.get("train_loss"),
                last.get("test_loss"),
                last.get("test_accuracy"),
                tree.get("test_answers"),
                tree.get("settings").get("data"),
                tree.get("settings").get("data_sha256")));
      }
    }
    return metrics;
  }

  private static byte[] unpacked(Path file, int header) throws IOException {
    try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
      byte[] all = in.readAllBytes();
      return Arrays.copyOfRange(all, header, all.length);
    }
  }

  private static int[] classes(byte[] labels) {
    return IntStream.range(0, labels.length).map(i -> labels[i]).toArray();
  }

  /** Of all its 70,000 images: the same trials, to the last bit, as of the data set by its name. */
  @Test
  void mnistIsMnistAsIdxNpzAndCsv() throws IOException {
    String variable = System.getenv("OPTBENCH_DATA_DIR");
    assumeThat(variable).as("OPTBENCH_DATA_DIR says where MNIST is").isNotNull();
    Path mnist = Path.of(variable, "mnist");
    assumeThat(mnist).as("MNIST is there").isDirectory();
    byte[] train = unpacked(mnist.resolve("train-images-idx3-ubyte.gz"), 16);
    int[] y = classes(unpacked(mnist.resolve("train-labels-idx1-ubyte.gz"), 8));
    byte[] test = unpacked(mnist.resolve("t10k-images-idx3-ubyte.gz"), 16);
    int[] yTest = classes(unpacked(mnist.resolve("t10k-labels-idx1-ubyte.gz"), 8));
    Path idx = WrittenData.idxFolder(folder.resolve("i"), train, y, test, yTest, 28, 28);
    Path npz =
        WrittenData.npz(folder.resolve("n.npz"), WrittenData.arrays(train, y, test, yTest, 28, 28));
    Path csv = WrittenData.csv(folder.resolve("c.csv"), train, y);
    Path second = WrittenData.csv(folder.resolve("t.csv"), test, yTest);
    Map<String, String> ways =
        Map.of(
            "named", "{name: mnist, dir: " + variable + "}",
            "idx", "{idx: " + idx + "}",
            "npz", "{npz: " + npz + "}",
            "csv", "{csv: " + csv + ", label: label, test: " + second + ", shape: [28, 28]}");

    for (Map.Entry<String, String> way : ways.entrySet()) {
      Cli.Outcome outcome =
          run(
              way.getKey(),
              "--optimizers=sgd,adam",
              "--epochs=1",
              "--set=data=" + way.getValue(),
              "--set=data.train_limit=3000");
      assertThat(outcome.exitCode()).as(way + ": " + outcome.err()).isZero();
    }

    Map<String, List<JsonNode>> named = metrics("named");
    assertThat(named).hasSize(2);
    for (String way : List.of("idx", "npz", "csv")) {
      assertThat(metrics(way)).as(way).isEqualTo(named);
    }
  }

  private static byte[] colours(int count, int seed) {
    byte[] images = new byte[count * 3 * 32 * 32];
    for (int i = 0; i < images.length; i++) {
      int image = i / (3 * 32 * 32);
      int channel = i / (32 * 32) % 3;
      images[i] = (byte) ((channel == image % 3 ? 150 : 20) + (i * 7 + seed) % 60);
    }
    return images;
  }

  /** Which of three channels is the brightest: both engines learn it, with a convolution. */
  @Test
  void coloursAreLearntByBothEngines() throws IOException {
    int[] y = IntStream.range(0, 60).map(i -> i % 3).toArray();
    int[] yTest = IntStream.range(0, 30).map(i -> i % 3).toArray();
    Path npz =
        WrittenData.npz(
            folder.resolve("colours.npz"),
            WrittenData.arrays(colours(60, 1), y, colours(30, 2), yTest, 3, 32, 32));

    for (String engine : List.of("dl4j", "lockstep")) {
      Cli.Outcome outcome =
          run(
              engine,
              "--optimizers=adam",
              "--epochs=6",
              "--batch-size=10",
              "--engine=" + engine,
              "--set=data.npz=" + npz,
              "--set=network=[{layer: conv2d, filters: 4, kernel: 3}, max_pool, {layer: dense, units: 8}]");
      assertThat(outcome.exitCode()).as(outcome.err()).isZero();
      assertThat(outcome.err())
          .contains(
              "optbench: note: colours: 60 training and 30 test images of 32x32 in 3 channels, 3"
                  + " classes, SHA-256 ");
      assertThat(outcome.out()).contains("colours");
      JsonNode trial = JSON.readTree(onlyTrial(engine).toFile());
      assertThat(trial.at("/epochs/5/test_accuracy").asDouble()).isEqualTo(1);
      // 4 filters of 3x3x3 and 4; 4x15x15 to 8; 8 to 3.
      assertThat(trial.at("/settings/parameters").asInt())
          .isEqualTo(4 * 27 + 4 + 900 * 8 + 8 + 8 * 3 + 3);
    }
    List<Double> losses =
        Stream.of("dl4j", "lockstep").map(engine -> lastLoss(onlyTrial(engine))).toList();
    assertThat(losses.get(1)).isCloseTo(losses.get(0), within(1e-3));
  }

  private Path onlyTrial(String out) {
    try (Stream<Path> trials = Files.list(folder.resolve(out).resolve("trials"))) {
      return trials.findFirst().orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static double lastLoss(Path trial) {
    try {
      return JSON.readTree(trial.toFile()).at("/epochs/5/train_loss").asDouble();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path table() {
    StringBuilder text = new StringBuilder("length,width,kind\n");
    for (int i = 0; i < 100; i++) {
      int kind = 1 + i % 2;
      text.append(kind + i % 7 * 0.05).append(',').append(-i % 5 * 0.1).append(',').append(kind);
      text.append('\n');
    }
    try {
      return Files.writeString(folder.resolve("plants.csv"), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void aTableIsLearntAndNamedEverywhere() throws IOException {
    for (String engine : List.of("dl4j", "lockstep")) {
      Cli.Outcome outcome =
          run(
              engine,
              "--optimizers=adam,sgd",
              "--epochs=40",
              "--batch-size=8",
              "--engine=" + engine,
              "--set=data={csv: " + table() + ", label: kind, title: Two plants}",
              "--set=network=[batch_norm, {layer: dense, units: 8}]");

      assertThat(outcome.exitCode()).as(outcome.err()).isZero();
      assertThat(outcome.err())
          .contains("Two plants: 80 training and 20 test rows of 2 numbers, 2 classes")
          .contains("Two plants: labels 1 to 2 become classes 0 to 1")
          .contains("Two plants: 20 of 100 rows (test_share 0.2) are the test set");
      assertThat(outcome.out()).contains("Two plants");
      assertThat(folder.resolve(engine).resolve("accuracy.csv"))
          .content(StandardCharsets.UTF_8)
          .contains(",Two plants,");
      assertThat(folder.resolve(engine).resolve("report.html"))
          .content(StandardCharsets.UTF_8)
          .contains("Two plants");
      assertThat(
              JSON.readTree(onlyTrial(engine).toFile()).at("/epochs/39/test_accuracy").asDouble())
          .isEqualTo(1);
    }
  }

  /** In a JVM of its own each, which reads the files again. */
  @Test
  void isolatedTrialsReadItToo() throws IOException {
    Cli.Outcome outcome =
        run(
            "isolated",
            "--optimizers=sgd",
            "--epochs=1",
            "--isolate",
            "--network=softmax",
            "--set=data={csv: " + table() + ", label: kind, validation: 9}");

    assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    assertThat(JSON.readTree(onlyTrial("isolated").toFile()).at("/settings/data").asText())
        .isEqualTo("plants");
  }

  @Test
  void aConvolutionOfRowsIsToldWhatTheShapeIs() {
    Cli.Outcome outcome =
        run("x", "--network=article-cnn", "--set=data={csv: " + table() + ", label: kind}");

    assertThat(outcome.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(outcome.err())
        .contains(
            "conv2d needs an image, but what comes before it is a vector of 2: data: {shape:"
                + " [height, width]} says that rows are images");
  }

  @Test
  void faultsOfFilesAreExitCodeThree() {
    Path bad = folder.resolve("nowhere.csv");

    Cli.Outcome missing = run("x", "--set=data={csv: " + bad + ", label: kind}");
    Cli.Outcome noLabel = run("x", "--set=data={csv: " + table() + ", label: sort}");

    assertThat(missing.exitCode()).isEqualTo(ExitCode.MISSING);
    assertThat(missing.err())
        .isEqualTo("optbench: error: " + bad + ": cannot be read (no such file or folder).\n");
    assertThat(noLabel.exitCode()).isEqualTo(ExitCode.MISSING);
    assertThat(noLabel.err()).contains("has no column 'sort' in its first line, which has length");
  }

  @Test
  void keysThatDoNotBelongTogether() {
    Map<String, String> faults =
        Map.of(
            "{name: mnist, idx: a}", "must be left out where idx, npz or csv says which data",
            "{idx: a, npz: b}", "must have one of idx, npz and csv but has several",
            "{csv: a}", "needs label: the name of its column of classes",
            "{idx: a, label: b}", "belongs to csv, which is not there",
            "{csv: a, label: b, test: c, test_share: 0.5}", "must be left out where test names",
            "{name: mnist, scale: 2}", "belongs to idx, npz or csv, which is not there",
            "{idx: a, dir: b}", "leave it out (and --data-dir)",
            "{idx: a, shape: [2, 2]}", "belongs to npz or csv, which is not there");
    faults.forEach(
        (data, fault) -> {
          Cli.Outcome outcome = run("x", "--set=data=" + data);
          assertThat(outcome.exitCode()).as(data).isEqualTo(ExitCode.USAGE);
          assertThat(outcome.err()).as(data).contains(fault);
        });
  }

  @Test
  void validateReadsOwnDataIfTheyAreThere() throws IOException {
    Path spec = folder.resolve("spec.yaml");
    String cnn = "network: [{layer: conv2d, filters: 2, kernel: 3}]\n";
    Files.writeString(spec, "data: {csv: " + folder.resolve("no.csv") + ", label: a}\n" + cnn);
    assertThat(Cli.launch("validate", spec.toString()).exitCode()).isZero();

    Files.writeString(spec, "data: {csv: " + table() + ", label: kind}\n" + cnn);
    Cli.Outcome rows = Cli.launch("validate", spec.toString());
    assertThat(rows.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(rows.err()).contains("conv2d needs an image");

    Files.writeString(spec, "data: {csv: " + table() + ", label: kin}\n");
    Cli.Outcome damaged = Cli.launch("validate", spec.toString());
    assertThat(damaged.exitCode()).isEqualTo(ExitCode.MISSING);
    assertThat(damaged.err()).contains("has no column 'kin'");
  }
}
