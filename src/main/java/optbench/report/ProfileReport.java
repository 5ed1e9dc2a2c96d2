package optbench.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import optbench.report.Line.Point;
import optbench.stats.PerformanceProfile;
import optbench.stats.PerformanceProfile.Solver;
import optbench.stats.PerformanceProfile.Task;
import optbench.stats.TaskSet;
import optbench.table.Caption;
import optbench.table.Cell;
import optbench.table.Column;
import optbench.table.Markdown;
import optbench.table.Table;
import optbench.table.TerminalTable;
import optbench.text.Block;
import optbench.text.NumberText;
import optbench.text.Screen;
import org.jfree.chart.axis.NumberAxis;

/** What several runs say together: how often each optimizer is within a factor of the best. */
public final class ProfileReport {
  /** Errors differ by less than times do. */
  private static final double[] ERROR_FACTORS = {1, 1.1, 1.25, 2};

  private static final double[] EPOCH_FACTORS = {1, 1.5, 2, 5};

  /** Lines that coincide are drawn so many percent of the axis apart. */
  private static final double APART = 0.6;

  private static final double PERCENT = 100;
  private static final double LEAST_LAST_FACTOR = 1.2;
  private static final double ROOM = 1.04;

  private final TaskSet runs;
  private final PerformanceProfile byError;
  private final PerformanceProfile byEpochs;

  private ProfileReport(TaskSet runs) {
    this.runs = runs;
    this.byError = runs.byError();
    this.byEpochs = runs.byEpochs();
  }

  /**
   * Takes several runs together.
   *
   * @throws IllegalArgumentException if there are fewer than two, or have fewer than two optimizers
   *     in common
   */
  public static ProfileReport of(List<Report> reports) {
    return new ProfileReport(TaskSet.of(reports.stream().map(Report::summary).toList()));
  }

  /** By the error after the last epoch. */
  public PerformanceProfile byError() {
    return byError;
  }

  /** By epochs to the targets; without tasks if nobody reached any. */
  public PerformanceProfile byEpochs() {
    return byEpochs;
  }

  /** Labels that not every run has a result of. */
  public List<String> leftOut() {
    return runs.leftOut();
  }

  /** What a task cost an optimizer. */
  private record Entry(String cost, Solver solver, Task task, double ratio) {}

  /** For {@code profile.csv}: costs and their ratios to the best, by task. */
  public Table table() {
    return Table.of(
        List.of(
            Column.text("cost_in", Entry::cost),
            Column.text("task", e -> e.task().name()),
            Column.text("label", e -> e.solver().label()),
            Column.number("cost", e -> Cell.rounded(e.task().costs().get(e.solver().label()))),
            Column.number("ratio", e -> Cell.rounded(e.ratio()))),
        Stream.concat(entries("test_error", byError), entries("epochs", byEpochs)).toList());
  }

  private static Stream<Entry> entries(String cost, PerformanceProfile profile) {
    return IntStream.range(0, profile.tasks().size())
        .boxed()
        .flatMap(
            i ->
                profile.solvers().stream()
                    .map(s -> new Entry(cost, s, profile.tasks().get(i), s.ratios().get(i))));
  }

  /** For {@code profile.md}. */
  public String markdown() {
    return tables().stream().map(Markdown::of).collect(Collectors.joining("\n"));
  }

  /** The same for a terminal. */
  public Block terminal(Screen screen) {
    return TerminalTable.of(tables(), screen);
  }

  private List<Table> tables() {
    List<Table> tables = new ArrayList<>();
    if (!byError.tasks().isEmpty()) {
      tables.add(forPeople("By the test error after the last epoch", byError, ERROR_FACTORS));
    }
    if (!byEpochs.tasks().isEmpty()) {
      tables.add(forPeople("By epochs to each target accuracy", byEpochs, EPOCH_FACTORS));
    }
    return tables;
  }

  private Table forPeople(String title, PerformanceProfile profile, double... factors) {
    List<Column<Solver>> columns =
        new ArrayList<>(List.of(Column.text("label", "optimizer", Solver::label)));
    for (double factor : factors) {
      columns.add(
          Column.number(
              factor == 1 ? "best" : "≤ " + NumberText.tick(factor) + "×",
              s -> Cell.rounded(s.share(factor), NumberText.fixed(PERCENT * s.share(factor), 0))));
    }
    columns.add(Column.number("failed", ProfileReport::failed));
    List<String> notes =
        new ArrayList<>(
            List.of(
                "Percent of tasks on which the optimizer is the best, or within the factor of it;"
                    + " of two that are seldom the best, this does not say which is better."));
    notes.addAll(notes(profile));
    return Table.of(
        new Caption(
            title,
            Captions.count(profile.tasks().size(), "task") + " from " + runNames(),
            "",
            List.of(),
            notes),
        columns,
        ranked(profile, factors));
  }

