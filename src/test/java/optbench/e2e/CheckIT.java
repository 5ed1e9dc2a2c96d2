package optbench.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import optbench.e2e.Optbench.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A baseline from its run to a job that fails. */
class CheckIT {
  @TempDir Path temporary;

  @Test
  void aRunIsHeldAgainstItsBaseline() throws IOException {
    train("before");
    train("again");
    train("other", "--set", "optimizers.sgd.learning_rate=0.02");
    Folder worse = new Folder(temporary.resolve("again")).copyTo(temporary.resolve("worse"));
    change(worse, "sgd", -0.05);
    Folder better = new Folder(temporary.resolve("again")).copyTo(temporary.resolve("better"));
    change(better, "adam", 0.05);

    Outcome saved = optbench("baseline", "save", "before").exits(0);
    Outcome same = optbench("check", "again").exits(0);
    Outcome settings = optbench("check", "other").exits(4);
    Outcome regressed = onGitHub("check", "worse", "--junit", "check.xml").exits(1);
    Outcome stale = optbench("check", "better").exits(5);
    Outcome accepted = optbench("check", "better", "--accept").exits(0);
    Outcome after = optbench("check", "again").exits(1);

    assertThat(saved.out()).contains("2 optimizers written to baselines/main.json");
    assertThat(same.said()).contains("everything is the same to the bit");
    assertThat(settings.said())
        .contains("sgd (other settings: learning_rate was 0.01 and is 0.02)");
    assertThat(settings.out()).containsPattern("(?m)^identical +adam ");
    assertThat(regressed.said()).contains("Regressed against baseline main: sgd (lost accuracy");
    assertThat(regressed.err())
        .containsPattern("(?m)^::error file=baselines/main.json,line=[0-9]+,title=optbench%3A sgd");
    assertThat(temporary.resolve("job.md"))
        .content(StandardCharsets.UTF_8)
        .contains("❌ regressed | sgd |");
    assertThat(temporary.resolve("check.xml"))
        .content(StandardCharsets.UTF_8)
        .contains("<failure type=\"regressed\"");
    assertThat(stale.said()).contains("is stale: adam (gained more than 0.30 points");
    assertThat(accepted.said()).contains("the baseline was written anew");
    assertThat(after.said()).contains("Regressed against baseline main: adam");
  }

  private void train(String folder, String... more) {
    List<String> args =
        new ArrayList<>(
            TestData.run(400, "--optimizers", "adam,sgd", "--epochs", "1", "--seeds", "3"));
    args.addAll(List.of("--no-timing", "--out", folder));
    args.addAll(List.of(more));
    optbench(args.toArray(String[]::new)).exits(0);
  }

  private Outcome optbench(String... args) {
    return Optbench.in(temporary)
        .without("GITHUB_ACTIONS")
        .without("GITHUB_STEP_SUMMARY")
        .run(args);
  }

  private Outcome onGitHub(String... args) {
    return Optbench.in(temporary)
        .with("GITHUB_ACTIONS", "true")
        .with("GITHUB_STEP_SUMMARY", temporary.resolve("job.md").toString())
        .run(args);
  }

  /** As if other code had trained: every seed's last accuracy is another, by not quite as much. */
  private static void change(Folder run, String label, double by) throws IOException {
    int changed = 0;
    for (Path file : run.trials()) {
      JsonNode trial = run.json(file);
      if (trial.get("label").asText().equals(label)) {
        ArrayNode epochs = (ArrayNode) trial.get("epochs");
        ObjectNode last = (ObjectNode) epochs.get(epochs.size() - 1);
        double seed = trial.at("/settings/seed").asDouble();
        last.put("test_accuracy", last.get("test_accuracy").asDouble() + by + 1e-4 * seed);
        // Which images were right would no longer fit: a version is played that did not keep it.
        ((ObjectNode) trial).remove("test_answers");
        Files.writeString(file, trial.toString());
        changed++;
      }
    }
    assertThat(changed).isEqualTo(3);
  }
}
