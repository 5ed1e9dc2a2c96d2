package optbench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import optbench.stats.BestGroup;
import optbench.stats.Cost;
import optbench.stats.OptimizerSummary;
import optbench.stats.SuiteSummary;
import optbench.stats.SuiteSummary.Standing;
import optbench.stats.SuiteTask;
import optbench.stats.TargetResult;
import optbench.table.Caption;
import optbench.table.Cell;
import optbench.table.Column;
import optbench.table.Mark;
import optbench.table.Table;
import optbench.text.NumberText;

/** Tables of several tasks. */
final class SuiteTables {
  /** More names than this do not fit into a cell. */
  private static final int NAMED = 4;

  private final String name;
  private final SuiteSummary summary;
  private final SuiteText text;

  SuiteTables(String name, SuiteSummary summary, SuiteText text) {
    this.name = name;
    this.summary = summary;
    this.text = text;
  }

  /** An optimizer on a task. */
  private record Entry(int index, SuiteTask task, String label) {
    private OptimizerSummary optimizer() {
      return task.optimizer(label).orElseThrow();
    }
  }

  /** For programs: a row for each task and optimizer. */
  Table entries() {
    List<Entry> entries = new ArrayList<>();
    for (int i = 0; i < summary.tasks().size(); i++) {
      for (String label : summary.labels()) {
        entries.add(new Entry(i, summary.tasks().get(i), label));
      }
    }
    return Table.of(
        List.of(
            Column.text("task", e -> e.task().name()),
            Column.text("data", e -> e.task().summary().conditions().data()),
            Column.text("network", e -> e.task().summary().conditions().network().orElse("")),
            Column.text("label", Entry::label),
            Column.text("optimizer", e -> e.optimizer().optimizer()),
            Column.number("seeds", e -> Cell.of(e.optimizer().seeds())),
            Column.number(
                "test_accuracy_mean", e -> Cell.rounded(e.optimizer().testAccuracyMean())),
            Column.number("test_accuracy_sd", e -> Cell.rounded(e.optimizer().testAccuracySd())),
            Column.number("diverged", e -> Cell.of(e.optimizer().diverged())),
            Column.text("judgement", e -> judgement(e.task(), e.label())),
            Column.number("rank", e -> Cell.rounded(summary.rank(e.index(), e.label()))),
            Column.number("target", e -> Cell.rounded(e.task().target())),
            Column.number(
                "seeds_reached",
                e ->
                    e.task()
                        .reaching(e.label())
                        .map(r -> Cell.of(r.reached()))
                        .orElse(Cell.nothing())),
            Column.number("steps_to_target", e -> Cell.rounded(e.task().steps(e.label()))),
            Column.number("ratio_to_best", e -> Cell.rounded(ratio(e.task(), e.label()))),
            Column.text("data_notice", e -> e.task().summary().conditions().notice().orElse(""))),
        entries);
  }

  private static String judgement(SuiteTask task, String label) {
    BestGroup group = task.bestGroup();
    return switch (AccuracyTable.mark(task.summary(), task.optimizer(label).orElseThrow())) {
      case BEST -> "best";
      case EQUIVALENT -> "equivalent";
      case OPEN -> "open";
      case DIVERGED -> "diverged";
      case NONE, HOLDS, REVERSED, LEFT_OUT ->
          group.shownWorse().contains(label) ? "worse" : "untested";
    };
  }

  /** Infinite where it, or everybody, did not get there. */
  private double ratio(SuiteTask task, String label) {
    double least =
        summary.labels().stream().mapToDouble(task::steps).min().orElse(Double.POSITIVE_INFINITY);
    return Double.isFinite(least) ? task.steps(label) / least : Double.POSITIVE_INFINITY;
  }

  /** All for people, in the order in which they are read. */
  List<Table> all() {
    return Stream.concat(
            Stream.of(standings(), accuracies()),
            Stream.concat(summary.profile().map(p -> steps()).stream(), Stream.of(tasks())))
        .toList();
  }

  /** Over all tasks, the lowest mean rank first. */
  Table standings() {
    int tasks = summary.tasks().size();
    List<Column<Standing>> columns =
        new ArrayList<>(
            List.of(
                Column.<Standing>text("label", "optimizer", Standing::label),
                Column.<Standing>number(
                    "mean_rank",
                    "mean rank",
                    s -> Cell.rounded(s.meanRank(), NumberText.fixed(s.meanRank(), 2))),
                Column.<Standing>number("best", "best on", s -> share(s.best(), tasks)),
                Column.<Standing>number(
                    "among_best", "among the best on", s -> share(s.amongBest(), tasks))));
    if (summary.profile().isPresent()) {
      columns.add(
          Column.number(
              "score",
              "profile score",
              s -> Cell.rounded(s.score(), score -> NumberText.fixed(score, 2), "")));
      columns.add(Column.number("reached", "target reached on", s -> share(s.reached(), tasks)));
    }
    return Table.of(
        new Caption(
            name + ", over all tasks",
            Captions.count(summary.labels().size(), "optimizer")
                + " on "
                + Captions.count(tasks, "task")
                + ": "
                + Captions.listed(summary.tasks().stream().map(SuiteTask::name).toList()),
            text.notice(),
            text.warnings(),
            text.notes()),
        columns,
        summary.standings(),
        this::mark);
  }

