package optbench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import optbench.claims.ClaimVerdict;
import optbench.stats.FakeRun;
import optbench.stats.TargetWinners;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Uses the page as a reader does, in a real browser. */
@Tag("slow")
class HtmlPageBrowserTest {
  private static final List<String> BROWSERS =
      List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");

  @TempDir Path folder;

  private String browser;

  @BeforeEach
  void findBrowser() {
    Optional<String> found = browser();
    assumeTrue(found.isPresent(), "no browser: install chromium to test how the page behaves");
    browser = found.orElseThrow();
  }

  @Test
  void sortsTogglesSwitchesAxesAndFitsATelephone() throws Exception {
    Map<String, String> seen = drive(Samples.six());

    assertThat(seen).doesNotContainKey("failed").containsEntry("done", "true");
    TargetWinners.Range first = Samples.six().summary().targets().winners().get(0).ranges().get(0);
    assertThat(seen)
        .containsEntry("width", "400")
        .containsEntry("still no wider", "400")
        .containsEntry("unsorted", "adam rmsprop momentum adagrad sgd adadelta")
        .containsEntry("by label", "ascending: adadelta adagrad adam momentum rmsprop sgd")
        .containsEntry("by accuracy", "none ascending: adadelta sgd adagrad momentum rmsprop adam")
        .containsEntry(
            "by accuracy again", "descending: adam rmsprop momentum adagrad sgd adadelta")
        .containsEntry("back", "none: adam rmsprop momentum adagrad sgd adadelta")
        .containsEntry("curves", "6")
        .containsEntry("bands", "6")
        .containsEntry("axes", "test accuracy (log scale of the error) / epoch")
        .containsEntry("one off", "5 false")
        .containsEntry("on again", "6 true")
        .containsEntry("none", "0 Nothing is shown: choose an optimizer below.")
        .containsEntry("all", "6 6 of 6 shown")
        .containsEntry("by step", "test accuracy (log scale of the error) / step")
        .containsEntry(
            "loss by time", "training loss (log scale) / training time, seconds (log scale)")
        .containsEntry("linear", "training loss / training time, seconds (log scale)")
        .containsEntry("no bands", "0")
        .containsEntry("read", "false epoch 5: adam97.62 (97.51 to 97.73)")
        .containsEntry(
            "said", "epoch 5: adam 97.62, rmsprop 97.51, momentum 96.58, adagrad 93.61, sgd 90.91")
        .containsEntry("one back", "epoch 4")
        .containsEntry("closed", "true")
        .containsEntry("hover", "epoch 1, 6 dots")
        .containsEntry("address", "#view&curves.scale-y=linear")
        .containsEntry("linked view", "6 test accuracy / epoch")
        .containsEntry("saved as", "curves.svg")
        .containsEntry("picture", "6 0 false adam")
        .containsEntry(
            "cost axes",
            "epochs (log scale) / test accuracy to be reached (log scale of the error)")
        .containsEntry("cost outside", "")
        .containsEntry("cost drives all", "5 5 of 6 shown")
        .containsEntry("winner", first.targets() + " %: " + first.who())
        .containsEntry("stops without a focus ring", "")
        .containsEntry("heads", "true")
        .containsEntry("no wider unfolded", "400")
        .containsEntry("folded on paper", "0")
        .containsEntry("themes", "rgb(20, 23, 27) / rgb(255, 255, 255)");
    assertThat(seen.get("address of another view"))
        .contains("curves.figure=test_loss")
        .contains("hide=");
    assertThat(seen.get("focus")).startsWith("optimizer ");
  }

  @Test
  void copesWithTrouble() throws Exception {
    FakeRun run = Samples.trouble();
    run.finished("</script><script>alert(1)</script>" + "x".repeat(300), 0.9, 0.91);

    run.finished("</script><img src=x onerror=\"fail()\"> אופטימיזר\u202eleft 🚀 ../", 0.97, 0.96);

    Map<String, String> seen = drive(run);

    assertThat(seen)
        .doesNotContainKey("failed")
        .containsEntry("done", "true")
        .containsEntry("width", "400")
        .containsEntry("still no wider", "400")
        .containsEntry("no wider unfolded", "400")
        .containsEntry("stops without a focus ring", "");
  }

