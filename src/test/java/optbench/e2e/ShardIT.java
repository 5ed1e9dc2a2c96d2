package optbench.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import optbench.e2e.Optbench.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An experiment that is divided, carried out in parts, and put together again. */
class ShardIT {
  @TempDir Path temporary;

  private List<String> command(String... more) {
    List<String> command =
        new ArrayList<>(
            TestData.runWithCharts(
                600, "--network", "softmax", "--optimizers", "sgd,adam", "--epochs", "2"));
    command.addAll(List.of("--seeds", "3", "--no-timing"));
    command.addAll(List.of(more));
    return command;
  }

  @Test
  void allPartsTogetherAreTheWhole() {
    Optbench.in(temporary).run(command("--out", "whole")).exits(0);
    Outcome first =
        Optbench.in(temporary).run(command("--shard", "1/2", "--charts", "none")).exits(0);
    Optbench.in(temporary).run(command("--shard", "2/2", "--charts", "none")).exits(0);

    assertThat(first.out()).contains("Of shard 1 of 2 alone: ");
    Folder one = new Folder(temporary.resolve("results/run-shard-1-of-2"));
    Folder two = new Folder(temporary.resolve("results/run-shard-2-of-2"));
    assertThat(one.trials()).hasSize(2);
    assertThat(two.trials()).hasSize(4);
    JsonNode shard = Folder.json(two.text("run.json")).get("shard");
    assertThat(shard.toString()).isEqualTo("{\"numbers\":[2],\"count\":2}");

    Outcome merge =
        Optbench.in(temporary)
            .run("merge", two.path().toString(), one.path().toString(), "-o", "merged")
            .exits(0);

    Folder whole = new Folder(temporary.resolve("whole"));
    Folder merged = new Folder(temporary.resolve("merged"));
    assertThat(merge.err()).isEmpty();
    assertThat(merged.metrics()).isEqualTo(whole.metrics());
    for (String name :
        List.of("accuracy.csv", "accuracy.md", "comparisons.csv", "ranks.csv", "targets.md")) {
      assertThat(merged.text(name)).as(name).isEqualTo(whole.text(name));
    }
    assertThat(merged.content().keySet()).isEqualTo(whole.content().keySet());

    Outcome epochs = Optbench.in(temporary).run("export", "merged", "--to", "csv").exits(0);
    assertThat(epochs.out().lines()).hasSize(1 + 3 * 2 * 2);
    Optbench.in(temporary).run("export", "merged", "--to", "tensorboard", "--out", "logs").exits(0);
    assertThat(new Folder(temporary.resolve("logs")).files()).hasSize(6);
  }

  @Test
  void aJobArrayOfSlurmTrainsTheWhole() throws IOException {
    Path link =
        Files.createSymbolicLink(temporary.resolve("optbench"), Optbench.HOME.resolve("optbench"));
    try {
      Files.writeString(
          temporary.resolve("spec.yaml"),
          "{data: "
              + TestData.inSpec(600)
              + ", network: softmax,"
              + " optimizers: [sgd, adam], epochs: 1, seeds: 2, engine: dl4j, timing: false}\n");
      Optbench.in(temporary).run("run", "spec.yaml", "--out", "whole").exits(0);
      assertThat(task("", "3").exits(2).err()).startsWith("usage: sbatch ");

      for (String part : List.of("1", "2", "3")) {
        assertThat(task(part, "3").exits(0).err()).isEmpty();
      }
      // It was killed after its last trial, and is queued again.
      assertThat(task("3", "3").exits(0).err()).isEmpty();

      Path parts = temporary.resolve("results");
      Optbench.in(temporary)
          .run(
              "merge",
              parts.resolve("mine-shard-1-of-3").toString(),
              parts.resolve("mine-shard-2-of-3").toString(),
              parts.resolve("mine-shard-3-of-3").toString(),
              "--out",
              "results/mine")
          .exits(0);
      assertThat(new Folder(parts.resolve("mine")).metrics())
          .isEqualTo(new Folder(temporary.resolve("whole")).metrics());
    } finally {
      Files.delete(link);
    }
  }

  /** As Slurm starts it, from another folder. */
  private Outcome task(String number, String count) {
    return Optbench.in(Optbench.HOME.resolve("configs"))
        .startedAs(Optbench.HOME.resolve("configs/cluster/slurm-array.sh").toString())
        .with("SLURM_ARRAY_TASK_ID", number)
        .with("SLURM_ARRAY_TASK_COUNT", count)
        .with("SLURM_SUBMIT_DIR", temporary.toString())
        .run("spec.yaml", "results/mine", "--charts", "none");
  }

  @Test
  void whatDoesNotBelongTogetherIsRefusedAndNothingWritten() {
    Optbench.in(temporary).run(command("--out", "a", "--charts", "none")).exits(0);
    List<String> shorter = command("--out", "b", "--charts", "none");
    shorter.set(shorter.indexOf("--epochs") + 1, "1");
    Optbench.in(temporary).run(shorter).exits(0);

    Outcome refused = Optbench.in(temporary).run("merge", "a", "b", "-o", "c").exits(4);

    assertThat(refused.err())
        .isEqualTo("optbench: error: other epochs: it is 1 in b, and 2 in a\n");
    assertThat(Files.exists(temporary.resolve("c"))).isFalse();
  }
}
