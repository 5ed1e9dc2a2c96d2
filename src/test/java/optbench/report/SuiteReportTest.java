package optbench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import optbench.result.Run;
import optbench.result.SuiteRecord;
import optbench.stats.FakeRun;
import optbench.table.Table;
import optbench.text.Screen;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;

class SuiteReportTest {
  private static final String HOSTILE = "</title><b>x</b> ${7*7} & \"y\"";

  private static FakeRun run(double adam, double other) {
    return new FakeRun()
        .finished("adam", adam, adam + 0.001, adam + 0.002)
        .finished(HOSTILE, other, other + 0.001, other + 0.003);
  }

  private static SuiteRecord record(Double... targets) {
    List<SuiteRecord.Task> tasks = new ArrayList<>();
    for (int i = 0; i < targets.length; i++) {
      tasks.add(new SuiteRecord.Task("task-" + (i + 1), Optional.ofNullable(targets[i])));
    }
    return new SuiteRecord("my-suite", tasks);
  }

  private static SuiteReport report(SuiteRecord record, FakeRun... runs) {
    Map<String, Run> byTask = new LinkedHashMap<>();
    for (int i = 0; i < runs.length; i++) {
      byTask.put("task-" + (i + 1), runs[i].run());
    }
    return SuiteReport.of(record, byTask);
  }

  private final SuiteReport two = report(record(0.9, 0.9), run(0.98, 0.95), run(0.97, 0.94));

  @Test
  void programsGetARowForEachTaskAndOptimizer() {
    Table table = two.table();

    assertThat(table.keys())
        .containsExactly(
            "task",
            "data",
            "network",
            "label",
            "optimizer",
            "seeds",
            "test_accuracy_mean",
            "test_accuracy_sd",
            "diverged",
            "judgement",
            "rank",
            "target",
            "seeds_reached",
            "steps_to_target",
            "ratio_to_best",
            "data_notice");
    assertThat(table.rows()).hasSize(4);
    List<Object> first = table.rows().get(0).cells().stream().map(c -> c.value()).toList();
    assertThat(first.subList(0, 6)).containsExactly("task-1", "mnist", "mlp", "adam", "adam", 3);
    assertThat(first.get(6).toString()).isEqualTo("0.981");
    assertThat(first.get(9)).isEqualTo("best");
    assertThat(first.get(10).toString()).isEqualTo("1");
    // Adam is there after two epochs of 469 steps, the other after three.
    assertThat(first.get(13).toString()).isEqualTo("938");
    assertThat(table.rows().get(1).cells().get(13).text()).isEqualTo("1407");
    assertThat(table.rows().get(1).cells().get(14).text()).isEqualTo("1.5");
  }

  @Test
  void theVerdictSaysWhatTwoTasksCanSay() {
    assertThat(two.verdict())
        .isEqualTo(
            "Over 2 tasks, the mean ranks are those of adam (1.00) and "
                + HOSTILE
                + " (2.00). Tasks as few as these do not show that ranks differ (p = 0.16). By steps"
                + " to the targets, the profile scores are those of adam (1.00) and "
                + HOSTILE
                + " (0.83).");
  }

  @Test
  void theFirstThreeOfMoreAreCalledLowest() {
    FakeRun each = run(0.98, 0.95).finished("sgd", 0.9, 0.91).finished("adagrad", 0.8, 0.81);

    assertThat(report(record(null, null), each, each).verdict())
        .startsWith(
            "Over 2 tasks, the lowest mean ranks are those of adam (1.00), "
                + HOSTILE
                + " (2.00) and sgd (3.00).");
  }

  /** Five of five in one order: χ² = 5 with 1 degree of freedom. */
  @Test
  void whoIsShownToRankWorseIsNamed() {
    FakeRun each = run(0.98, 0.95);
    SuiteReport five = report(record(null, null, null, null, null), each, each, each, each, each);

    assertThat(five.verdict())
        .contains("Shown to rank worse than the first: " + HOSTILE + ".")
        .doesNotContain("profile");
    assertThat(five.markdown())
        .startsWith("### my-suite, over all tasks\n")
        .contains(
            "No performance profile: task-1, task-2, task-3, task-4 and task-5 have no target");
  }

