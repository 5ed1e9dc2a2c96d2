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
import optbench.result.Table;
import optbench.result.TrialResult;
import optbench.result.TrialSettings;

/**
 * A run as data: each row one observation, each column one variable, so that any tool can take it
 * from there. Figures are not rounded.
 */
final class TidyTable {
  /** Others parse them: new ones go to the end. */
  private static final List<String> COLUMNS =
      List.of(
          "label",
          "optimizer",
          "seed",
          "epoch",
          "steps",
          "gradient_evaluations",
          "train_loss",
          "train_accuracy",
          "test_loss",
          "test_accuracy",
          "validation_loss",
          "validation_accuracy",
          "train_seconds",
          "outcome",
          "diverged_at_step",
          "data",
          "network",
          "batch_size",
          "profile",
          "engine",
          "device",
          "threads",
          "trial",
          "data_notice",
          "shard",
          "environment");

  private final Run run;

  TidyTable(Run run) {
    this.run = run;
  }

  /**
   * A row for each trial and epoch, in the order of the run. A trial without an epoch, such as one
   * that failed or diverged in its first, has one row without figures; one without a result none.
   */
  Table epochs() {
    List<List<Object>> rows = new ArrayList<>();
    for (TrialResult trial : run.trials()) {
      if (trial.epochs().isEmpty()) {
        rows.add(row(trial, Optional.empty()));
      } else {
        trial.epochs().forEach(e -> rows.add(row(trial, Optional.of(e))));
      }
    }
    return new Table(COLUMNS, rows);
  }

  private List<Object> row(TrialResult result, Optional<EpochMetrics> epoch) {
    RunRecord record = run.record();
    TrialSettings s = result.settings();
    return List.of(
        result.label(),
        s.optimizer(),
        s.seed(),
        cell(epoch, EpochMetrics::epoch),
        cell(epoch, EpochMetrics::steps),
        cell(epoch, EpochMetrics::gradientEvaluations),
        cell(epoch, EpochMetrics::trainLoss),
        cell(epoch, EpochMetrics::trainAccuracy),
        cell(epoch, EpochMetrics::testLoss),
        cell(epoch, EpochMetrics::testAccuracy),
        epoch.flatMap(EpochMetrics::validationLoss).map(v -> (Object) v).orElse(""),
        epoch.flatMap(EpochMetrics::validationAccuracy).map(v -> (Object) v).orElse(""),
        result.time().isPresent() ? cell(epoch, EpochMetrics::trainSeconds) : "",
        result.outcome().name().toLowerCase(Locale.ROOT),
        ReportNumberFormat.cell(result.divergedAtStep()),
        s.data(),
        s.network(),
        s.batchSize(),
        s.profile(),
        s.engine(),
        s.device(),
        result.threads(),
        result.id(),
        Optional.ofNullable(record.dataNotice()).orElse(""),
        record.shard().map(shard -> (Object) shard.text()).orElse(""),
        result
            .environment()
            .or(() -> record.environmentOf(result).map(Environment::id))
            .orElse(""));
  }

  private static Object cell(
      Optional<EpochMetrics> epoch, Function<EpochMetrics, ? extends Number> figure) {
    return epoch.map(e -> (Object) figure.apply(e)).orElse("");
  }

  /**
   * Columns of one table behind those of another, each name once; their rows must be of the same
   * things, in the same order.
   */
  static Table beside(Table left, Table right) {
    List<Integer> more =
        IntStream.range(0, right.columns().size())
            .filter(i -> !left.columns().contains(right.columns().get(i)))
            .boxed()
            .toList();
    List<String> columns = new ArrayList<>(left.columns());
    more.forEach(i -> columns.add(right.columns().get(i)));
    List<List<Object>> rows = new ArrayList<>();
    for (int r = 0; r < left.rows().size(); r++) {
      List<Object> row = new ArrayList<>(left.rows().get(r));
      for (int i : more) {
        row.add(right.rows().get(r).get(i));
      }
      rows.add(row);
    }
    return new Table(columns, rows);
  }
}
