package optbench.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.ToDoubleFunction;
import optbench.report.ReportTable.Column;
import optbench.report.ReportTable.Mark;
import optbench.report.ReportTable.Row;
import optbench.result.Table;
import optbench.stats.OptimizerSummary;
import optbench.stats.Summary;
import optbench.stats.Timing;

/** What each optimizer cost. */
final class TimingTable {
  private static final String UNDEFINED = "–";

  /** The first eleven are fixed: others parse them. New ones go to the end. */
  private static final List<String> COLUMNS =
      List.of(
          "label",
          "optimizer",
          "engine",
          "device",
          "threads",
          "ms_per_step_median",
          "gradient_ms_per_step",
          "update_ms_per_step",
          "samples_per_second",
          "train_seconds_mean",
          "state_bytes",
          "timed_seeds",
          "data_notice",
          "gradient_evaluations_per_step",
          "batch_size",
          "gradient_shared_by",
          "jobs",
          "isolated",
          "repeats",
          "conditions");

  private final Summary summary;
  private final TimeNotes notes;

  TimingTable(Summary summary) {
    this.summary = summary;
    this.notes = new TimeNotes(summary);
  }

  /** For programs: in the order of the run. */
  Table table() {
    return new Table(COLUMNS, summary.optimizers().stream().map(this::cells).toList());
  }

  /** For people: the fastest step first, times that cannot be compared with it behind. */
  ReportTable reportTable() {
    List<Row> rows =
        summary.optimizers().stream()
            .sorted(
                Comparator.comparing((OptimizerSummary o) -> o.timing().isEmpty())
                    .thenComparing(o -> o.timing().map(t -> !notes.ownTime(t)).orElse(true))
                    .thenComparing(o -> o.timing().map(Timing::apart).orElse(false))
                    .thenComparing(o -> o.timing().map(Timing::jobs).orElse(0))
                    .thenComparing(o -> o.timing().map(this::ownMillis).orElse(0.0)))
            .map(this::row)
            .toList();
    List<Column> columns = new ArrayList<>();
    columns.add(Column.text("optimizer"));
    if (summary.conditions().batchSizesVary()) {
      columns.add(Column.number("batch"));
    }
    columns.addAll(
        List.of(
            Column.number("ms/step"),
            Column.number("gradient"),
            Column.number("update"),
            Column.number("samples/s"),
            Column.number("train, s"),
            Column.number("state")));
    return new ReportTable(
        "Training time on " + summary.conditions().dataTitle(),
        Captions.conditions(summary.conditions()) + machine(),
        summary.conditions().notice().orElse(""),
        columns,
        rows,
        notes());
  }

  private List<Object> cells(OptimizerSummary o) {
    return List.of(
        o.label(),
        o.optimizer(),
        o.engine().orElse(""),
        o.device().orElse(""),
        o.timing()
            .map(t -> (Object) t.threads())
            .orElseGet(() -> ReportNumberFormat.cell(o.threads())),
        cell(ownTiming(o), Timing::stepMillis),
        cell(o.timing(), Timing::gradientMillis),
        cell(o.timing(), Timing::updateMillis),
        cell(ownTiming(o), Timing::samplesPerSecond),
        cell(ownTiming(o), Timing::trainSecondsMean),
        ReportNumberFormat.cell(o.stateBytes()),
        o.timing().map(Timing::seeds).orElse(0),
        summary.conditions().notice().orElse(""),
        ReportNumberFormat.cell(o.gradientEvaluationsPerStep()),
        ReportNumberFormat.cell(o.batchSize()),
        o.timing().map(t -> (Object) t.sharedBy()).orElse(""),
        o.timing().map(t -> (Object) t.jobs()).orElse(""),
        o.timing().map(t -> (Object) t.isolated()).orElse(""),
        o.timing().map(t -> (Object) t.repeats()).orElse(""),
        o.timing().map(Timing::conditions).orElse(""));
  }

  /** What optimizers are ranked by: the step, or the update where only that is theirs. */
  private double ownMillis(Timing timing) {
    return notes.ownTime(timing) ? timing.stepMillis() : timing.updateMillis();
  }

  private Optional<Timing> ownTiming(OptimizerSummary o) {
    return o.timing().filter(notes::ownTime);
  }

  private static Object cell(Optional<Timing> timing, ToDoubleFunction<Timing> figure) {
    return ReportNumberFormat.cell(
        timing.isPresent()
            ? OptionalDouble.of(figure.applyAsDouble(timing.get()))
            : OptionalDouble.empty());
  }

  private Row row(OptimizerSummary o) {
    String marks =
        (o.timing().filter(t -> t.jobs() > 1).isPresent() ? TimeNotes.PARALLEL : "")
            + (o.timing().filter(Timing::apart).isPresent() ? TimeNotes.APART : "");
    List<String> cells = new ArrayList<>();
    cells.add(o.label());
    if (summary.conditions().batchSizesVary()) {
      cells.add(ReportNumberFormat.batch(o));
    }
    cells.addAll(
        List.of(
            text(ownTiming(o), Timing::stepMillis) + marks,
            text(o.timing(), Timing::gradientMillis),
            text(o.timing(), Timing::updateMillis),
            text(ownTiming(o), Timing::samplesPerSecond),
            text(ownTiming(o), Timing::trainSecondsMean),
            o.stateBytes().isPresent()
                ? ReportNumberFormat.bytes(o.stateBytes().getAsLong())
                : UNDEFINED));
    return new Row(o.diverged() > 0 ? Mark.DIVERGED : Mark.NONE, cells);
  }

  private static String text(Optional<Timing> timing, ToDoubleFunction<Timing> figure) {
    return timing.map(t -> ReportNumberFormat.brief(figure.applyAsDouble(t))).orElse(UNDEFINED);
  }

  /** Such as {@code , dl4j on cpu with 2 threads}, as far as it is so of every trial. */
  private String machine() {
    List<OptimizerSummary> trained =
        summary.optimizers().stream().filter(o -> o.engine().isPresent()).toList();
    List<String> machines =
        trained.stream()
            .map(o -> o.engine().orElseThrow() + " on " + o.device().orElseThrow())
            .distinct()
            .toList();
    List<OptionalLong> threads =
        trained.stream().map(OptimizerSummary::threads).distinct().toList();
    if (machines.size() != 1) {
      return "";
    }
    return ", "
        + machines.get(0)
        + (threads.size() == 1 && threads.get(0).isPresent()
            ? " with " + Captions.count(threads.get(0).getAsLong(), "thread")
            : "");
  }

  private List<String> notes() {
    List<String> sentences = new ArrayList<>(notes.sentences());
    Captions.enginesByOptimizer(summary).ifPresent(sentences::add);
    Captions.evaluations(summary).ifPresent(sentences::add);
    if (summary.optimizers().stream().anyMatch(o -> o.diverged() > 0)) {
      sentences.add("× diverged: figures are of the seeds that finished.");
    }
    return sentences;
  }
}
