package optbench.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import optbench.e2e.Optbench.Outcome;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;

/** What a first run leaves behind, and what later commands make of it. */
class RunIT {
  /** As others parse them: these columns stand first, in this order. */
  private static final String ACCURACY =
      "label,optimizer,data,network,seeds,test_accuracy_mean,test_accuracy_sd,"
          + "test_accuracy_ci95_low,test_accuracy_ci95_high,test_loss_mean,train_loss_mean,diverged";

  private static final String TIMING =
      "label,optimizer,engine,device,threads,ms_per_step_median,gradient_ms_per_step,"
          + "update_ms_per_step,samples_per_second,train_seconds_mean,state_bytes";

  private static final List<String> MADE_FROM_TRIALS =
      List.of(
          "accuracy.csv",
          "accuracy.md",
          "charts/accuracy-by-epoch.png",
          "charts/accuracy-by-epoch.svg",
          "charts/epochs-to-target.png",
          "charts/epochs-to-target.svg",
          "charts/final-accuracy.png",
          "charts/final-accuracy.svg",
          "charts/loss-by-epoch.png",
          "charts/loss-by-epoch.svg",
          "charts/loss-by-time.png",
          "charts/loss-by-time.svg",
          "charts/time-to-target.png",
          "charts/time-to-target.svg",
          "charts/winner-by-target.png",
          "charts/winner-by-target.svg",
          "comparisons.csv",
          "comparisons.md",
          "ranks.csv",
          "report.html",
          "summary.json",
          "target-winners.csv",
          "targets.csv",
          "targets.md",
          "timing.csv",
          "timing.md");

  @TempDir static Path shared;
  private static Folder first;
  private static Outcome outcome;

  @TempDir Path temporary;
  private Folder copy;

  @BeforeAll
  static void runOnce() {
    outcome = Optbench.in(shared).run(command()).exits(0);
    first = new Folder(shared.resolve("results/run"));
  }

  @BeforeEach
  void copyTheFirstRun() {
    copy = first.copyTo(temporary.resolve("results/run"));
  }

  private static List<String> command(String... more) {
    List<String> command =
        new ArrayList<>(
            TestData.runWithCharts(
                600, "--network", "softmax", "--optimizers", "sgd,adam", "--epochs", "2"));
    command.addAll(List.of("--seeds", "2"));
    command.addAll(List.of(more));
    return command;
  }

