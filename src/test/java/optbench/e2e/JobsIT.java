package optbench.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import optbench.e2e.Optbench.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trials that are trained side by side come out as those that are trained one by one. */
class JobsIT {
  /** Draws random numbers while it trains, and keeps running statistics. */
  private static final String SPEC =
      """
      network:
        - {layer: conv2d, filters: 4, kernel: 3}
        - {layer: max_pool, size: 2}
        - {layer: batch_norm}
        - {layer: dropout, rate: 0.25}
        - {layer: dense, units: 32}
        - {layer: dropout, rate: 0.5}
      epochs: 2
      optimizers: [sgd, adam, {optimizer: adam, gradient_noise: {eta: 0.01}, label: noisy}]
      seeds: 2
      """;

  @TempDir Path temporary;

  @Test
  void dropoutNoiseAndConvolutionsAreTheSameBits() throws IOException {
    Files.writeString(temporary.resolve("x.yaml"), SPEC);
    assertThat(metrics("two", 400, "x.yaml", "--engine", "dl4j", "--jobs", "2"))
        .hasSize(6)
        .isEqualTo(metrics("one", 400, "x.yaml", "--engine", "dl4j"));
  }

  @Test
  void theDefaultNetworkIsTheSameBitsAndTimesAreMarked() {
    String[] options = {"--optimizers", "sgd,adam,rmsprop", "--epochs", "2", "--seeds", "2"};
    Map<String, JsonNode> alone = metrics("one", 2000, options);
    List<String> parallel = new ArrayList<>(List.of(options));
    parallel.addAll(List.of("--jobs", "3", "--json", "--out", "three"));

    Outcome outcome = optbench().run(TestData.run(2000, parallel.toArray(String[]::new))).exits(0);

    Folder three = new Folder(temporary.resolve("three"));
    assertThat(three.metrics()).hasSize(6).isEqualTo(alone);
    assertThat(three.trials())
        .allSatisfy(file -> assertThat(three.json(file).at("/time/jobs").asInt()).isEqualTo(3));
    assertThat(three.text("timing.md")).contains("† timed while 3 computations ran side by side");
    assertThat(Folder.json(outcome.out())).isEqualTo(Folder.json(three.text("summary.json")));
    assertThat(outcome.err().lines().filter(line -> line.matches("[1-6]/6 .*"))).hasSize(6);
    assertThat(outcome.err())
        .contains("optbench: note: times of trials that run side by side are marked");
  }

  /** Dropout in another order of drawing is no fair comparison, so this is the plain network. */
  @Test
  void lockstepIsTheSameBitsInJobsAndAgreesWithDl4j() {
    String[] options = {"--optimizers", "sgd,adam,rmsprop", "--epochs", "2", "--seeds", "2"};
    List<String> lockstep = new ArrayList<>(List.of(options));
    lockstep.addAll(List.of("--engine", "lockstep", "--no-timing"));
    List<String> oneJob = new ArrayList<>(lockstep);
    oneJob.addAll(List.of("--jobs", "1"));
    Map<String, JsonNode> sequential = metrics("one", 2000, oneJob.toArray(String[]::new));
    assertThat(metrics("auto", 2000, lockstep.toArray(String[]::new)))
        .hasSize(6)
        .isEqualTo(sequential);

    List<String> dl4j = new ArrayList<>(List.of(options));
    dl4j.addAll(List.of("--engine", "dl4j"));
    metrics("dl4j", 2000, dl4j.toArray(String[]::new));
    List<Map<String, String>> expected = new Folder(temporary.resolve("dl4j")).csv("accuracy.csv");
    List<Map<String, String>> found = new Folder(temporary.resolve("one")).csv("accuracy.csv");
    for (int i = 0; i < expected.size(); i++) {
      assertThat(found.get(i)).containsEntry("engine", "lockstep");
      assertThat(Double.parseDouble(found.get(i).get("test_accuracy_mean")))
          .isCloseTo(Double.parseDouble(expected.get(i).get("test_accuracy_mean")), within(0.003));
    }
  }

  @Test
  void withoutTimingNothingIsSaidOfTime() {
    Outcome outcome =
        optbench()
            .run(TestData.runWithCharts(500, "--optimizers", "sgd", "--epochs", "2", "--no-timing"))
            .exits(0);

    Folder folder = new Folder(temporary.resolve("results/run"));
    assertThat(folder.csv("timing.csv").get(0))
        .containsEntry("ms_per_step_median", "")
        .containsEntry("samples_per_second", "")
        .containsEntry("train_seconds_mean", "");
    assertThat(folder.csv("accuracy.csv").get(0)).containsEntry("engine", "lockstep");
    assertThat(folder.content()).doesNotContainKey("charts/loss-by-time.png");
    assertThat(outcome.err()).doesNotContain("optbench: note: times");
  }

  /** As users start it: both compilers, one after the other, must come to the same bits. */
  private Optbench optbench() {
    return Optbench.in(temporary).optimized();
  }

  private Map<String, JsonNode> metrics(String name, int samples, String... options) {
    List<String> all = new ArrayList<>(List.of(options));
    all.addAll(List.of("--out", name));
    optbench().run(TestData.run(samples, all.toArray(String[]::new))).exits(0);
    return new Folder(temporary.resolve(name)).metrics();
  }
}
