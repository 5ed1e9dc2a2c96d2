package optbench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import optbench.result.EpochMetrics;
import optbench.result.EpochProbe;
import optbench.result.Table;
import optbench.stats.Roughness;
import optbench.stats.WatchedRun;

/** What probes saw, trial by trial. */
final class ProbeTables {
  private static final List<String> EPOCH_COLUMNS =
      List.of(
          "label",
          "seed",
          "epoch",
          "weight_norm",
          "largest_step",
          "largest_step_over_rate",
          "effective_rate",
          "train_loss_after",
          "train_accuracy_after",
          "probe_loss_change_sd",
          "probe_loss_uphill");

  private final List<WatchedRun> runs;

  ProbeTables(List<WatchedRun> runs) {
    this.runs = runs;
  }

  /**
   * A row for each epoch. Epoch 0 is the start: the weights before training, the effective rate of
   * the first step, and how rough the way through the first steps was.
   */
  Table epochs() {
    List<List<Object>> rows = new ArrayList<>();
    for (WatchedRun run : runs) {
      rows.add(start(run));
      for (EpochMetrics epoch : run.result().epochs()) {
        epoch.probe().ifPresent(probe -> rows.add(row(run, epoch.epoch(), probe)));
      }
    }
    return new Table(EPOCH_COLUMNS, rows);
  }

  private static List<Object> start(WatchedRun run) {
    Roughness roughness = Roughness.of(run.probe().losses());
    return List.of(
        run.label(),
        run.result().settings().seed(),
        0,
        ReportNumberFormat.cell(run.probe().initialWeightNorm()),
        "",
        "",
        ReportNumberFormat.cell(run.probe().firstEffectiveRate()),
        "",
        "",
        ReportNumberFormat.cell(roughness.sd()),
        ReportNumberFormat.cell(roughness.uphill()));
  }

  private static List<Object> row(WatchedRun run, int epoch, EpochProbe probe) {
    return List.of(
        run.label(),
        run.result().settings().seed(),
        epoch,
        ReportNumberFormat.cell(probe.weightNorm()),
        ReportNumberFormat.cell(probe.largestStep()),
        ReportNumberFormat.cell(probe.largestStepOverRate()),
        ReportNumberFormat.cell(probe.effectiveRate()),
        ReportNumberFormat.cell(probe.trainLossAfter()),
        ReportNumberFormat.cell(probe.trainAccuracyAfter()),
        "",
        "");
  }

  /** A row for each step that the loss was taken after, from 0 on. */
  Table losses() {
    List<List<Object>> rows = new ArrayList<>();
    for (WatchedRun run : runs) {
      for (int step = 0; step < run.probe().losses().size(); step++) {
        rows.add(
            List.of(
                run.label(),
                run.result().settings().seed(),
                step,
                run.result().settings().samplesAfter(step),
                ReportNumberFormat.cell(OptionalDouble.of(run.probe().losses().get(step)))));
      }
    }
    return new Table(List.of("label", "seed", "step", "examples_seen", "loss"), rows);
  }
}
