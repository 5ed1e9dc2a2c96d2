package optbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import optbench.store.RunStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A folder with a trial of another device is not added to. */
class MixedDevicesTest {
  private static final Path RUN = Path.of("results/reference/quickstart/run.json");

  @TempDir private Path folder;

  @Test
  void trialsOfTheCpuAreNotPutBesideThoseOfAGpu() throws IOException {
    Path trial = aTrialOf("cuda");
    String before = Files.readString(trial);

    Cli.Outcome outcome =
        Cli.launch(
            "run",
            "--data",
            "synthetic-digits",
            "--optimizers",
            "sgd",
            "--epochs",
            "1",
            "--out",
            folder.toString());

    assertThat(outcome.exitCode()).isEqualTo(ExitCode.MISSING);
    assertThat(outcome.err())
        .contains(
            folder
                + " holds trials that ran on cuda, and these would run on cpu: choose another"
                + " --out, or remove them with --force");
    assertThat(Files.readString(trial)).isEqualTo(before);
    assertThat(folder.resolve("run.json")).hasSameBinaryContentAs(RUN);
  }

  private Path aTrialOf(String device) throws IOException {
    Path all = Files.createDirectory(folder.resolve("all"));
    Files.copy(RUN, all.resolve("run.json"));
    Files.copy(RUN.resolveSibling("trials.jsonl.gz"), all.resolve("trials.jsonl.gz"));
    try (RunStore store = RunStore.open(all)) {
      store.unpack();
    }
    Files.copy(RUN, folder.resolve("run.json"));
    Path trials = Files.createDirectories(folder.resolve("trials"));
    try (Stream<Path> committed = Files.list(all.resolve("trials"))) {
      Path source = committed.sorted().findFirst().orElseThrow();
      String ofCpu = Files.readString(source);
      assertThat(ofCpu).contains("\"device\": \"cpu\"");
      return Files.writeString(
          trials.resolve(source.getFileName()),
          ofCpu.replace("\"device\": \"cpu\"", "\"device\": \"" + device + "\""));
    }
  }
}
