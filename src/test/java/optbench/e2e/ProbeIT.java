package optbench.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import optbench.e2e.Optbench.Outcome;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trainings watched from inside, on data of rare pixels. */
class ProbeIT {
  private static final String RARE = "data.max_pixel_frequency=0.2";
  private static final String PROBE = "probe={images: 50, steps: 5}";

  @TempDir static Path temporary;
  private static Folder watched;
  private static Folder plain;

  @BeforeAll
  static void runOnce() {
    watched = run("watched", "--charts", "probe-loss", "--set", PROBE);
    plain = run("plain", "--charts", "none", "--engine", "dl4j");
  }

  @Test
  void watchesWithoutATraceAndShowsWhatItSaw() {
    assertThat(withoutProbes(watched)).hasSize(4).isEqualTo(withoutProbes(plain));
    assertThat(plain.content()).doesNotContainKeys("probes.csv", "probe-loss.csv");
    assertThat(watched.content()).containsKey("charts/probe-loss.png");
    assertThat(watched.csv("probe-loss.csv"))
        .hasSize(4 * 6)
        .allSatisfy(row -> assertThat(Double.parseDouble(row.get("loss"))).isPositive());
    List<Map<String, String>> probes = watched.csv("probes.csv");
    assertThat(probes).hasSize(4 * 3);
    assertThat(probes)
        .filteredOn(row -> row.get("label").equals("sgd"))
        .allSatisfy(
            row ->
                assertThat(Double.parseDouble(row.get("effective_rate")))
                    .isBetween(0.0099, 0.0101));
  }

  @Test
  void trainsNothingTwiceAndMakesTheReportAgain() {
    Folder copy = watched.copyTo(temporary.resolve("copy"));

    Outcome again = start("copy", "--charts", "none", "--set", PROBE);
    Optbench.in(temporary).run("report", "copy", "--charts", "none").exits(0);

    assertThat(again.err()).contains("4 of 4 trials were there already");
    for (String name : List.of("probes.csv", "probe-loss.csv")) {
      assertThat(copy.text(name)).as(name).isEqualTo(watched.text(name));
    }
  }

  @Test
  void saysWhatTheDataAre() {
    assertThat(plain.text("accuracy.md")).contains(", pixels in at most 20 % of images");
    assertThat(plain.json(plain.path().resolve("run.json")).get("data").asText())
        .isEqualTo(TestData.name() + ", pixels in at most 20 % of images");
  }

  private static Folder run(String out, String... more) {
    start(out, more);
    return new Folder(temporary.resolve(out));
  }

  private static Outcome start(String out, String... more) {
    List<String> options =
        new ArrayList<>(
            List.of("--network", "softmax", "--optimizers", "sgd,adam", "--epochs", "2"));
    options.addAll(List.of("--seeds", "2", "--set", RARE, "--out", out));
    options.addAll(List.of(more));
    return Optbench.in(temporary)
        .run(TestData.runWithCharts(500, options.toArray(String[]::new)))
        .exits(0);
  }

  private static Map<String, JsonNode> withoutProbes(Folder folder) {
    Map<String, JsonNode> metrics = folder.metrics();
    for (JsonNode trial : metrics.values()) {
      ((ObjectNode) trial).remove(List.of("id", "probe"));
      ((ObjectNode) trial.get("settings")).remove("probe");
      trial.get("epochs").forEach(epoch -> ((ObjectNode) epoch).remove("probe"));
    }
    return metrics;
  }
}
