package optbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the command says before anything is trained. */
class ClaimsCommandTest {
  @TempDir private Path folder;
  private Path claims;
  private Path out;

  @BeforeEach
  void writeClaims() throws IOException {
    Files.writeString(
        folder.resolve("a.yaml"),
        "data: {name: synthetic-digits, train_limit: 100}\noptimizers: [adam, sgd]\nseeds: 2\n");
    Files.writeString(
        folder.resolve("b.yaml"),
        "data: {name: synthetic-digits, train_limit: 100}\noptimizers: [lion]\nseeds: 3\n");
    claims =
        Files.writeString(
            folder.resolve("claims.yaml"),
            """
            experiments: {a: a.yaml, b: b.yaml, unused: c.yaml}
            claims:
              - id: one
                text: Adam is best
                tests: [{measure: test_accuracy, of: a/adam, greater_than: a/sgd}]
              - id: two
                text: Lion is best
                tests: [{measure: test_accuracy, of: b/lion, greater_than: a/sgd}]
            """);
    out = folder.resolve("out");
  }

  private Cli.Outcome launch(String... options) {
    String[] all = new String[options.length + 4];
    System.arraycopy(
        new String[] {"claims", claims.toString(), "--out", out.toString()}, 0, all, 0, 4);
    System.arraycopy(options, 0, all, 4, options.length);
    return Cli.launch(all);
  }

  @Test
  void aDryRunCountsTheTrialsOfTheExperimentsThatAreNeeded() {
    JsonNode all = launch("--dry-run", "--json").json();
    Cli.Outcome one = launch("--dry-run", "--only", "one");

    assertThat(all.findValuesAsText("experiment")).containsExactly("a", "b");
    assertThat(all.findValuesAsText("missing")).containsExactly("4", "3");
    assertThat(all.findValuesAsText("cached")).containsExactly("0", "0");
    assertThat(one.lines())
        .containsExactly(
            "experiment  trials  there  missing  spec",
            "a                4      0        4  " + folder.resolve("a.yaml"));
    assertThat(out).doesNotExist();
  }

  /** Whoever reads the verdicts reads it first: on the terminal, in both reports, and as JSON. */
  @Test
  void howClaimsCameAboutIsSaidAboveTheVerdicts() throws IOException {
    String notice = "A second round: comparisons were changed <after> the first.";
    Files.writeString(claims, "notice: \"" + notice + "\"\n" + Files.readString(claims));

    Cli.Outcome outcome = launch("--report-only");

    assertThat(outcome.said()).contains("Warning: " + notice + " ");
    assertThat(Files.readString(out.resolve("claims.md")))
        .containsSubsequence("A second round", "Adam is best");
    Document page = Jsoup.parse(Files.readString(out.resolve("claims.html")));
    assertThat(page.select("header .warning").text()).isEqualTo("Warning: " + notice);
    assertThat(launch("--report-only", "--json").json().get("notice").asText()).isEqualTo(notice);
  }

  @Test
  void withoutRunsClaimsAreInconclusiveForThatReason() {
    Cli.Outcome outcome = launch("--report-only");

    assertThat(outcome.exitCode()).isEqualTo(ExitCode.OK);
    assertThat(outcome.out())
        .contains("? inconclusive", "the experiment a has not been run", "2 inconclusive");
    assertThat(out.resolve("claims.md")).content(StandardCharsets.UTF_8).contains("Lion is best");
  }

  @Test
  void unknownClaimsAndContradictoryOptionsAreUsageFaults() {
    Cli.Outcome unknown = launch("--only", "ones");
    Cli.Outcome contradiction = launch("--experiments-only", "--report-only");

    assertThat(unknown.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(unknown.err())
        .startsWith("optbench: error: unknown claim 'ones': did you mean 'one'? Known: one, two\n");
    assertThat(contradiction.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(contradiction.err())
        .startsWith("optbench: error: --experiments-only and --report-only exclude each other\n");
  }

  @Test
  void labelsThatASpecDoesNotTrainAreFoundBeforeAnyTraining() throws IOException {
    Files.writeString(
        folder.resolve("b.yaml"), "data: synthetic-digits\noptimizers: [lamb]\nseeds: 3\n");

    Cli.Outcome outcome = launch();

    assertThat(outcome.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(outcome.err())
        .isEqualTo(
            "optbench: error: " + claims + ":8:42: experiment b has no 'lion'. Known: lamb\n");
    assertThat(out).doesNotExist();
  }

  @Test
  void aFileThatIsNotThereIsNamed() {
    Cli.Outcome outcome = Cli.launch("claims", folder.resolve("no.yaml").toString());

    assertThat(outcome.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(outcome.err()).contains("no.yaml: cannot be read: no such file or folder");
  }

  @Test
  void schemaPrintsTheSchemaOfClaims() throws IOException {
    assertThat(Cli.launch("schema", "--claims").out())
        .isEqualTo(Files.readString(Path.of("configs/claims.schema.json")));
  }
}
