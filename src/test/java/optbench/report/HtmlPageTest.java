package optbench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import optbench.result.PublishedFigure;
import optbench.result.Run;
import optbench.stats.FakeRun;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("slow")
class HtmlPageTest {
  private static final int MOST_BYTES = 2_000_000;

  /** Each written once for all tests that look at it. */
  private static final Map<Run, String> PAGES = new ConcurrentHashMap<>();

  private static final List<String> HOSTILE =
      List.of(
          "<script>alert(1)</script>",
          "</script><img src=x onerror=alert(1)>",
          "\"quoted\" & 'quoted' <!--",
          "אופטימיזר ימין\u202eleft",
          "🚀 rocket",
          "${7*7} <#if true>",
          "long ".repeat(40) + "x".repeat(300));

  static Stream<FakeRun> runs() {
    return Stream.of(
        Samples.six(),
        Samples.early(),
        Samples.trouble(),
        Samples.single(),
        Samples.batches(),
        Samples.twelve(),
        Samples.shared(),
        Samples.ties(),
        Samples.many(),
        Samples.allDiverged(),
        Samples.tuned(),
        Samples.tunedMomentum(),
        Samples.tuning());
  }

  @ParameterizedTest
  @MethodSource("runs")
  void holdsEveryRowOfEveryTable(FakeRun run) {
    Document page = Jsoup.parse(html(run));

    assertThat(labels(page, "accuracy"))
        .containsExactlyElementsOf(
            AccuracyTable.ranked(run.summary()).stream().map(o -> o.label()).toList());
    assertThat(labels(page, "timing"))
        .containsExactlyInAnyOrderElementsOf(
            run.summary().conditions().times().told() ? labels(page, "accuracy") : List.of());
    assertThat(rows(page, "targets")).hasSize(run.summary().targets().results().size());
    assertThat(rows(page, "comparisons"))
        .hasSize(new ComparisonTable(run.summary()).forPeople().rows().size());
    assertThat(rows(page, "ranks")).hasSize(run.summary().ranks().rows().size());
    assertThat(rows(page, "tuning"))
        .hasSize(run.summary().tuning().map(t -> t.optimizers().size()).orElse(0));
    for (Element row : page.select("tbody tr")) {
      assertThat(row.select("td")).hasSameSizeAs(row.closest("table").select("th"));
    }
    assertThat(page.selectFirst("#verdict").text()).isEqualTo(run.summary().verdict().strip());
  }

  /**
   * On paper nothing scrolls: a table that is cut on the screen runs into the next section there.
   */
  @Test
  void everyBoxWithAHeightIsAsHighAsItsContentOnPaper() {
    String style = Jsoup.parse(html(Samples.many())).select("style").html();
    String paper = style.substring(style.indexOf("@media print"));
    Matcher boxes = Pattern.compile("(?m)^(\\.scroll[^ {]*) \\{ max-height").matcher(style);

    assertThat(boxes.results().map(m -> m.group(1)))
        .isNotEmpty()
        .allSatisfy(
            box ->
                assertThat(paper)
                    .containsPattern(
                        "(^|[,\\s])" + Pattern.quote(box) + "[^{}]*\\{ max-height: none"));
  }

