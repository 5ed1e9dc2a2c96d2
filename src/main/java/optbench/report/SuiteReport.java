package optbench.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import optbench.result.Run;
import optbench.result.SuiteRecord;
import optbench.stats.PerformanceProfile;
import optbench.stats.SuiteSummary;
import optbench.stats.SuiteTask;
import optbench.table.Markdown;
import optbench.table.Table;
import optbench.table.TerminalTable;
import optbench.text.Block;
import optbench.text.Screen;

/** What the tasks of a suite say together, for people and programs. */
public final class SuiteReport {
  private final SuiteRecord record;
  private final SuiteSummary summary;
  private final SuiteText text;
  private final SuiteTables tables;
  private final String version;

  private SuiteReport(
      SuiteRecord record, SuiteSummary summary, List<String> notRun, String version) {
    this.record = record;
    this.summary = summary;
    this.text = new SuiteText(summary, notRun);
    this.tables = new SuiteTables(record.name(), summary, text);
    this.version = version;
  }

  /**
   * Takes the tasks together that were run.
   *
   * @param runs by the names of their tasks
   * @throws IllegalArgumentException if there are fewer than two, or fewer than two optimizers with
   *     a result on all of them
   */
  public static SuiteReport of(SuiteRecord record, Map<String, Run> runs) {
    List<SuiteTask> tasks = new ArrayList<>();
    List<String> notRun = new ArrayList<>();
    for (SuiteRecord.Task task : record.tasks()) {
      Run run = runs.get(task.name());
      if (run == null) {
        notRun.add(task.name());
      } else {
        OptionalDouble target =
            task.target().map(OptionalDouble::of).orElseGet(OptionalDouble::empty);
        tasks.add(SuiteTask.of(task.name(), target, run));
      }
    }
    String version =
        runs.values().stream()
            .flatMap(run -> run.record().start().environment().stream())
            .map(e -> e.tool().optbenchVersion())
            .findFirst()
            .orElse("");
    return new SuiteReport(record, SuiteSummary.of(tasks), notRun, version);
  }

  /** For {@code suite.csv}: a row for each task and optimizer. */
  public Table table() {
    return tables.entries();
  }

  /** For {@code suite.json}: what the suite is, and what came of it. */
  public Map<String, Object> results() {
    Map<String, Object> results = new LinkedHashMap<>();
    results.put("verdict", verdict());
    results.put("labels", summary.labels());
    results.put("left_out", summary.leftOut());
    results.put("standings", summary.standings());
    results.put("friedman", summary.friedman());
    results.put("best_group", summary.bestGroup());
    results.put("profile", summary.profile());
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("format_version", record.formatVersion());
    tree.put("name", record.name());
    tree.put("tasks", record.tasks());
    tree.put("results", results);
    return tree;
  }

  /** For {@code suite.md}. */
  public String markdown() {
    return tables.all().stream().map(Markdown::of).collect(Collectors.joining("\n"));
  }

  /** The tables without those that say what the tasks are. */
  public Block terminal(Screen screen) {
    List<Table> shown = new ArrayList<>(List.of(tables.accuracies()));
    summary.profile().ifPresent(p -> shown.add(tables.steps()));
    shown.add(tables.standings());
    return TerminalTable.of(shown, screen);
  }

  /** The result in a few sentences. */
  public String verdict() {
    return text.verdict();
  }

  /** Draws the performance profile, below {@code charts/}, if there is one. */
  public ChartFiles charts(ChartRequest request) {
    Map<String, Drawing> drawings = new LinkedHashMap<>();
    if (!request.kinds().isEmpty()) {
      summary
          .profile()
          .filter(profile -> !profile.tasks().isEmpty())
          .ifPresent(profile -> drawings.put("profile-by-steps", drawing(profile)));
    }
    return ChartWriter.files(drawings, request, List.of());
  }

  private Drawing drawing(PerformanceProfile profile) {
    Heading heading =
        new Heading(
            "Optimizers within a factor of the fewest steps to the target",
            record.name()
                + ": "
                + Captions.count(profile.tasks().size(), "task")
                + ", each with its own target. Line: share of tasks on which the optimizer's steps to"
                + " the target (median of seeds) are within the factor of the fewest; higher is"
                + " better. Lines stand a hair apart.",
            Stream.concat(
                    Stream.of(text.notice()).filter(notice -> !notice.isEmpty()),
                    text.warnings().stream().map(warning -> warning + "."))
                .toList());
    LineChart chart =
        new LineChart(
            heading,
            ProfileReport.lines(profile, styles(), SuiteSummary.LAST_FACTOR),
            Axes.linear(
                "Factor: steps to the target over the fewest of any optimizer on the task",
                1,
                SuiteSummary.LAST_FACTOR,
                0.5),
            ProfileReport.shares(),
            "Share of tasks (%)");
    return new Drawing(chart, ProfileReport.table(profile));
  }

  private SeriesStyles styles() {
    return SeriesStyles.of(summary.tasks().stream().map(SuiteTask::summary).toList());
  }

  /**
   * For {@code suite.html}: all of it on one page.
   *
   * @param pages of tasks by name, relative to this one; may lack some
   */
  public String html(Map<String, String> pages) {
    return new SuitePage(record.name(), summary, tables, styles(), pages).html(version, verdict());
  }
}
