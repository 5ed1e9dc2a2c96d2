package optbench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.IntStream;
import optbench.result.EpochMetrics;
import optbench.result.EpochProbe;
import optbench.stats.Roughness;
import optbench.stats.WatchedRun;
import optbench.table.Cell;
import optbench.table.Column;
import optbench.table.Table;

/** What probes saw, trial by trial. */
final class ProbeTables {
  private final List<WatchedRun> runs;

  ProbeTables(List<WatchedRun> runs) {
    this.runs = runs;
  }

  /** A trial after an epoch; at its start there is no probe of one. */
  private record Moment(WatchedRun run, int epoch, Optional<EpochProbe> probe) {}

  /** A trial after a step. */
  private record Step(WatchedRun run, int number) {}

  /**
   * A row for each epoch. Epoch 0 is the start: the weights before training, the effective rate of
   * the first step, and how rough the way through the first steps was.
   */
  Table epochs() {
    List<Moment> moments = new ArrayList<>();
    for (WatchedRun run : runs) {
      moments.add(new Moment(run, 0, Optional.empty()));
      for (EpochMetrics epoch : run.result().epochs()) {
        epoch
            .probe()
            .ifPresent(probe -> moments.add(new Moment(run, epoch.epoch(), Optional.of(probe))));
      }
    }
    return Table.of(
        List.of(
            Column.text("label", m -> m.run().label()),
            Column.number("seed", m -> Cell.of(m.run().result().settings().seed())),
            Column.number("epoch", m -> Cell.of(m.epoch())),
            figure(
                "weight_norm",
                r -> OptionalDouble.of(r.probe().initialWeightNorm()),
                p -> OptionalDouble.of(p.weightNorm())),
            after("largest_step", p -> OptionalDouble.of(p.largestStep())),
            after("largest_step_over_rate", EpochProbe::largestStepOverRate),
            figure(
                "effective_rate", r -> r.probe().firstEffectiveRate(), EpochProbe::effectiveRate),
            after("train_loss_after", p -> OptionalDouble.of(p.trainLossAfter())),
            after("train_accuracy_after", p -> OptionalDouble.of(p.trainAccuracyAfter())),
            atStart("probe_loss_change_sd", r -> Roughness.of(r.probe().losses()).sd()),
            atStart("probe_loss_uphill", r -> Roughness.of(r.probe().losses()).uphill())),
        moments);
  }

  private static Column<Moment> atStart(String key, Function<WatchedRun, OptionalDouble> start) {
    return figure(key, start, p -> OptionalDouble.empty());
  }

  private static Column<Moment> after(String key, Function<EpochProbe, OptionalDouble> after) {
    return figure(key, r -> OptionalDouble.empty(), after);
  }

  private static Column<Moment> figure(
      String key,
      Function<WatchedRun, OptionalDouble> start,
      Function<EpochProbe, OptionalDouble> after) {
    return Column.number(
        key, m -> Cell.rounded(m.probe().map(after).orElseGet(() -> start.apply(m.run()))));
  }

  /** A row for each step that the loss was taken after, from 0 on. */
  Table losses() {
    return Table.of(
        List.of(
            Column.text("label", s -> s.run().label()),
            Column.number("seed", s -> Cell.of(s.run().result().settings().seed())),
            Column.number("step", s -> Cell.of(s.number())),
            Column.number(
                "examples_seen",
                s -> Cell.of(s.run().result().settings().samplesAfter(s.number()))),
            Column.number("loss", s -> Cell.rounded(s.run().probe().losses().get(s.number())))),
        runs.stream()
            .flatMap(
                run ->
                    IntStream.range(0, run.probe().losses().size())
                        .mapToObj(step -> new Step(run, step)))
            .toList());
  }
}
