package optbench.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import optbench.stats.OptimizerSummary;
import optbench.stats.Summary;
import optbench.stats.Timing;
import optbench.table.Caption;
import optbench.table.Cell;
import optbench.table.Column;
import optbench.table.Mark;
import optbench.table.Table;
import optbench.text.NumberText;

/** What each optimizer cost. */
final class TimingTable {
  private static final Column<OptimizerSummary> STATE =
      Column.number(
          "state_bytes",
          "state",
          o ->
              o.stateBytes().isPresent()
                  ? Cell.of(
                      o.stateBytes().getAsLong(), NumberText.bytes(o.stateBytes().getAsLong()))
                  : Cell.missing("not trained"));

  private final Summary summary;
  private final TimeNotes notes;

  TimingTable(Summary summary) {
    this.summary = summary;
    this.notes = new TimeNotes(summary);
  }

  /**
   * For programs: in the order of the run. The first eleven columns are fixed: others parse them.
   * New ones go to the end.
   */
  Table table() {
    return Table.of(
        List.of(
            AccuracyTable.LABEL,
            Column.text("optimizer", OptimizerSummary::optimizer),
            Column.text("engine", o -> o.engine().orElse("")),
            Column.text("device", o -> o.device().orElse("")),
            Column.number(
                "threads",
                o ->
                    o.timing()
                        .map(t -> Cell.of(t.threads()))
                        .orElseGet(() -> Cell.of(o.threads()))),
            step(),
            gradient(),
            update(),
            samples(),
            seconds(),
            STATE,
            Column.number("timed_seeds", o -> Cell.of(o.timing().map(Timing::seeds).orElse(0))),
            Column.text("data_notice", o -> summary.conditions().notice().orElse("")),
            Column.number(
                "gradient_evaluations_per_step", o -> Cell.rounded(o.gradientEvaluationsPerStep())),
            AccuracyTable.BATCH,
            count("gradient_shared_by", Timing::sharedBy),
            count("jobs", Timing::jobs),
            Column.text(
                "isolated", o -> o.timing().map(t -> Boolean.toString(t.isolated())).orElse("")),
            count("repeats", Timing::repeats),
            Column.text("conditions", o -> o.timing().map(Timing::conditions).orElse(""))),
        summary.optimizers());
  }

  private Column<OptimizerSummary> step() {
    return Column.number(
        "ms_per_step_median",
        "ms/step",
        o ->
            ownTiming(o)
                .map(t -> Cell.rounded(t.stepMillis(), NumberText.brief(t.stepMillis()) + marks(o)))
                .orElseGet(() -> new Cell.Missing("–" + marks(o), untimed(o))));
  }

  private Column<OptimizerSummary> gradient() {
    return time(
        "gradient_ms_per_step", "gradient", OptimizerSummary::timing, Timing::gradientMillis);
  }

  private Column<OptimizerSummary> update() {
    return time("update_ms_per_step", "update", OptimizerSummary::timing, Timing::updateMillis);
  }

  private Column<OptimizerSummary> samples() {
    return time("samples_per_second", "samples/s", this::ownTiming, Timing::samplesPerSecond);
  }

  private Column<OptimizerSummary> seconds() {
    return time("train_seconds_mean", "train", this::ownTiming, Timing::trainSecondsMean).in("s");
  }

  private Column<OptimizerSummary> time(
      String key,
      String head,
      Function<OptimizerSummary, Optional<Timing>> timing,
      ToDoubleFunction<Timing> figure) {
    return Column.number(
        key,
        head,
        o ->
            Cell.rounded(
                timing.apply(o),
                figure,
                t -> NumberText.brief(figure.applyAsDouble(t)),
                untimed(o)));
  }

  private static Column<OptimizerSummary> count(String key, Function<Timing, Integer> count) {
    return Column.number(
        key, o -> o.timing().map(count).<Cell>map(Cell::of).orElse(Cell.nothing()));
  }

  private static String marks(OptimizerSummary o) {
    return (o.timing().filter(t -> t.jobs() > 1).isPresent() ? TimeNotes.PARALLEL : "")
        + (o.timing().filter(Timing::apart).isPresent() ? TimeNotes.APART : "");
  }

  private static String untimed(OptimizerSummary o) {
    return o.timing().isPresent() ? "not timed apart from other optimizers" : "not timed";
  }

  /** For people: the fastest step first, times that cannot be compared with it behind. */
  Table forPeople() {
    List<Column<OptimizerSummary>> columns = new ArrayList<>(List.of(AccuracyTable.LABEL));
    if (summary.conditions().batchSizesVary()) {
      columns.add(AccuracyTable.BATCH);
    }
    columns.addAll(List.of(step(), gradient(), update(), samples(), seconds(), STATE));
    return Table.of(
        new Caption(
            "Training time on " + summary.conditions().dataTitle(),
            Captions.conditions(summary.conditions()) + machine(),
            summary.conditions().notice().orElse(""),
            List.of(),
            notes()),
        columns,
        summary.optimizers().stream()
            .sorted(
                Comparator.comparing((OptimizerSummary o) -> o.timing().isEmpty())
                    .thenComparing(o -> o.timing().map(t -> !notes.ownTime(t)).orElse(true))
                    .thenComparing(o -> o.timing().map(Timing::apart).orElse(false))
                    .thenComparing(o -> o.timing().map(Timing::jobs).orElse(0))
                    .thenComparing(o -> o.timing().map(this::ownMillis).orElse(0.0)))
            .toList(),
        o -> o.diverged() > 0 ? Mark.DIVERGED : Mark.NONE);
  }

  /** What optimizers are ranked by: the step, or the update where only that is theirs. */
  private double ownMillis(Timing timing) {
    return notes.ownTime(timing) ? timing.stepMillis() : timing.updateMillis();
  }

  private Optional<Timing> ownTiming(OptimizerSummary o) {
    return o.timing().filter(notes::ownTime);
  }

  /**
   * Such as {@code , dl4j on cpu with 2 threads}, as far as it is so of every trial; a GPU computes
   * without threads of ours.
   */
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
        + (threads.size() == 1 && threads.get(0).orElse(0) > 0
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
