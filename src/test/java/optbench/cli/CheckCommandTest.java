package optbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import optbench.stats.FakeRun;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CheckCommandTest {
  @TempDir private Path folder;
  private Path baseline;
  private Path before;

  @BeforeEach
  void saveABaseline() {
    baseline = folder.resolve("main.json");
    before = store("before", sound());
    Cli.Outcome saved =
        Cli.launch("baseline", "save", before.toString(), "--out", baseline.toString());
    assertThat(saved.exitCode()).as(saved.err()).isZero();
    assertThat(saved.out())
        .isEqualTo("Baseline main of 2 optimizers written to " + baseline + ": commit it.\n");
  }

  @Test
  void theSameRunPasses() {
    Cli.Outcome outcome = check(before);

    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.out())
        .containsPattern("(?m)^identical +adam +97\\.10 +97\\.10 +0\\.00 +0\\.00 to 0\\.00 +3 ");
    assertThat(outcome.said())
        .contains("No regression: everything is the same to the bit as in baseline main.");
  }

  @Test
  void aLossIsOne() {
    Cli.Outcome outcome = check(store("now", worse()));

    assertThat(outcome.exitCode()).isEqualTo(1);
    assertThat(outcome.out())
        .containsPattern("(?m)^identical +adam ")
        .containsPattern("(?m)^regressed +sgd +90\\.50 +89\\.83 ");
    assertThat(outcome.said()).contains("Regressed against baseline main: sgd (lost accuracy");
  }

  @Test
  void aLossIsPutUpWithWhereTheRuleSaysSo() {
    assertThat(check(store("now", worse()), "--rule", "accuracy:2pt").exitCode()).isZero();
  }

  @Test
  void whatCannotBeComparedIsFour() {
    Path more = store("more", sound().finished("more", 0.9));
    Path data =
        store("data", new FakeRun().data("fashion-mnist", null).finished("adam", 0.97, 0.971));

    assertThat(check(data).exitCode()).isEqualTo(4);
    assertThat(check(data).said()).contains("other data: was mnist and is fashion-mnist");
    assertThat(check(more).exitCode()).isZero();
  }

  @Test
  void aGainIsFiveUntilItIsAccepted() throws IOException {
    Path now = store("now", better());
    String file = Files.readString(baseline);

    assertThat(check(now).exitCode()).isEqualTo(5);
    assertThat(check(now).said()).contains("is stale: sgd (gained more than 0.30 points");
    assertThat(Files.readString(baseline)).isEqualTo(file);
    Cli.Outcome accepted = check(now, "--accept");

    assertThat(accepted.exitCode()).isZero();
    assertThat(accepted.said()).contains("Note: the baseline was written anew: commit it.");
    assertThat(check(now).exitCode()).isZero();
    assertThat(check(before).exitCode()).isEqualTo(1);
  }

  @Test
  void aLossIsNotAccepted() throws IOException {
    String file = Files.readString(baseline);

    assertThat(check(store("now", worse()), "--accept").exitCode()).isEqualTo(1);
    assertThat(check(before, "--accept").exitCode()).isZero();
    assertThat(Files.readString(baseline)).isEqualTo(file);
  }

  @Test
  void anUnfinishedRunIsNotAccepted() throws IOException {
    String file = Files.readString(baseline);
    Path now = store("now", better().finished("new", 0.9, Double.NaN));

    assertThat(check(now, "--accept").exitCode()).isEqualTo(5);
    assertThat(Files.readString(baseline)).isEqualTo(file);
  }

  @Test
  void aBaselineThatWasChangedByHandIsRefused() throws IOException {
    Files.writeString(baseline, Files.readString(baseline).replace("0.97,", "0.87,"));

    Cli.Outcome outcome = check(before);

    assertThat(outcome.exitCode()).isEqualTo(3);
    assertThat(outcome.err())
        .isEqualTo(
            "optbench: error: cannot use "
                + baseline
                + ": its content does not match its seal: it was changed by hand: take it from"
                + " version control again, or save it anew with optbench baseline save\n");
  }

  @Test
  void jsonIsAllThereIsOnStandardOutput() {
    Cli.Outcome outcome =
        Cli.launchWith(
            Map.of("GITHUB_ACTIONS", "true", "GITHUB_WORKSPACE", folder.toString()),
            "check",
            store("now", worse()).toString(),
            "--baseline",
            baseline.toString(),
            "--json");
    JsonNode json = outcome.json();

    assertThat(outcome.exitCode()).isEqualTo(1);
    assertThat(json.get("format_version").asInt()).isEqualTo(1);
    assertThat(json.get("finding").asText()).isEqualTo("regressed");
    assertThat(json.get("margin").asDouble()).isEqualTo(0.003);
    assertThat(json.at("/optimizers/0/finding").asText()).isEqualTo("identical");
    assertThat(json.at("/optimizers/1/verdict").asText()).isEqualTo("worse");
    assertThat(json.at("/optimizers/1/p_worse").asDouble()).isBetween(0.0, 0.05);
    assertThat(outcome.err()).startsWith("::error file=main.json,line=").contains("sgd regressed");
  }

  @Test
  void writesForCiServices() throws IOException {
    Path job = folder.resolve("job.md");
    Files.writeString(job, "before\n");
    Cli.Outcome outcome =
        Cli.launchWith(
            Map.of("GITHUB_STEP_SUMMARY", job.toString()),
            "check",
            store("now", worse()).toString(),
            "--baseline",
            baseline.toString(),
            "--junit",
            folder.resolve("out/check.xml").toString(),
            "--summary",
            folder.resolve("check.md").toString());
    String markdown = Files.readString(folder.resolve("check.md"));

    assertThat(outcome.exitCode()).isEqualTo(1);
    assertThat(outcome.err()).isEmpty();
    assertThat(markdown).startsWith("### ❌ optbench check: regressed\n");
    assertThat(Files.readString(job)).isEqualTo("before\n" + markdown);
    assertThat(Files.readString(folder.resolve("out/check.xml")))
        .startsWith("<?xml")
        .contains("<testcase classname=\"optbench.main\" name=\"sgd\"");
  }

  /** No label starts a line, nor stands as GitHub's older form of a command within one. */
  @Test
  void labelsGiveTheRunnerNoCommands() {
    Path now = store("now", sound().finished("::error::a", 0.9).finished("##[error]b", 0.9));
    Cli.Outcome outcome =
        Cli.launchWith(
            Map.of("GITHUB_ACTIONS", "true"),
            "check",
            now.toString(),
            "--baseline",
            baseline.toString());

    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.out()).contains("::error::a", "# #[error]b").doesNotContain("##[");
    assertThat(outcome.lines()).noneMatch(line -> line.strip().startsWith("::"));
    assertThat(outcome.err()).isEmpty();
  }

  @Test
  void anUnfinishedRunIsNoBaseline() {
    Path unfinished = store("unfinished", new FakeRun().finished("adam", 0.97, Double.NaN));

    Cli.Outcome outcome =
        Cli.launch("baseline", "save", unfinished.toString(), "--out", baseline.toString());

    assertThat(outcome.exitCode()).isEqualTo(3);
    assertThat(outcome.err())
        .contains("1 of 2 trials in " + unfinished + " have no result: finish the run");
    assertThat(check(store("none", new FakeRun().finished("adam", Double.NaN))).exitCode())
        .isEqualTo(3);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "check x --rule loss:1 | --rule must be such as accuracy:0.3pt, in points of test accuracy, or timing:10%, of the time a step, but was 'loss:1'",
        "check x --rule timing:10% | --rule timing needs --against-command: times of another hour or machine, as in a baseline, say nothing of the code",
        "check x --rounds 5 | --rounds is of no use without --against-command",
        "check x --command a | --command is of no use without --against-command",
        "check x --plugins a.jar | --plugins is of no use without --against-command",
        "check x --against-command a --baseline b | --against-command uses no baseline: leave out --baseline",
        "check x --against-command a --accept | --against-command uses no baseline: leave out --accept",
        "check x --against-command= | --against-command must be a command but was ''",
        "check x --against-command a --rounds 1 | --rounds must be 2 to 1000 but was 1",
        "baseline save x --name a/b | --name must be 1 to 64 letters, digits, dots, dashes and underscores, the first a letter or digit, but was 'a/b'",
        "baseline save x --out= | --out must name a file but was ''",
        "baseline | baseline what? One of save",
      })
  void refusesWhatMakesNoSense(String line, String message) {
    Cli.Outcome outcome = Cli.launch(line.split(" "));

    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.err()).contains(message);
  }

  /** A name becomes a file's: it leads nowhere else, and gives a CI service no commands. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "../main",
        "..",
        ".hidden",
        "a/b",
        "a\\b",
        "/etc/main",
        "a\n::error::b",
        "a\u001b[31m",
        "\u202egnp.main",
        "<script>",
        "größer",
        "😀",
        "",
        " ",
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
      })
  void namesOfBaselinesNameAFileAndNothingElse(String name) {
    Cli.Outcome outcome = Cli.launch("baseline", "save", before.toString(), "--name=" + name);

    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.err()).contains("--name must be 1 to 64 letters").hasLineCount(2);
    assertThat(outcome.err()).doesNotContain("\u001b", "\u202e");
  }

  /** Labels from whoever wrote the spec, all through the gate: each is one label, as it was. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "<script>alert(1)</script>",
        "](javascript:alert(1)) https://example.org www.example.org",
        "../../etc/passwd",
        "a\nb\r\n::error::c",
        "::error file=x::y",
        "##[error]x",
        "100%0A::error::x",
        "\u202eevil\u202c אדם",
        "👩‍💻 😀",
        "| a | b |",
      })
  void labelsComeThroughTheWholeGateAsLabels(String label) throws IOException {
    FakeRun sound = new FakeRun().finished(label, 0.97, 0.971, 0.972);
    FakeRun worse = new FakeRun().finished(label, 0.96, 0.961, 0.9622);
    Path file = folder.resolve("hostile.json");
    Path markdown = folder.resolve("hostile.md");
    Path xml = folder.resolve("hostile.xml");
    Cli.launch("baseline", "save", store("sound", sound).toString(), "--out", file.toString());
    String[] check = {
      "check",
      store("worse", worse).toString(),
      "--baseline",
      file.toString(),
      "--json",
      "--summary",
      markdown.toString(),
      "--junit",
      xml.toString()
    };

    Cli.Outcome outcome = Cli.launchWith(Map.of("GITHUB_ACTIONS", "true"), check);

    assertThat(outcome.exitCode()).isEqualTo(1);
    assertThat(outcome.json().at("/optimizers/0/label").asText()).isEqualTo(label);
    assertThat(outcome.err()).startsWith("::error file=").hasLineCount(1);
    assertThat(markdown)
        .content(StandardCharsets.UTF_8)
        .doesNotContain("<", "](", "://", "www.", "\u202e", "/@");
    assertThat(Files.readAllLines(markdown)).filteredOn(l -> l.startsWith("|")).hasSize(3);
    assertThat(xml)
        .content(StandardCharsets.UTF_8)
        .containsOnlyOnce("<testcase ")
        .doesNotContain("<script", "\u202e");
  }

  @Test
  void saysThatThereIsNoBaseline() {
    Cli.Outcome outcome =
        Cli.launch(
            "check", before.toString(), "--baseline", folder.resolve("none.json").toString());

    assertThat(outcome.exitCode()).isEqualTo(3);
    assertThat(outcome.err())
        .contains("none.json: no such file or folder")
        .contains("save it anew");
  }

  private Cli.Outcome check(Path run, String... options) {
    String[] args = new String[options.length + 4];
    args[0] = "check";
    args[1] = run.toString();
    args[2] = "--baseline";
    args[3] = baseline.toString();
    System.arraycopy(options, 0, args, 4, options.length);
    return Cli.launch(args);
  }

  private static FakeRun sound() {
    return new FakeRun().finished("adam", 0.97, 0.971, 0.972).finished("sgd", 0.9, 0.91, 0.905);
  }

  private static FakeRun worse() {
    return new FakeRun().finished("adam", 0.97, 0.971, 0.972).finished("sgd", 0.893, 0.903, 0.899);
  }

  private static FakeRun better() {
    return new FakeRun().finished("adam", 0.97, 0.971, 0.972).finished("sgd", 0.911, 0.92, 0.916);
  }

  private Path store(String name, FakeRun run) {
    return run.storedIn(folder.resolve(name));
  }
}
