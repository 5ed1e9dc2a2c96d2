package optbench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import optbench.result.Run;
import optbench.stats.Comparison;
import optbench.stats.FakeRun;
import optbench.stats.PairedComparison;
import optbench.stats.Summary;
import optbench.table.Table;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** One more optimizer than all pairs are listed of. */
@Tag("slow")
class ManyOptimizersTest {
  private static final int OPTIMIZERS = Comparison.ALL_PAIRS_UP_TO + 1;
  private static final int ALL_PAIRS = OPTIMIZERS * (OPTIMIZERS - 1) / 2;

  /** Each with the best, and each but the best with the next. */
  private static final int LISTED = (OPTIMIZERS - 1) + (OPTIMIZERS - 2);

  private static final int MOST_BYTES = 3_000_000;

  private static final Report REPORT = Report.of(run());

  /** In an order that is not that of their accuracies. */
  private static Run run() {
    FakeRun run = new FakeRun().epochs(2);
    for (int i = 0; i < OPTIMIZERS; i++) {
      double accuracy = 0.8 + 0.0005 * (7 * i % OPTIMIZERS);
      run.finished("optimizer " + i, accuracy, accuracy + 0.0004 * Math.sin(i), accuracy - 0.0003);
    }
    return new Run(run.record(), run.results());
  }

  @Test
  void allPairsAreTestedAndThoseOfTheBestAndOfNeighboursListed() {
    Summary summary = REPORT.summary();
    List<PairedComparison> listed = summary.listedPairs();

    assertThat(summary.comparison().pairwise().familySize()).isEqualTo(ALL_PAIRS);
    assertThat(listed).hasSize(LISTED).allMatch(pair -> pair.mean().orElseThrow() >= 0);
    assertThat(listed.stream().filter(p -> p.first().equals(best()))).hasSize(OPTIMIZERS - 1);
    assertThat(summary.newImages()).hasSize(LISTED);
    assertThat(summary.listed().comparison().pairwise().pairs()).isEqualTo(listed);
    assertThat(summary.listed().verdict()).isEqualTo(summary.verdict());
  }

  /** The accuracies have steps of 0.0005 that go round: 7 · 86 = 602 = 200 modulo 201. */
  private static String best() {
    assertThat(REPORT.summary().comparison().best()).hasValue("optimizer 86");
    return "optimizer 86";
  }

  @Test
  void tablesAndPageSayWhatIsLeftOut() {
    Table csv = REPORT.comparisons();
    String page = REPORT.html("{}", Optional.empty());
    Document shown = Jsoup.parse(page);

    assertThat(csv.rows()).hasSize(LISTED);
    assertThat(REPORT.comparisonsMarkdown())
        .contains("All 20100 were tested")
        .contains("of more than 200 optimizers the others are not listed");
    assertThat(shown.select("#comparisons .notes").text()).contains("All 20100 were tested");
    assertThat(shown.select("#table-comparisons tbody tr")).hasSize(LISTED);
    assertThat(shown.select("#table-accuracy tbody tr")).hasSize(OPTIMIZERS);
    assertThat(page.length()).isLessThan(MOST_BYTES);
  }

  /** All accuracies fall into one epoch, so that most are not told apart. */
  @Test
  void ofManyWinnersTheFirstAreNamed() {
    String page = REPORT.html("{}", Optional.empty());
    Document shown = Jsoup.parse(page);

    List<String> segments = shown.select(".strip li").eachAttr("data-text");

    assertThat(segments).anyMatch(text -> text.matches(".* and \\d+ others \\(not told apart\\)"));
    assertThat(segments).allMatch(text -> text.split(", ", -1).length <= 12);
    assertThat(shown.select("#targets .notes").text())
        .contains("only the first in the order of the run are named");
    assertThat(REPORT.targetWinners().rows())
        .map(row -> row.cells().get(3).text().split("; ", -1).length)
        .anyMatch(winners -> winners > 12);
  }
}
