package optbench.stats;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Function;
import optbench.result.EpochMetrics;
import optbench.result.Outcome;
import optbench.result.RunRecord.PlannedTrial;
import optbench.result.TrialResult;
import optbench.result.TuningRecord.Setting;
import org.apache.commons.statistics.descriptive.Mean;

/**
 * How one setting did, on validation samples alone: figures of the test set have no say here, so
 * none is read. That a trial diverged is known before.
 *
 * @param values of the hyper-parameters that were looked for
 * @param seeds that it was tried with
 * @param diverged how many of its trials diverged
 * @param missing trials without a result: failed, skipped or not run yet
 * @param validationAccuracy mean over the seeds at the last epoch; empty unless all of them
 *     finished
 * @param validationLoss likewise
 * @param divergedAtStep the mean over the diverged trials; empty if none says when
 */
public record SettingResult(
    Map<String, Double> values,
    List<Long> seeds,
    int diverged,
    int missing,
    OptionalDouble validationAccuracy,
    OptionalDouble validationLoss,
    OptionalDouble divergedAtStep) {
  public SettingResult {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    seeds = List.copyOf(seeds);
  }

  static SettingResult of(Setting setting, Map<String, TrialResult> byId) {
    List<Trial> trials =
        setting.trials().stream()
            .map(p -> Trial.of(Optional.ofNullable(byId.get(p.id()))))
            .toList();
    int missing = (int) trials.stream().filter(t -> t.kind() == Kind.MISSING).count();
    int diverged = (int) trials.stream().filter(t -> t.kind() == Kind.DIVERGED).count();
    boolean whole = missing == 0 && diverged == 0;
    return new SettingResult(
        setting.values(),
        setting.trials().stream().map(PlannedTrial::seed).toList(),
        diverged,
        missing,
        whole
            ? mean(trials, t -> t.last().orElseThrow().validationAccuracy())
            : OptionalDouble.empty(),
        whole ? mean(trials, t -> t.last().orElseThrow().validationLoss()) : OptionalDouble.empty(),
        meanStep(trials));
  }

  /** Whether each of its trials finished or diverged: without that it can neither win nor lose. */
  public boolean complete() {
    return missing == 0;
  }

  /** Whether it has figures. */
  public boolean finished() {
    return validationAccuracy.isPresent();
  }

  private static OptionalDouble mean(List<Trial> trials, Function<Trial, Optional<Double>> figure) {
    return OptionalDouble.of(
        Mean.of(trials.stream().mapToDouble(t -> figure.apply(t).orElseThrow()).toArray())
            .getAsDouble());
  }

  private static OptionalDouble meanStep(List<Trial> trials) {
    return trials.stream()
        .map(Trial::divergedAtStep)
        .filter(OptionalLong::isPresent)
        .mapToLong(OptionalLong::getAsLong)
        .average();
  }

  private enum Kind {
    FINISHED,
    DIVERGED,
    MISSING
  }

  private record Trial(Kind kind, Optional<EpochMetrics> last, OptionalLong divergedAtStep) {
    static Trial of(Optional<TrialResult> result) {
      if (result.isEmpty() || !result.get().settled()) {
        return new Trial(Kind.MISSING, Optional.empty(), OptionalLong.empty());
      }
      TrialResult settled = result.get();
      if (settled.outcome() == Outcome.DIVERGED || settled.epochs().isEmpty()) {
        return new Trial(Kind.DIVERGED, Optional.empty(), settled.divergedAtStep());
      }
      EpochMetrics last = settled.epochs().get(settled.epochs().size() - 1);
      if (last.validationAccuracy().isEmpty() || last.validationLoss().isEmpty()) {
        return new Trial(Kind.MISSING, Optional.empty(), OptionalLong.empty());
      }
      return new Trial(Kind.FINISHED, Optional.of(last), OptionalLong.empty());
    }
  }
}
