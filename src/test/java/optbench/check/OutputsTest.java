package optbench.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.xml.parsers.DocumentBuilderFactory;
import optbench.result.FakeTime;
import optbench.result.FakeTrial;
import optbench.result.Run;
import optbench.result.TimeSplit;
import optbench.result.TrialResult;
import optbench.stats.FakeRun;
import optbench.text.OneLine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** What CI services read, with labels that try to get out of it. */
class OutputsTest {
  private static final String RIGHT_TO_LEFT = "\u202eevil\u202c אדם";

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<script>alert(1)</script>",
        "a\nb\r\nc",
        "\n::error::fake",
        "::error file=x,line=1::fake",
        "😀 größer 👩‍💻",
        RIGHT_TO_LEFT,
        "]]> & \"quoted\" 'too'",
        "| a | b |\n# c",
        "\u0000\u0007\u001b[31mred",
        "\ud800 alone",
        "100%0A::error::x",
        "](javascript:alert(1))",
        "../../etc/passwd",
        "https://example.org www.example.org",
      })
  void labelsStayLabels(String label) throws Exception {
    CheckReport report = regressed(label);

    Element test = (Element) xml(report).getElementsByTagName("testcase").item(0);
    assertThat(test.getAttribute("name")).isEqualTo(OneLine.of(label));
    assertThat(test.getElementsByTagName("failure").getLength()).isEqualTo(1);
    assertThat(xml(report).getElementsByTagName("testcase").getLength()).isEqualTo(1);

    List<String> commands = Annotations.of(report, "baselines/a,b:c%.json", List.of(7));
    assertThat(commands).hasSize(1);
    assertThat(commands.get(0))
        .startsWith("::error file=baselines/a%2Cb%3Ac%25.json,line=7,title=optbench%3A ")
        .doesNotContain("\n", "\r");
    String title = commands.get(0).split("title=", 2)[1].split("::", 2)[0];
    assertThat(title).doesNotContain(",", ":").contains(" regressed");
    assertThat(decoded(commands.get(0).split("::", 3)[2])).startsWith(label + ": lost accuracy");

    String markdown = MarkdownSummary.of(report);
    assertThat(markdown).doesNotContain("<", "\u202e", "\u001b", "](", "://", "www.");
    assertThat(markdown.lines().filter(line -> line.startsWith("|"))).hasSize(3);
    assertThat(markdown.lines().filter(line -> line.startsWith("#"))).hasSize(1);
    assertThat(report.sentence().lines()).hasSize(1);
  }

  /** A label as long as a page is cut nowhere, and does not break a line either. */
  @Test
  void aVeryLongLabelStaysOneLabel() throws Exception {
    String label = "very long ".repeat(2_000);
    CheckReport report = regressed(label);

    assertThat(
            ((Element) xml(report).getElementsByTagName("testcase").item(0)).getAttribute("name"))
        .isEqualTo(label);
    assertThat(Annotations.of(report, "b.json", List.of())).hasSize(1);
    assertThat(MarkdownSummary.of(report).lines().filter(line -> line.startsWith("|"))).hasSize(3);
  }

  /** Of times, and of the command that was checked against, just as of accuracies. */
  @ParameterizedTest
  @ValueSource(
      strings = {"<b>\n::error::x", "](javascript:x) | y", "\u202eevil", "]]>", "100%0A", "\ud800"})
  void labelsAndCommandsOfACheckOfTimesStayWhatTheyAre(String text) throws Exception {
    CheckReport report = slower(text);

    Element suite = xml(report).getDocumentElement();
    assertThat(suite.getAttribute("name")).isEqualTo("optbench check " + OneLine.of(text));
    assertThat(suite.getAttribute("failures")).isEqualTo("1");
    Element test = (Element) suite.getElementsByTagName("testcase").item(1);
    assertThat(test.getAttribute("name")).isEqualTo(OneLine.of(text) + ", time a step");
    assertThat(Annotations.of(report, "s.yaml", List.of()))
        .singleElement()
        .asString()
        .startsWith("::error file=s.yaml,line=1,title=optbench%3A ")
        .doesNotContain("\n", "\r");
    assertThat(MarkdownSummary.of(report)).doesNotContain("<", "](", "\u202e");
    assertThat(MarkdownSummary.of(report).lines().filter(l -> l.startsWith("|"))).hasSize(6);
    assertThat(report.sentence().lines()).hasSize(1);
  }

  @Test
  void oneLineShowsWhatItTakesOut() {
    assertThat(OneLine.of("a\nb\t\u001b\u202e\u2028\ud800"))
        .isEqualTo("a\\u000ab\\u0009\\u001b\\u202e\\u2028\\ud800");
    assertThat(OneLine.of("größer אדם 👩‍💻 <b>")).isEqualTo("größer אדם 👩‍💻 <b>");
  }

  @Test
  void junitCountsWhatItHolds() throws Exception {
    CheckReport report =
        CheckReport.of(
            baseline(
                new FakeRun()
                    .finished("worse", 0.97, 0.971, 0.972)
                    .finished("gone", 0.9)
                    .finished("same", 0.8)),
            baseline(
                new FakeRun()
                    .finished("worse", 0.96, 0.962, 0.963)
                    .finished("same", 0.8)
                    .finished("new", 0.8)),
            Rule.DEFAULT);

    Element suite = xml(report).getDocumentElement();
    assertThat(suite.getAttribute("tests")).isEqualTo("4");
    assertThat(suite.getAttribute("failures")).isEqualTo("1");
    assertThat(suite.getAttribute("errors")).isEqualTo("1");
    assertThat(suite.getAttribute("skipped")).isEqualTo("1");
    assertThat(suite.getElementsByTagName("testcase").getLength()).isEqualTo(4);
    assertThat(suite.getElementsByTagName("failure").getLength()).isEqualTo(1);
    assertThat(suite.getElementsByTagName("error").getLength()).isEqualTo(1);
    assertThat(suite.getElementsByTagName("skipped").getLength()).isEqualTo(1);
    assertThat(Annotations.of(report, "b.json", List.of(9, 20, 30)))
        .extracting(command -> command.replaceFirst(",title=.*", ""))
        .containsExactly("::error file=b.json,line=9", "::error file=b.json,line=20");
  }

  @Test
  void theTableShowsFigures() {
    assertThat(MarkdownSummary.of(regressed("adam")))
        .contains(
            "| ❌ regressed | adam | 97.10 | 96.17 | −0.93 | −1.08 to −0.79 | 3 |"
                + " lost accuracy |");
  }

  @Test
  void aBaselineReadBackIsTheSameAndKnowsItsLines() throws Exception {
    Path file = folder.resolve("main.json");
    Baseline baseline =
        baseline(
            new FakeRun().finished("<a>\n😀", 0.97, 0.971).finished("b", 0.9).diverged("b", 1));
    baseline.write(file);

    List<Integer> lines = baseline.lines(file);

    assertThat(Baseline.read(file)).isEqualTo(baseline);
    List<String> text = Files.readAllLines(file);
    assertThat(text.get(lines.get(0) - 1)).contains("\"label\": \"<a>\\n😀\"");
    assertThat(text.get(lines.get(1) - 1)).contains("\"label\": \"b\"");
    assertThat(baseline.optimizers().get(0).origin().stepMillis()).isPresent();
    assertThat(
            baseline(new FakeRun().jobs(1).finished("a", 0.9).jobs(2).finished("b", 0.9))
                .optimizers()
                .get(0)
                .origin()
                .stepMillis())
        .isEmpty();
  }

  @Test
  void anUpdateTakesWhatIsAskedForAndLeavesTheRest() {
    Baseline before = baseline(new FakeRun().finished("a", 0.9, 0.91).finished("b", 0.8, 0.81));
    Baseline now =
        baseline(
            new FakeRun()
                .finished("a", 0.89, 0.9)
                .finished("b", 0.85, 0.86)
                .finished("c", 0.7, 0.7));

    Baseline updated = before.updated(now, Set.of("b", "c"));

    assertThat(updated.optimizers())
        .containsExactly(
            before.optimizers().get(0), now.optimizers().get(1), now.optimizers().get(2));
  }

  private static CheckReport regressed(String label) {
    return CheckReport.of(
        baseline(new FakeRun().finished(label, 0.97, 0.971, 0.972)),
        baseline(new FakeRun().finished(label, 0.96, 0.962, 0.963)),
        Rule.DEFAULT);
  }

  /** The same accuracies at half the speed, in five rounds that hardly scatter. */
  private static CheckReport slower(String text) {
    FakeRun fast = new FakeRun().finished(text, 0.97, 0.971, 0.972, 0.973, 0.974);
    List<Sides.Round> rounds =
        fast.results().stream()
            .map(
                result -> {
                  Run other = new Run(fast.record(), List.of(result));
                  Run now = new Run(fast.record(), List.of(halfAsFast(result)));
                  return new Sides.Round(text, other, now, now);
                })
            .toList();
    return CheckReport.against(
        text, new Sides(rounds), Optional.of(Rule.DEFAULT), Optional.of(Rule.DEFAULT_TIMING));
  }

  private static TrialResult halfAsFast(TrialResult r) {
    TimeSplit time = r.time().orElseThrow();
    double slower = 2 + 0.01 * r.settings().seed();
    TimeSplit twice = FakeTime.of(time.measured().steps(), slower * time.stepMillis(), 1, 1, 1, 1);
    return FakeTrial.result(
        r.id(),
        r.label(),
        r.settings(),
        r.outcome(),
        r.epochs(),
        Optional.of(twice),
        r.stateBytes().orElseThrow(),
        r.initialWeightsSha256(),
        r.divergedAtStep(),
        r.reason(),
        r.threads().orElseThrow(),
        r.finishedAt());
  }

  private static Document xml(CheckReport report) throws Exception {
    return DocumentBuilderFactory.newDefaultInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(JUnitXml.of(report).getBytes(StandardCharsets.UTF_8)));
  }

  /** As GitHub's runner does. */
  private static String decoded(String data) {
    return data.replace("%0D", "\r").replace("%0A", "\n").replace("%25", "%");
  }

  private static Baseline baseline(FakeRun run) {
    return Baseline.of("main", run.run()).orElseThrow();
  }
}