  @Test
  void whatIsMissingIsSaid() {
    SuiteReport report =
        report(
            record(0.9, null, 0.9),
            run(0.98, 0.95).failed("lion", "out of memory"),
            run(0.97, 0.94).data("synthetic-digits", "these are drawn"));

    assertThat(report.markdown())
        .contains("Not run yet, and not counted: task-3")
        .contains("Left out, without a result on every task: lion")
        .contains("Results are missing on task-1")
        .contains("No performance profile: task-2 has no target");
    assertThat(report.verdict()).endsWith("Mind the data: these are drawn");
    assertThat(report.charts(ChartRequest.STANDARD).pictures()).isEmpty();
  }

  @Test
  void thePageHoldsAllOfItAndNothingFromElsewhere() {
    Document page = Jsoup.parse(two.html(Map.of("task-1", "./task-1/report.html")));

    assertThat(page.select("b")).isEmpty();
    assertThat(page.title()).isEqualTo("my-suite: optimizers over several tasks");
    assertThat(page.select("#verdict").text()).isEqualTo(two.verdict());
    assertThat(page.select("section").eachAttr("id"))
        .containsExactly("standings", "profile", "accuracies", "steps", "tasks");
    assertThat(page.select("#table-standings tbody tr")).hasSize(2);
    assertThat(page.select("#table-standings tbody td:first-child bdi").eachText())
        .containsExactly("adam", HOSTILE);
    assertThat(page.select("#profile-plot path.way")).hasSize(2);
    // Adam is the best on every task: a level line, a hair above 100 %.
    assertThat(page.select("#profile-plot path.way").first().attr("d"))
        .isEqualTo("M58 23.3L786 23.3");
    assertThat(page.select(".ways bdi").eachText()).containsExactly("adam", HOSTILE);
    assertThat(page.select("#tasks a").eachAttr("href")).containsExactly("./task-1/report.html");
    assertThat(page.select("[src], iframe, object")).isEmpty();
    for (String anchor : page.select("nav a").eachAttr("href")) {
      assertThat(page.select(anchor)).as(anchor).hasSize(1);
    }
  }

  @Test
  void thePageNeedsNoProfile() {
    SuiteReport without = report(record(null, 0.9), run(0.98, 0.95), run(0.97, 0.94));
    Document page = Jsoup.parse(without.html(Map.of()));

    assertThat(page.select("section").eachAttr("id"))
        .containsExactly("standings", "accuracies", "tasks");
    assertThat(page.select("#tasks a")).isEmpty();
  }

  @Test
  void theChartShowsTheProfileToAFactorOfFour() throws IOException {
    ChartFiles files = two.charts(ChartRequest.STANDARD);

    assertThat(files.pictures())
        .extracting(Artifact::name)
        .containsExactly("charts/profile-by-steps.png", "charts/profile-by-steps.svg");
    ChartRequest figures =
        new ChartRequest(
            ChartRequest.STANDARD.kinds(),
            Set.of(ChartFormat.CSV),
            ChartTheme.LIGHT,
            ChartSize.STANDARD);
    Table table = two.charts(figures).tables().get(0).table();
    assertThat(table.rows().stream().map(r -> r.cells().stream().map(c -> c.text()).toList()))
        .containsExactly(
            List.of("adam", "1", "1"), List.of(HOSTILE, "1", "0"), List.of(HOSTILE, "1.5", "1"));
  }

  @Test
  void theTerminalShowsTheTablesInEightyColumns() {
    String text = two.terminal(new Screen(false, 80, 20)).toString();

    assertThat(text)
        .contains("Test accuracy by task", "Steps to the target of each task", "over all tasks")
        .contains("★ 98.10")
        .contains("938 (1.0×)");
  }
}
