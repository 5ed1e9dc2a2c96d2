package optbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import optbench.stats.FakeRun;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CompareCommandTest {
  @TempDir private Path temporary;
  private String a;
  private String b;

  @BeforeEach
  void storeTwoRuns() {
    a = store("a", new FakeRun().finished("adam", 0.970, 0.972, 0.971).finished("sgd", 0.9, 0.91));
    b =
        store(
            "b",
            new FakeRun().batch(64, 1).finished("adam", 0.980, 0.983, 0.9815).finished("x=1", 0.9));
  }

  private String store(String name, FakeRun run) {
    return run.storedIn(temporary.resolve(name)).toString();
  }

  @Test
  void saysWhatChangedAndWhatCameOfIt() {
    Cli.Outcome outcome = Cli.launch("compare", a, b);

    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.out()).contains("batch_size  128 → 64").contains("+1.05");
    assertThat(outcome.said())
        .contains("Only A has these optimizers: sgd.")
        .contains("Only B has these optimizers: x=1.")
        .contains("Times are not compared: A did not train each trial in a JVM of its own")
        .endsWith("After epoch 5 B is better for adam (+1.05). ");
    assertThat(outcome.err()).isEmpty();
  }

  @Test
  void writesFilesOnlyWhereItIsToldTo() throws IOException {
    Path out = temporary.resolve("out");

    JsonNode json = Cli.launch("compare", a, b, "--json", "--out", out.toString()).json();

    try (Stream<Path> files = Files.list(out)) {
      assertThat(files.map(f -> f.getFileName().toString()))
          .containsExactlyInAnyOrder(
              ".optbench-files",
              "compare.json",
              "compare.csv",
              "compare.md",
              "compare-final.png",
              "compare-final.svg",
              "compare-by-epoch.png",
              "compare-by-epoch.svg");
    }
    assertThat(new ObjectMapper().readTree(out.resolve("compare.json").toFile())).isEqualTo(json);
    assertThat(json.at("/optimizers/0/accuracy/verdict").asText()).isEqualTo("better");
    assertThat(json.at("/optimizers/0/epochs")).hasSize(5);
    assertThat(Files.readAllLines(out.resolve("compare.csv")))
        .hasSize(2)
        .first()
        .asString()
        .startsWith(
            "label,label_a,optimizer,epoch,seeds,test_accuracy_a,test_accuracy_b,difference");
    assertThat(Files.readAllLines(out.resolve("compare.csv")).get(1))
        .startsWith("adam,adam,adam,5,3,0.971,0.9815,0.0105,");
    assertThat(Files.readString(out.resolve("compare.md")))
        .contains("| | batch\\_size | 128 | 64 |")
        .contains("| ✓ | adam | 3 | 97.10 | 98.15 | +1.05 |");
  }

  @Test
  void aLabelMayHoldAnEqualsSign() {
    Cli.Outcome outcome = Cli.launch("compare", a, b, "--map", "sgd=x=1");

    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.out()).contains("x=1 is called sgd in A").doesNotContain("Only A has these");
  }

  @Test
  void otherDataAreNotCompared() {
    String other =
        store("other", new FakeRun().data("synthetic-digits", "").finished("adam", 0.9, 0.91));

    Cli.Outcome outcome = Cli.launch("compare", a, other);

    assertThat(outcome.exitCode()).isEqualTo(ExitCode.NOT_COMPARED);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err())
        .startsWith("optbench: error: results on different data cannot be compared: A is on mnist")
        .hasLineCount(1);
  }

  @Test
  void aFolderWithoutARunIsMissing() {
    assertThat(Cli.launch("compare", a, temporary.resolve("no").toString()).exitCode())
        .isEqualTo(ExitCode.MISSING);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--level=1.5 | --level must be greater than 0 and less than 0.8 but was 1.5",
        "--margin=0 | --margin must be greater than 0 and at most 100 but was 0",
        "--map=adam | --map must be a label of A, =, and a label of B but was 'adam'",
        "--map=adam=no | A has adam, sgd; B has adam, x=1",
      })
  void refusesWhatCannotBe(String option, String message) {
    Cli.Outcome outcome = Cli.launch("compare", a, b, option);

    assertThat(outcome.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(outcome.err()).contains(message);
  }
}
