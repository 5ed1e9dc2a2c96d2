package optbench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import optbench.claims.ClaimResult;
import optbench.claims.ClaimVerdict;
import optbench.stats.FakeRun;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;

class ClaimsPageTest {
  private static final String HOSTILE =
      "</td></script><img src=x onerror=alert(1)> אופט \"quoted\"";

  private final ClaimsReport claims = ClaimsReportTest.report();

  private Document page() {
    return Jsoup.parse(html(HOSTILE, Map.of("final", "./final/report.html")));
  }

  static String html(String title, Map<String, String> pages) {
    FakeRun run =
        Samples.six()
            .finished(HOSTILE, 0.96, 0.961, 0.962)
            .finished("long ".repeat(30) + "x".repeat(200), 0.93, 0.94, 0.95);
    return ClaimsReportTest.report().html(title, Map.of("final", Report.of(run.run())), pages);
  }

  @Test
  void holdsEveryClaimWithItsVerdictAndAllThatWasFound() {
    Document page = page();
    List<ClaimResult> all = claims.verdicts().claims();

    assertThat(page.select("#table-claims .id").eachText())
        .containsExactlyElementsOf(all.stream().map(c -> c.claim().id()).toList());
    List<Element> rows = page.select("#table-claims tbody tr");
    for (int i = 0; i < all.size(); i++) {
      assertThat(rows.get(i).select("td").get(1).text()).endsWith(all.get(i).verdict().word());
      assertThat(rows.get(i).select("td").get(2).selectFirst("bdi").text())
          .isEqualTo(all.get(i).claim().text());
      assertThat(rows.get(i).select("details li").eachText())
          .containsExactlyElementsOf(ClaimsReport.sentences(all.get(i)));
    }
  }

  @Test
  void countsVerdictsOnTheButtonsThatFilterThem() {
    Map<String, Long> counts =
        claims.verdicts().claims().stream()
            .collect(Collectors.groupingBy(c -> c.verdict().word(), Collectors.counting()));

    assertThat(page().select("#verdicts [data-verdict]").eachText())
        .containsExactlyElementsOf(
            Stream.of(ClaimVerdict.values())
                .filter(v -> counts.containsKey(v.word()))
                .map(v -> ClaimsReport.mark(v).symbol() + counts.get(v.word()) + " " + v.word())
                .toList());
  }

  @Test
  void verdictsSortByTheirOrder() {
    List<Integer> ranks =
        page().select(".verdict-cell").eachAttr("data-key").stream().map(Integer::valueOf).toList();

    assertThat(ranks)
        .isEqualTo(
            claims.verdicts().claims().stream()
                .map(c -> List.of(ClaimVerdict.values()).indexOf(c.verdict()))
                .toList());
  }

  @Test
  void showsExperimentsAndSaysWhichWereNotRun() {
    Document page = page();

    assertThat(page.select("details.experiment > summary bdi").eachText()).containsExactly("final");
    assertThat(page.select("#table-accuracy-experiment-1 tbody tr")).hasSize(8);
    assertThat(page.select("#experiments .warning").text()).isEqualTo("Not run yet: other.");
    assertThat(page.select("a[href=./final/report.html]")).hasSize(1);
    assertThat(page.select("#table-claims a[href=#experiment-1]")).isNotEmpty();
    assertThat(Jsoup.parse(html("x", Map.of())).select("a[href$=report.html]")).isEmpty();
  }

  @Test
  void showsHostileNamesAsText() {
    Document page = page();

    assertThat(page.selectFirst("h1 bdi").text()).isEqualTo(HOSTILE);
    assertThat(page.title()).startsWith(HOSTILE);
    assertThat(page.select("img, [onerror]")).isEmpty();
    assertThat(page.select("script")).hasSize(1);
    assertThat(page.select("#table-accuracy-experiment-1 bdi").eachText()).contains(HOSTILE);
  }

  @Test
  void needsNothingElse() {
    String html = html("articles", Map.of());
    Document page = Jsoup.parse(html);

    assertThat(html.getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(2_000_000);
    assertThat(page.select("[src], link:not([href=data:,]), iframe, object, embed")).isEmpty();
    for (Element link : page.select("a")) {
      assertThat(page.select(link.attr("href"))).as(link.attr("href")).hasSize(1);
    }
    assertThat(page.select("[id]").eachAttr("id")).doesNotHaveDuplicates();
  }

  @Test
  void isTheSameInEveryLocale() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.US);
      String american = html("articles", new LinkedHashMap<>());
      Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));

      assertThat(html("articles", new LinkedHashMap<>())).isEqualTo(american);
    } finally {
      Locale.setDefault(before);
    }
  }
}
