package optbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import optbench.Folders;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A results folder as the first version wrote it, of before times told their circumstances and runs
 * their targets; and folders of a version that is still to come.
 */
class OldResultsTest {
  private static final String NEWER =
      "written in format 2, and this optbench knows formats up to 1: use a newer one";

  @TempDir private Path folder;
  private Path old;
  private Path baseline;

  @BeforeEach
  void copy() throws URISyntaxException {
    old =
        Folders.copy(
            Path.of(OldResultsTest.class.getResource("first-format").toURI()),
            folder.resolve("old"));
    baseline = folder.resolve("main.json");
  }

  @Test
  void theFirstFormatIsReported() throws IOException {
    Cli.Outcome outcome = Cli.launch("report", old.toString(), "--charts", "none");

    assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    assertThat(Files.readAllLines(old.resolve("accuracy.csv")))
        .hasSize(3)
        .anyMatch(line -> line.startsWith("adam,adam,mnist,mlp,3,0.97"));
    assertThat(old.resolve("report.html")).isNotEmptyFile();
  }

  @Test
  void theFirstFormatIsABaselineAndIsHeldAgainstIt() {
    Cli.Outcome saved = save();
    Cli.Outcome checked = check();

    assertThat(saved.exitCode()).as(saved.err()).isZero();
    assertThat(checked.exitCode()).as(checked.err()).isZero();
    assertThat(checked.said()).contains("everything is the same to the bit");
  }

  @Test
  void aRunOfANewerFormatSaysWhatToDo() throws IOException {
    save();
    makeNewer(old.resolve("run.json"));

    for (Cli.Outcome outcome : List.of(check(), save(), Cli.launch("report", old.toString()))) {
      assertThat(outcome.exitCode()).isEqualTo(3);
      assertThat(outcome.err())
          .isEqualTo(
              "optbench: error: cannot read " + old.resolve("run.json") + ": " + NEWER + "\n");
    }
  }

  /** What cannot be read does not count, which is said, and does not pass. */
  @Test
  void aTrialOfANewerFormatIsPassedOverAndItsOptimizerNotPassed() throws IOException {
    save();
    Path trial = old.resolve("trials/0f0fe315f9aeb5d0.json");
    makeNewer(trial);

    Cli.Outcome outcome = check();

    assertThat(outcome.exitCode()).isEqualTo(4);
    assertThat(outcome.err()).contains("passed over " + trial).contains(NEWER);
    assertThat(outcome.said()).contains("adam (no result of seed 1");
  }

  @Test
  void aBaselineOfANewerFormatSaysWhatToDo() throws IOException {
    save();
    makeNewer(baseline);

    Cli.Outcome outcome = check();

    assertThat(outcome.exitCode()).isEqualTo(3);
    assertThat(outcome.err())
        .isEqualTo("optbench: error: cannot use " + baseline + ": " + NEWER + "\n");
  }

  private Cli.Outcome save() {
    return Cli.launch("baseline", "save", old.toString(), "--out", baseline.toString());
  }

  private Cli.Outcome check() {
    return Cli.launch("check", old.toString(), "--baseline", baseline.toString());
  }

  private static void makeNewer(Path file) throws IOException {
    String text = Files.readString(file);
    assertThat(text).contains("\"format_version\": 1");
    Files.writeString(file, text.replace("\"format_version\": 1", "\"format_version\": 2"));
  }
}