  @Test
  void writesEveryFileAndNothingElse() {
    List<String> expected = new ArrayList<>(MADE_FROM_TRIALS);
    expected.add("run.json");
    expected.add(".lock");
    expected.add(".optbench-files");
    first.trials().forEach(file -> expected.add("trials/" + file.getFileName()));

    assertThat(first.trials()).hasSize(4);
    assertThat(first.content().keySet()).containsExactlyInAnyOrderElementsOf(expected);
    try (Stream<Path> others = Files.list(shared)) {
      // Where its own cannot be written, the system's fontconfig keeps what it knows in the user's.
      Path caches = shared.resolve("empty-cache");
      assertThat(others.filter(other -> !other.equals(caches)))
          .containsExactly(shared.resolve("results"));
      assertThat(caches.resolve("optbench")).doesNotExist();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void tablesHaveTheColumnsThatOthersParse() {
    assertThat(first.text("accuracy.csv").lines().findFirst().orElseThrow())
        .startsWith(ACCURACY + ",");
    assertThat(first.text("timing.csv").lines().findFirst().orElseThrow()).startsWith(TIMING + ",");
    assertThat(first.csv("accuracy.csv"))
        .extracting(row -> row.get("label"))
        .containsExactly("sgd", "adam");
  }

  @Test
  void theTableSaysWhatTheTrialsSay() {
    for (Map<String, String> row : first.csv("accuracy.csv")) {
      double mean =
          first.metrics().values().stream()
              .filter(trial -> trial.get("label").asText().equals(row.get("label")))
              .mapToDouble(trial -> trial.get("epochs").get(1).get("test_accuracy").asDouble())
              .average()
              .orElseThrow();
      assertThat(Double.parseDouble(row.get("test_accuracy_mean"))).isCloseTo(mean, within(1e-5));
      assertThat(row)
          .containsEntry("data", TestData.name())
          .containsEntry("network", "softmax")
          .containsEntry("seeds", "2")
          .containsEntry("diverged", "0");
    }
  }

  @Test
  void theRecordSaysOnWhatAndInWhichOrderItRan() {
    JsonNode run = Folder.json(first.text("run.json"));
    List<String> ids =
        first.trials().stream()
            .map(file -> file.getFileName().toString().replace(".json", ""))
            .toList();

    assertThat(run.get("data").asText()).isEqualTo(TestData.name());
    assertThat(run.get("order"))
        .extracting(JsonNode::asText)
        .containsExactlyInAnyOrderElementsOf(ids);
    assertThat(run.get("environment").get("threads").asInt()).isEqualTo(1);
    assertThat(run.get("environment").get("native_build").asText()).isNotEmpty();
    assertThat(run.get("environment").get("java").asText())
        .isEqualTo(System.getProperty("java.version"));
  }

  @Test
  void everyOptimizerOfASeedStartsFromTheSameWeights() {
    Map<String, JsonNode> metrics = first.metrics();
    String hash = "initial_weights_sha256";

    assertThat(metrics.get("adam 1").get(hash)).isEqualTo(metrics.get("sgd 1").get(hash));
    assertThat(metrics.get("adam 2").get(hash))
        .isEqualTo(metrics.get("sgd 2").get(hash))
        .isNotEqualTo(metrics.get("adam 1").get(hash));
  }

  @Test
  void chartsArePictures() throws Exception {
    for (String name : MADE_FROM_TRIALS) {
      Path file = first.path().resolve(name);
      if (name.endsWith(".png")) {
        BufferedImage image = ImageIO.read(file.toFile());
        long colours =
            Arrays.stream(
                    image.getRGB(
                        0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth()))
                .distinct()
                .count();
        assertThat(image.getWidth()).as(name).isGreaterThan(500);
        assertThat(colours).as(name).isGreaterThan(10);
      } else if (name.endsWith(".svg")) {
        Element root =
            DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(file.toFile())
                .getDocumentElement();
        assertThat(root.getTagName()).as(name).isEqualTo("svg");
      }
    }
  }

  @Test
  void theTerminalShowsTablesVerdictAndPlace() {
    assertThat(outcome.out())
        .contains("Test accuracy", "Training time", "sgd", "adam")
        .endsWith(
            "Charts and tables: "
                + Path.of("results", "run")
                + "\nReport: "
                + Path.of("results", "run", "report.html")
                + "\n");
    assertThat(outcome.err().lines().filter(line -> line.matches("[1-4]/4 .*"))).hasSize(4);
    assertThat(outcome.err()).doesNotContain("building");
  }

  @Test
  void aSecondRunTrainsNothing() {
    Outcome second = Optbench.in(temporary).run(command()).exits(0);

    assertThat(second.err()).contains("4 of 4 trials were there already").doesNotContain("1/");
    assertThat(second.out()).isEqualTo(outcome.out());
    // Two tell when the run began; the third has their checksums.
    assertThat(without(copy.content(), "run.json", "report.html", ".optbench-files"))
        .isEqualTo(without(first.content(), "run.json", "report.html", ".optbench-files"));
  }

  @Test
  void forceTrainsAllAgainToTheSameBits() throws IOException {
    Files.writeString(copy.path().resolve("notes.txt"), "mine");
    Path trial = copy.trials().get(0);
    Files.writeString(trial, copy.json(trial).toString().replace("finished", "diverged"));

    Outcome again = Optbench.in(temporary).run(command("--force")).exits(0);

    assertThat(again.err()).contains("4/4 ").doesNotContain("already");
    assertThat(copy.metrics()).isEqualTo(first.metrics());
    assertThat(copy.text("accuracy.csv")).isEqualTo(first.text("accuracy.csv"));
    assertThat(copy.path().resolve("notes.txt")).hasContent("mine");
    assertThat(copy.leftOvers()).isEmpty();
  }

  @Test
  void aTrialThatIsMissingIsRunAlone() throws IOException {
    Path missing = copy.trials().get(2);
    Files.delete(missing);

    Outcome again = Optbench.in(temporary).run(command()).exits(0);

    assertThat(again.err()).contains("1/1 ", "3 of 4 trials were there already");
    assertThat(copy.metrics()).isEqualTo(first.metrics());
    assertThat(copy.text("accuracy.csv")).isEqualTo(first.text("accuracy.csv"));
  }

  @Test
  void aReportIsRebuiltByteForByteInAnyLocale() throws IOException {
    for (String name : MADE_FROM_TRIALS) {
      Files.delete(copy.path().resolve(name));
    }

    Outcome report =
        Optbench.in(temporary)
            .withJavaOptions("-Duser.language=de -Duser.country=DE")
            .run("report", "results/run")
            .exits(0);

    assertThat(copy.content()).isEqualTo(first.content());
    assertThat(report.out()).isEqualTo(outcome.out());
    assertThat(report.err()).isEmpty();
  }

  @Test
  void jsonIsAllThatIsPrintedWhereItIsAskedFor() {
    Outcome run = Optbench.in(temporary).run(command("--json")).exits(0);
    Outcome report = Optbench.in(temporary).run("report", "results/run", "--json").exits(0);

    assertThat(Folder.json(run.out())).isEqualTo(Folder.json(first.text("summary.json")));
    assertThat(report.out()).isEqualTo(run.out());
  }

  @Test
  void aReaderThatLeavesEarlyIsNoError() throws Exception {
    String script = "\"$0\" report results/run | head -n 1; echo \"${PIPESTATUS[0]}\"";
    Process process =
        new ProcessBuilder("bash", "-c", script, Optbench.HOME.resolve("optbench").toString())
            .directory(temporary.toFile())
            .start();

    String out = new String(process.getInputStream().readAllBytes(), UTF_8);
    String err = new String(process.getErrorStream().readAllBytes(), UTF_8);

    assertThat(out.lines()).hasSize(2).last().isEqualTo("0");
    assertThat(err).isEmpty();
  }

  private static Map<String, String> without(Map<String, String> content, String... names) {
    Map<String, String> rest = new TreeMap<>(content);
    List.of(names).forEach(rest::remove);
    return rest;
  }
}
