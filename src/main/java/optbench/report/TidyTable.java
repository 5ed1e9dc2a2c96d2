package optbench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import optbench.result.Environment;
import optbench.result.EpochMetrics;
import optbench.result.Run;
import optbench.result.RunRecord;
import optbench.result.Shard;
import optbench.result.StepEvaluation;
import optbench.result.TrialResult;
import optbench.result.TrialSettings;
import optbench.table.Cell;
import optbench.table.Column;
import optbench.table.Table;

/**
 * A run as data: each row one observation, each column one variable, so that any tool can take it
 * from there. Figures are not rounded.
 */
final class TidyTable {
  private final Run run;

  TidyTable(Run run) {
    this.run = run;
  }

  /** A trial after an epoch, or without any. */
  private record Observed(TrialResult result, Optional<EpochMetrics> epoch) {
    TrialSettings settings() {
      return result.settings();
    }

    /** Whoever did not say how many threads it had was not trained by us. */
    boolean isOfOthers() {
      return result.threads().isEmpty();
    }
  }

  /**
   * A row for each trial and epoch, in the order of the run. A trial without an epoch, such as one
   * that failed or diverged in its first, has one row without figures; one without a result none.
   * Others parse the columns: new ones go to the end.
   */
  Table epochs() {
    List<Observed> rows = new ArrayList<>();
    for (TrialResult trial : run.trials()) {
      if (trial.epochs().isEmpty()) {
        rows.add(new Observed(trial, Optional.empty()));
      } else {
        trial.epochs().forEach(e -> rows.add(new Observed(trial, Optional.of(e))));
      }
    }
    RunRecord record = run.record();
    return Table.of(
        List.of(
            Column.text("label", o -> o.result().label()),
            Column.text("optimizer", o -> o.settings().optimizer()),
            Column.number("seed", o -> Cell.of(o.settings().seed())),
            figure("epoch", e -> Optional.of(e.epoch())),
            figure("steps", EpochMetrics::steps),
            figure("gradient_evaluations", EpochMetrics::gradientEvaluations),
            figure("train_loss", EpochMetrics::trainLoss),
            figure("train_accuracy", EpochMetrics::trainAccuracy),
            figure("test_loss", EpochMetrics::testLoss),
            figure("test_accuracy", e -> Optional.of(e.testAccuracy())),
            Column.number(
                "validation_loss", o -> exact(o.epoch().flatMap(EpochMetrics::validationLoss))),
            Column.number(
                "validation_accuracy",
                o -> exact(o.epoch().flatMap(EpochMetrics::validationAccuracy))),
            Column.number(
                "train_seconds",
                o ->
                    exact(
                        o.epoch()
                            .filter(e -> o.result().time().isPresent() || o.isOfOthers())
                            .flatMap(EpochMetrics::trainSeconds))),
            Column.text("outcome", o -> o.result().outcome().name().toLowerCase(Locale.ROOT)),
            Column.number("diverged_at_step", o -> Cell.of(o.result().divergedAtStep())),
            Column.text("data", o -> o.settings().data()),
            Column.text("network", o -> o.settings().network()),
            Column.number("batch_size", o -> exact(o.settings().batchSize())),
            Column.text("profile", o -> o.settings().profile()),
            Column.text("engine", o -> o.settings().engine()),
            Column.text("device", o -> o.settings().device()),
            Column.number("threads", o -> exact(o.result().threads())),
            Column.text("trial", o -> o.result().id()),
            Column.text("data_notice", o -> Optional.ofNullable(record.dataNotice()).orElse("")),
            Column.text("shard", o -> record.shard().map(Shard::text).orElse("")),
            Column.text(
                "environment",
                o ->
                    o.result()
                        .environment()
                        .or(() -> record.environmentOf(o.result()).map(Environment::id))
                        .orElse(""))),
        rows);
  }

  /** A trial at a step of its first epoch. */
  private record Evaluated(TrialResult result, StepEvaluation at) {}

  /** A row for each trial and step of its first epoch at which it was evaluated. */
  Table steps() {
    return Table.of(
        List.of(
            Column.text("label", e -> e.result().label()),
            Column.text("optimizer", e -> e.result().settings().optimizer()),
            Column.number("seed", e -> Cell.of(e.result().settings().seed())),
            Column.number("steps", e -> Cell.of(e.at().steps())),
            Column.number("gradient_evaluations", e -> Cell.of(e.at().gradientEvaluations())),
            Column.number("samples_seen", e -> Cell.of(e.at().samplesSeen())),
            Column.number("test_samples", e -> Cell.of(e.at().testSamples())),
            Column.number("test_loss", e -> Cell.of(e.at().testLoss())),
            Column.number("test_accuracy", e -> Cell.of(e.at().testAccuracy())),
            Column.number(
                "train_seconds", e -> exact(e.result().time().map(time -> e.at().trainSeconds()))),
            Column.text("trial", e -> e.result().id())),
        run.trials().stream()
            .flatMap(t -> t.stepEvaluations().stream().map(at -> new Evaluated(t, at)))
            .toList());
  }

  private static Column<Observed> figure(
      String key, Function<EpochMetrics, Optional<? extends Number>> figure) {
    return Column.number(key, o -> exact(o.epoch().flatMap(figure)));
  }

  private static Cell exact(Optional<? extends Number> figure) {
    return figure.map(Cell::of).orElse(Cell.nothing());
  }

  /**
   * Columns of one table behind those of another, each name once; their rows must be of the same
   * things, in the same order.
   */
  static Table beside(Table left, Table right) {
    List<Integer> more =
        IntStream.range(0, right.columns().size())
            .filter(i -> !left.keys().contains(right.keys().get(i)))
            .boxed()
            .toList();
    List<Column<?>> columns = new ArrayList<>(left.columns());
    more.forEach(i -> columns.add(right.columns().get(i)));
    List<Table.Row> rows = new ArrayList<>();
    for (int r = 0; r < left.rows().size(); r++) {
      Table.Row row = left.rows().get(r);
      List<Cell> cells = new ArrayList<>(row.cells());
      for (int i : more) {
        cells.add(right.rows().get(r).cells().get(i));
      }
      rows.add(new Table.Row(row.mark(), cells));
    }
    return new Table(left.caption(), columns, rows, left.alike());
  }
}