  @ParameterizedTest
  @MethodSource("runs")
  void needsNothingElse(FakeRun run) {
    String html = html(run);
    Document page = Jsoup.parse(html);

    assertThat(html.getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(MOST_BYTES);
    assertThat(page.select("[src], link:not([href=data:,]), iframe, object, embed")).isEmpty();
    assertThat(html).doesNotContain("@import", "url(http", "src=\"http", "href=\"http");
    for (Element link : page.select("a")) {
      assertThat(page.select(link.attr("href"))).as(link.attr("href")).hasSize(1);
    }
    List<String> ids = page.select("[id]").eachAttr("id");
    assertThat(ids).doesNotHaveDuplicates();
    for (Element labelled : page.select("[aria-labelledby]")) {
      assertThat(ids).contains(labelled.attr("aria-labelledby"));
    }
  }

  @Test
  void showsHostileLabelsAsText() {
    FakeRun run = new FakeRun();
    HOSTILE.forEach(label -> run.finished(label, 0.97, 0.96));
    run.data("mnist", "<b onclick=alert(1)>bold</b>").failed("sgd", "<i>out of memory</i>");

    Document page = Jsoup.parse(html(run));

    assertThat(page.select("#table-accuracy tbody td:first-child bdi").eachText())
        .containsAll(HOSTILE.stream().map(String::strip).toList());
    assertThat(page.select("img, b, i, [onclick], [onerror]")).isEmpty();
    assertThat(page.select("script")).hasSize(2);
    assertThat(page.select(".strip li, .strip bdi").eachText()).isNotEmpty();
    assertThat(page.selectFirst(".notice").text())
        .isEqualTo("Mind the data: <b onclick=alert(1)>bold</b>");
    assertThat(page.selectFirst("#chart-data").data())
        .contains("\\u003cscript\\u003ealert(1)\\u003c/script\\u003e")
        .doesNotContain("<");
  }

  @Test
  void holdsEveryClaim() {
    ClaimsReport claims = ClaimsReportTest.report();

    Document page = Jsoup.parse(report(Samples.six()).html("{}", Optional.of(claims)));

    assertThat(labels(page, "claims"))
        .containsExactlyElementsOf(
            claims.verdicts().claims().stream().map(c -> c.claim().id()).toList());
    assertThat(page.select("nav a[href=#claims]")).hasSize(1);
    assertThat(page.select("#claims h3 + ul li").eachText())
        .isNotEmpty()
        .containsExactlyElementsOf(claims.usedSources());
    assertThat(Jsoup.parse(html(Samples.six())).select("#claims, nav a[href=#claims]")).isEmpty();
  }

  @Test
  void showsTheSpecAsItIs() {
    String spec = "{\"name\": \"<x> & </pre>\"}\n";

    Document page = Jsoup.parse(report(Samples.six()).html(spec, Optional.empty()));

    assertThat(page.selectFirst("#spec").wholeText()).isEqualTo(spec);
    assertThat(page.selectFirst("#command").wholeText()).isEqualTo("optbench run fake.json");
  }

  @Test
  void putsTheDistanceToTheBestBesideAccuracyAndMarksTheGroup() {
    Document page = Jsoup.parse(html(Samples.six()));
    List<Element> rows = rows(page, "accuracy");

    assertThat(rows.get(0).select(".mark").text()).isEqualTo("★best:");
    assertThat(rows.get(0).select("td").get(1).text()).isEqualTo("97.62 ± 0.11");
    assertThat(rows.get(1).select(".mark").text()).startsWith("?open");
    assertThat(rows.get(1).select("td").get(1).text()).isEqualTo("97.51 ± 0.12 (−0.11)");
    assertThat(rows.get(0).select("td").get(1).attr("style")).isEqualTo("--shade:1.000");
    assertThat(rows.get(5).select("td").get(1).attr("style")).isEqualTo("--shade:0.000");
  }

  @ParameterizedTest
  @MethodSource("charts")
  void drawsWhatThereAreDataFor(FakeRun run, List<String> charts) {
    Document page = Jsoup.parse(html(run));

    assertThat(page.select(".chart").eachAttr("data-chart")).isEqualTo(charts);
    for (Element chart : page.select(".chart")) {
      assertThat(chart.previousElementSiblings().select("p.conditions").first().text())
          .as("how to read " + chart.id())
          .endsWith(".");
      assertThat(chart.previousElementSiblings().select("h2, h3").first().text())
          .as("heading of " + chart.id())
          .contains(run.summary().conditions().dataTitle());
    }
  }

  static Stream<Arguments> charts() {
    return Stream.of(
        Arguments.of(Samples.six(), List.of("curves", "cost")),
        Arguments.of(Samples.tuned(), List.of("curves", "cost", "sensitivity", "best-of-k")),
        Arguments.of(Samples.tuning(), List.of("sensitivity", "best-of-k")),
        Arguments.of(Samples.allDiverged(), List.of("curves")),
        Arguments.of(new FakeRun().targets(0.99).finished("adam", 0.95, 0.96), List.of("curves")));
  }

  @Test
  void drawsTheLossByStepOfWatchedTrials() {
    Document page = Jsoup.parse(ProbeReportTest.report().html("{}", Optional.empty()));

    assertThat(page.select("nav a[href=#probes]")).hasSize(1);
    assertThat(page.select("#chart-probe-loss")).hasSize(1);
    assertThat(page.selectFirst("#chart-data").data())
        .contains("\"loss\":{\"mean\":[3,1.5,0.75],\"low\":[2.5,1.5,0.5],\"high\":[3.5,1.5,1]}");
  }

  @Test
  void looksAtEachHyperParameter() {
    String data = Jsoup.parse(html(Samples.tunedMomentum())).selectFirst("#chart-data").data();

    assertThat(data)
        .contains(
            "{\"id\":\"learning_rate\",\"name\":\"learning rate\",\"accuracy\":false,\"scale\":\"log\"}")
        .contains(
            "{\"id\":\"momentum\",\"name\":\"momentum\",\"accuracy\":false,\"scale\":\"linear\"}")
        // Of the two momenta at a rate of 0.02, the better one.
        .contains(
            "\"x\":{\"learning_rate\":[0.02,0.3]},\"y\":{\"validation_accuracy\":{\"mean\":[0.96,0.97]}")
        .contains(
            "\"x\":{\"momentum\":[0.5,0.9]},\"y\":{\"validation_accuracy\":{\"mean\":[0.93,0.97]}")
        // Every rate of LAMB diverged.
        .contains("{\"mean\":[null,null,null]}},\"failed\":[true,true,true]}");
  }

  @Test
  void theStripSaysWhoIsFirstToEveryTarget() {
    FakeRun run = Samples.six();
    Document page = Jsoup.parse(html(run));

    List<String> ranges =
        run.summary().targets().winners().get(0).ranges().stream()
            .map(r -> r.targets() + " %: " + r.who())
            .toList();
    List<Element> segments = page.select(".strip").first().select("li");
    assertThat(segments.stream().map(s -> s.attr("data-text"))).containsExactlyElementsOf(ranges);
    double covered = 0;
    for (Element segment : segments) {
      String style = segment.attr("style");
      assertThat(percent(style, "left:")).isCloseTo(covered, within(0.02));
      covered += percent(style, "width:");
      assertThat(segment.attr("tabindex")).isEqualTo("0");
      assertThat(segment.text()).startsWith(segment.attr("data-text").split(": ", 2)[0]);
    }
    assertThat(covered).isCloseTo(100, within(0.1));
    assertThat(page.select(".ticks .target")).hasSize(3);
  }

  private static double percent(String style, String property) {
    return Double.parseDouble(style.replaceFirst(".*" + property, "").replaceFirst("%.*", ""));
  }

  @Test
  void winnersThatAreEqualShareAColour() {
    Document page = Jsoup.parse(html(Samples.ties()));

    assertThat(page.select(".strip .color").eachAttr("style"))
        .contains("background:linear-gradient(var(--s5) 0.0% 50.0%, var(--s6) 50.0% 100.0%)");
  }

  @Test
  void setsPublishedFiguresBesideTheRun() {
    FakeRun run = new FakeRun().finished("adam", 0.985, 0.987).finished("sgd", 0.95, 0.952);
    Report report = report(run);
    PublishedTable published =
        report.beside(
            List.of(
                new PublishedFigure("</td><script>alert(1)</script>", "adam", 5, 0.987, 0.005),
                new PublishedFigure("B", "sgd", 5, 0.99, 0.005)));

    Document page =
        Jsoup.parse(report.html("{}", new PageExtras(Optional.empty(), Optional.of(published), 0)));

    assertThat(page.select("#table-published tbody .mark .unseen").eachText())
        .containsExactly("agrees:", "differs:");
    assertThat(page.select("#table-published th").eachText())
        .contains("</td><script>alert(1)</script>", "B");
    assertThat(page.select("#published details table")).hasSize(2);
    assertThat(page.select("script")).hasSize(2);
    assertThat(Jsoup.parse(html(run)).select("#published, nav a[href=#published]")).isEmpty();
  }

  @Test
  void aPairIsSeenWithItsVerdictFirst() {
    Document page = Jsoup.parse(html(Samples.six()));

    assertThat(page.select("#table-comparisons th").eachText())
        .startsWith("ahead", "behind", "verdict", "difference, points (95 % interval)");
    assertThat(rows(page, "comparisons").get(0).select("td").eachText().subList(0, 4))
        .containsExactly("?open: adam", "rmsprop", "inconclusive", "0.11 (−0.37 to 0.59)");
  }

  @Test
  void foldsTheFiguresOfClaimsAway() {
    Document page =
        Jsoup.parse(report(Samples.six()).html("{}", Optional.of(ClaimsReportTest.report())));

    Element row = page.select("#table-claims tbody tr").first();
    assertThat(row.select("td").get(3).selectFirst("bdi").text())
        .startsWith("Open: the seeds do not decide it. Test accuracy: ")
        .contains(" % for adam, ")
        .doesNotContain("p <", "p =");
    assertThat(row.select("details.figures li").eachText())
        .hasSize(2)
        .allMatch(text -> text.contains("p < 0.0001") || text.contains("p ="));
    assertThat(row.selectFirst("details").hasAttr("open")).isFalse();
  }

  @Test
  void splitsTheStepIntoGradientAndUpdate() {
    Document page = Jsoup.parse(html(Samples.six()));

    // 1.53 ms of gradient and 0.0510 * (1 + 4) ms of update.
    Element adam =
        rows(page, "timing").stream()
            .filter(r -> r.text().contains("adam"))
            .findFirst()
            .orElseThrow();
    assertThat(adam.select(".split").attr("title")).isEqualTo("14.3 % of the step is the update");
  }

  @Test
  void drawsNoBarsWhereStepsHaveNoTimeOfTheirOwn() {
    FakeRun shared = new FakeRun().shared(6).finished("adam", 0.97, 0.96).finished("sgd", 0.9, 0.8);

    assertThat(Jsoup.parse(html(shared)).select(".split")).isEmpty();
  }

  @Test
  void offersSecondsOnlyWhereTheyCanBeCompared() {
    assertThat(html(Samples.six()))
        .contains("{\"id\":\"seconds\",\"name\":\"training time, seconds\"")
        .doesNotContain("There is no axis of training time");
    assertThat(html(Samples.shared()))
        .doesNotContain("{\"id\":\"seconds\"")
        .contains(
            "There is no axis of training time: not every trial has a training time of its own.");
  }

  @Test
  void endsCurvesWhereRunsDiverged() {
    String data = Jsoup.parse(html(Samples.trouble())).selectFirst("#chart-data").data();

    assertThat(data)
        .contains("\"ended\":true,\"x\":{\"epoch\":[1,2,3,4],\"step\":[469,938,1407,1876]");
  }

  @Test
  void saysWhatWentWrongAtTheTop() {
    Document page = Jsoup.parse(html(Samples.trouble()));

    assertThat(page.selectFirst("header .notice").text())
        .isEqualTo("Mind the data: MNIST was not found; these digits are drawn by the program.");
    assertThat(page.select("#warnings li").eachText())
        .contains(
            "Diverged: sgd in 1 of 3 seeds",
            "No result for muon in 1 of 1 seed: dl4j cannot run it");
  }

  @Test
  void staysSmallHoweverMuchThereIsToShow() {
    FakeRun run = new FakeRun().epochs(300);
    IntStream.range(0, 30).forEach(i -> run.finished("optimizer " + i, 0.9 + 0.002 * i, 0.95));

    assertThat(html(run).getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(MOST_BYTES);
  }

  @Test
  void isTheSameInEveryLocale() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.US);
      String american = written(Samples.trouble().run());
      Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));

      assertThat(written(Samples.trouble().run())).isEqualTo(american);
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void hasTheColoursOfTheCharts() {
    String html = html(Samples.six());

    assertThat(html)
        .contains(":root{--s0:#0072b2;", "--s6:#000000}", "\"]{--s0:#2f8fd8;", "--s6:#f2f2f2}");
    assertThat(Jsoup.parse(html).select("#table-accuracy tr:has(bdi:contains(adam)) line"))
        .extracting(line -> line.attr("style"), line -> line.attr("stroke-dasharray"))
        .containsOnly(tuple("stroke:var(--s5)", "none"));
  }

  @Test
  void darkIsTheSameWhetherChosenOrPreferred() {
    String html = html(Samples.six());
    Matcher dark = Pattern.compile("color-scheme: dark;([^}]*)}").matcher(html);
    List<String> blocks =
        dark.results().map(m -> m.group(1).replaceAll("\\s+", " ").strip()).toList();

    assertThat(blocks).hasSize(2);
    assertThat(blocks.get(0)).contains("--paper:").isEqualTo(blocks.get(1));
  }

  private static String html(FakeRun run) {
    return PAGES.computeIfAbsent(run.run(), HtmlPageTest::written);
  }

  private static String written(Run run) {
    return Report.of(run).html("{}", Optional.empty());
  }

  private static Report report(FakeRun run) {
    return Report.of(run.run());
  }

  private static List<Element> rows(Document page, String table) {
    return page.select("#table-" + table + " tbody tr");
  }

  private static List<String> labels(Document page, String table) {
    return page.select("#table-" + table + " tbody td:first-child bdi").eachText();
  }
}