  private static Cell share(int count, int tasks) {
    return Cell.of(count, count + " of " + tasks);
  }

  private Mark mark(Standing standing) {
    if (standing.meanRank() == summary.standings().get(0).meanRank()) {
      return Mark.BEST;
    }
    return summary.bestGroup().contains(standing.label()) ? Mark.OPEN : Mark.NONE;
  }

  /** By task, in the order of the standings. */
  Table accuracies() {
    List<Column<Standing>> columns =
        new ArrayList<>(List.of(Column.text("label", "optimizer", Standing::label)));
    for (SuiteTask task : summary.tasks()) {
      columns.add(Column.number(task.name(), s -> accuracy(task, s.label())));
    }
    return Table.of(
            new Caption(
                "Test accuracy by task",
                "percent, mean over seeds, after the last epoch of each task",
                "★ best of the task; ≈ equivalent to it; ? open: neither shown to be worse nor equivalent;"
                    + " × diverged with some seed, the figure is of the others; no mark: shown to be"
                    + " worse, or not tested. Each task's own report says how that is decided."),
            columns,
            summary.standings())
        .ofAlike();
  }

  private static Cell accuracy(SuiteTask task, String label) {
    OptimizerSummary optimizer = task.optimizer(label).orElseThrow();
    String mark = AccuracyTable.mark(task.summary(), optimizer).symbol();
    OptionalDouble mean = optimizer.testAccuracyMean();
    return mean.isEmpty()
        ? Cell.missing("every seed diverged")
        : Cell.rounded(
            mean.getAsDouble(), (mark + " " + NumberText.percent(mean.getAsDouble())).strip());
  }

  /** To the target of each task; every task must have one. */
  Table steps() {
    List<Column<Standing>> columns =
        new ArrayList<>(List.of(Column.text("label", "optimizer", Standing::label)));
    for (SuiteTask task : summary.tasks()) {
      columns.add(
          Column.<Standing>number(task.name(), s -> steps(task, s.label()))
              .in("to " + NumberText.percent(task.target().getAsDouble()) + " %"));
    }
    return Table.of(
            new Caption(
                "Steps to the target of each task",
                "median over seeds; in brackets how many times the fewest of the task",
                "Seeds that did not arrive count as later than all others: where fewer than half arrived,"
                    + " there is no median. ≤: half had arrived before the first evaluation."),
            columns,
            summary.standings())
        .ofAlike();
  }

  private Cell steps(SuiteTask task, String label) {
    double steps = task.steps(label);
    if (!Double.isFinite(steps)) {
      return Cell.missing(
          "reached by "
              + task.reaching(label).map(TargetResult::reached).orElse(0)
              + " of "
              + Captions.count(task.optimizer(label).orElseThrow().seeds(), "seed"));
    }
    boolean measured =
        task.reaching(label)
            .flatMap(r -> r.cost(Cost.STEPS))
            .filter(c -> c.median().isPresent())
            .isPresent();
    return Cell.rounded(
        steps,
        (measured ? "" : "≤ ")
            + NumberText.count(Math.round(steps))
            + " ("
            + NumberText.fixed(ratio(task, label), 1)
            + "×)");
  }

  /** What each task is, and who is best on it. */
  Table tasks() {
    return Table.of(
        new Caption("Tasks", Captions.count(summary.tasks().size(), "task")),
        List.of(
            Column.text("task", SuiteTask::name),
            Column.text("data", t -> t.summary().conditions().dataTitle()),
            Column.text("training", t -> Captions.conditions(t.summary().conditions())),
            Column.number(
                "target",
                t ->
                    Cell.rounded(
                        t.target(), NumberText::wholePercent, "no target is stated for it")),
            Column.text("best or not shown to be worse", SuiteTables::best)),
        summary.tasks());
  }

  private static String best(SuiteTask task) {
    List<String> members = task.bestGroup().members();
    if (members.isEmpty()) {
      return "none: all diverged";
    }
    int more = members.size() - NAMED;
    return more > 1
        ? String.join(", ", members.subList(0, NAMED)) + " and " + more + " more"
        : Captions.listed(members);
  }
}