  @Test
  void readsWhatWasTried() throws Exception {
    Map<String, String> seen = drive(Samples.tuned());

    assertThat(seen)
        .doesNotContainKey("failed")
        .containsEntry(
            "sensitivity axes",
            "validation accuracy (log scale of the error) / learning rate (log scale)")
        .containsEntry("sensitivity outside", "")
        // Twelve settings: two diverged, one has no result; each optimizer chose one.
        .containsEntry("sensitivity shapes", "9 0 3 2 0")
        .containsEntry("sensitivity read", "adam97.55; sgd71.50; adadelta22.50")
        .containsEntry(
            "best-of-k axes",
            "expected best validation accuracy (log scale of the error) / settings tried")
        .containsEntry("no wider unfolded", "400");
  }

  @Test
  void readsTheLossByStep() throws Exception {
    Map<String, String> seen = drive(ProbeReportTest.report().html("{}", Optional.empty()));

    assertThat(seen)
        .doesNotContainKey("failed")
        .containsEntry(
            "probe-loss axes", "loss on the probe's images, cross-entropy (log scale) / step")
        .containsEntry("probe-loss read", "SGD, \"slow\"2.500; adam3.000 (2.500 to 3.500)")
        .containsEntry("probe-loss shapes", "0 0 0 1 0");
  }

  @Test
  void filtersAndUnfoldsClaims() throws Exception {
    Map<String, String> seen =
        drive(ClaimsPageTest.html("articles", Map.of("final", "./final/report.html")));

    assertThat(seen)
        .doesNotContainKey("failed")
        .containsEntry("width", "400")
        .containsEntry("unfolded", "true Hide all figures")
        .containsEntry("still no wider", "400")
        .containsEntry("experiment", "false")
        .containsEntry("experiment linked to", "true")
        .containsEntry("no wider unfolded", "400");
    List<String> supported =
        ClaimsReportTest.report().verdicts().claims().stream()
            .filter(c -> c.verdict() == ClaimVerdict.SUPPORTED)
            .map(c -> c.claim().id())
            .toList();
    assertThat(supported).isNotEmpty();
    assertThat(seen.get("supported")).isEqualTo(String.join(" ", supported));
    assertThat(seen.get("by verdict"))
        .startsWith(seen.get("supported"))
        .isNotEqualTo(seen.get("claims"));
  }

  /** What the page showed, step by step; fails if the browser had anything to complain of. */
  private Map<String, String> drive(FakeRun run) throws Exception {
    return drive(Report.of(run.run()).html("{}", Optional.empty()));
  }

  private Map<String, String> drive(String html) throws Exception {
    Files.writeString(folder.resolve("report.html"), html);
    try (InputStream driver = getClass().getResourceAsStream("drive-page.html")) {
      Files.copy(driver, folder.resolve("drive-page.html"));
    }
    Path dom = folder.resolve("dom.html");
    Path complaints = folder.resolve("complaints.txt");
    Process process =
        new ProcessBuilder(
                browser,
                "--headless=new",
                // As root, which build machines often are, there is no sandbox.
                "--no-sandbox",
                "--disable-gpu",
                "--hide-scrollbars",
                "--disable-dev-shm-usage",
                "--no-first-run",
                "--user-data-dir=" + folder.resolve("profile"),
                "--allow-file-access-from-files",
                "--window-size=800,1000",
                "--virtual-time-budget=10000",
                "--enable-logging=stderr",
                "--dump-dom",
                folder.resolve("drive-page.html").toUri().toString())
            .redirectOutput(dom.toFile())
            .redirectError(complaints.toFile())
            .start();
    boolean ended = process.waitFor(90, TimeUnit.SECONDS);
    if (!ended) {
      process.destroyForcibly().waitFor();
    }
    String said = Files.readString(complaints, StandardCharsets.ISO_8859_1);
    assertThat(ended).as("the browser ended by itself:%n%s", said).isTrue();
    assertThat(said.lines().filter(line -> line.contains(":CONSOLE"))).isEmpty();
    return seen(dom);
  }

  private static Map<String, String> seen(Path dom) throws IOException {
    Map<String, String> seen = new LinkedHashMap<>();
    for (Element term : Jsoup.parse(Files.readString(dom)).select("#seen dt")) {
      seen.put(term.text(), term.nextElementSibling().text());
    }
    return seen;
  }

  private static Optional<String> browser() {
    return Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
        .flatMap(part -> BROWSERS.stream().map(name -> Path.of(part, name)))
        .filter(Files::isExecutable)
        .map(Path::toString)
        .findFirst();
  }
}
