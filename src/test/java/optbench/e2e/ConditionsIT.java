package optbench.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import optbench.e2e.Optbench.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run that is resumed with other threads than it was started with. */
class ConditionsIT {
  @TempDir Path temporary;

  private static List<String> command(int seeds, String... more) {
    List<String> command =
        new ArrayList<>(
            TestData.run(600, "--network", "softmax", "--optimizers", "sgd,adam", "--epochs", "1"));
    command.addAll(List.of("--seeds", Integer.toString(seeds)));
    command.addAll(List.of(more));
    return command;
  }

  private Optbench with(int threads) {
    return Optbench.in(temporary).with("OMP_NUM_THREADS", Integer.toString(threads));
  }

  private static String words(String text) {
    return text.replaceAll("\\s+", " ");
  }

  @Test
  void timesOfOtherThreadsAreToldApart() {
    Folder folder = new Folder(temporary.resolve("results/run"));
    assertThat(with(1).run(command(2)).exits(0).out()).contains("with 1 thread");
    JsonNode first = Folder.json(folder.text("run.json"));

    Outcome plan = with(2).run(command(3, "--dry-run")).exits(0);
    JsonNode trials = Folder.json(with(2).run(command(3, "--dry-run", "--json")).exits(0).out());
    Outcome resumed = with(2).run(command(3)).exits(0);

    String notice =
        "optbench: note: 4 of 6 trials are there from other conditions (threads 1, now 2) and kept: ";
    assertThat(plan.err()).contains(notice);
    assertThat(resumed.err()).contains(notice);
    assertThat(trials)
        .filteredOn(t -> t.get("stored").asBoolean())
        .hasSize(4)
        .extracting(t -> t.get("conditions_differ_in").toString())
        .containsOnly("[\"threads 1, now 2\"]");
    JsonNode run = Folder.json(folder.text("run.json"));
    assertThat(run.get("environment")).isEqualTo(first.get("environment"));
    assertThat(run.get("environments"))
        .extracting(e -> e.get("threads").asInt())
        .containsExactly(1, 2);
    for (Path file : folder.trials()) {
      JsonNode trial = folder.json(file);
      int threads = trial.at("/settings/seed").asLong() == 3 ? 2 : 1;
      assertThat(trial.get("threads").asInt()).isEqualTo(threads);
      assertThat(
              run.get("environments").get(trial.get("environment").asText()).get("threads").asInt())
          .isEqualTo(threads);
    }
    for (String text : List.of(resumed.out(), folder.text("timing.md"))) {
      assertThat(words(text))
          .contains("Times are those of trials with threads 1.")
          .contains("left out: sgd 1 of 3, adam 1 of 3.")
          .doesNotContain("with 1 thread,", "with 1 thread ", "with 2 threads");
    }
    assertThat(folder.text("timing.csv").lines().skip(1))
        .hasSize(2)
        .allMatch(line -> line.contains(",lockstep,cpu,1,") && line.endsWith(",threads 1"));
    assertThat(folder.text("accuracy.md")).contains("different conditions (threads 1 and 2)");
    assertThat(
            Folder.json(folder.text("summary.json")).at("/conditions/times_differ_in").toString())
        .isEqualTo("[\"threads 1 and 2\"]");
    assertThat(folder.text("report.html"))
        .contains("different conditions (threads 1 and 2)")
        .doesNotContain("training time, seconds");
  }
}