  private static Cell failed(Solver solver) {
    long failed = solver.ratios().stream().filter(r -> r.isInfinite()).count();
    return Cell.of(failed, failed == 0 ? "" : failed + " of " + solver.ratios().size());
  }

  private List<String> notes(PerformanceProfile profile) {
    List<String> notes = new ArrayList<>();
    if (!profile.unsolved().isEmpty()) {
      notes.add(
          "Left out, since every optimizer failed: "
              + profile.unsolved().stream().map(Task::name).collect(Collectors.joining("; "))
              + ".");
    }
    if (!runs.leftOut().isEmpty()) {
      notes.add(
          "Left out, without a result in every run: " + String.join(", ", runs.leftOut()) + ".");
    }
    return notes;
  }

  /** Those who are within the smaller factors more often first. */
  private static List<Solver> ranked(PerformanceProfile profile, double... factors) {
    Comparator<Solver> order = Comparator.comparing(s -> 0);
    for (double factor : factors) {
      order = order.thenComparing(s -> -s.share(factor));
    }
    return profile.solvers().stream().sorted(order).toList();
  }

  /** Draws both profiles, below {@code charts/}, those for which there is a task. */
  public ChartFiles charts(ChartRequest request) {
    Map<String, Drawing> drawings = new LinkedHashMap<>();
    if (!request.kinds().isEmpty() && !byError.tasks().isEmpty()) {
      drawings.put(
          "profile-by-error",
          drawing("Optimizers within a factor of the lowest test error", "error", byError));
    }
    if (!request.kinds().isEmpty() && !byEpochs.tasks().isEmpty()) {
      drawings.put(
          "profile-by-epochs",
          drawing(
              "Optimizers within a factor of the fewest epochs to a target", "epochs", byEpochs));
    }
    return ChartWriter.files(drawings, request, List.of());
  }

  private Drawing drawing(String title, String cost, PerformanceProfile profile) {
    double last = Math.max(LEAST_LAST_FACTOR, profile.lastStep() * ROOM);
    List<Line> drawn = lines(profile, SeriesStyles.of(runs.runs()), last);
    LogScale x = LogScale.around(1, last);
    x.setLabel("Factor: " + cost + " over that of the best optimizer of the task (log scale)");
    Picture picture =
        new LineChart(heading(title, cost, profile), drawn, x, shares(), "Share of tasks (%)");
    return new Drawing(picture, table(profile));
  }

  /** Shares of tasks in percent; lines that coincide stand a hair apart. */
  static List<Line> lines(PerformanceProfile profile, SeriesStyles styles, double last) {
    List<Solver> solvers = profile.solvers();
    double middle = (solvers.size() - 1) / 2.0;
    double apart = APART * Math.min(1, 12.0 / solvers.size());
    return IntStream.range(0, solvers.size())
        .mapToObj(
            i ->
                line(styles.of(solvers.get(i).label()), solvers.get(i), last)
                    .raised(apart * (middle - i)))
        .toList();
  }

  /** An axis for them. */
  static NumberAxis shares() {
    return Axes.linear(null, -APART * 6, PERCENT + APART * 6, 20);
  }

  private static Line line(SeriesStyle style, Solver solver, double last) {
    List<Point> points = new ArrayList<>();
    double share = solver.share(1);
    points.add(Point.of(1, PERCENT * share));
    for (double step : solver.steps()) {
      double next = solver.share(step);
      if (next > share && step <= last) {
        points.add(Point.of(step, PERCENT * share));
        points.add(Point.of(step, PERCENT * next));
        share = next;
      }
    }
    points.add(Point.of(last, PERCENT * share));
    return new Line(style, Charts.label(solver.label()), points, List.of());
  }

  private Heading heading(String title, String cost, PerformanceProfile profile) {
    return new Heading(
        title,
        Captions.count(profile.tasks().size(), "task")
            + " from "
            + runNames()
            + ". Line: share of tasks on which the optimizer's "
            + (cost.equals("error")
                ? "error after the last epoch is"
                : "epochs to the target (medians of seeds) are")
            + " within the factor of the best; higher is better. At the left: how often it is the"
            + " best; at the right: how often it gets there at all. Lines stand a hair apart.",
        notes(profile));
  }

  private String runNames() {
    return Captions.count(runs.names().size(), "run") + ": " + Captions.listed(runs.names());
  }

  /** A place where the line of an optimizer rises. */
  private record Rise(Solver solver, double factor) {}

  /** Where each line rises. */
  static Table table(PerformanceProfile profile) {
    return Table.of(
        List.of(
            Column.text("label", r -> r.solver().label()),
            Column.number("factor", r -> Cell.rounded(r.factor())),
            Column.number("share_of_tasks", r -> Cell.rounded(r.solver().share(r.factor())))),
        profile.solvers().stream()
            .flatMap(
                s ->
                    DoubleStream.concat(
                            DoubleStream.of(1), s.steps().stream().mapToDouble(Double::doubleValue))
                        .distinct()
                        .mapToObj(factor -> new Rise(s, factor)))
            .toList());
  }
}
