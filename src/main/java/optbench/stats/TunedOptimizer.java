package optbench.stats;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import optbench.result.TuningRecord.Select;

/**
 * The settings that were tried for one optimizer.
 *
 * <p><b>What is chosen.</b> The highest mean validation accuracy at the last epoch, or the lowest
 * mean validation loss. Of equals the other figure decides, then the order in which they were
 * tried. A setting with even one diverged seed comes after all that have none; if there is no
 * other, the one that diverged in the fewest seeds, then the one that lasted longest: an optimizer
 * that always diverges is then shown to. Settings without a result cannot be chosen.
 *
 * @param settings in the order in which they were tried
 * @param chosen index of the best one; empty if none has a result
 * @param accuracies of those that finished; empty if none did
 */
public record TunedOptimizer(
    String label,
    String optimizer,
    List<SettingResult> settings,
    OptionalInt chosen,
    Optional<SampleSummary> accuracies) {
  public TunedOptimizer {
    settings = List.copyOf(settings);
  }

  static TunedOptimizer of(
      String label, String optimizer, List<SettingResult> settings, Select select) {
    double[] accuracies =
        settings.stream()
            .filter(SettingResult::finished)
            .mapToDouble(s -> s.validationAccuracy().orElseThrow())
            .toArray();
    return new TunedOptimizer(
        label,
        optimizer,
        settings,
        best(settings, select),
        accuracies.length == 0
            ? Optional.empty()
            : Optional.of(SampleSummary.ofFractions(accuracies)));
  }

  /** The setting that was chosen. */
  public Optional<SettingResult> best() {
    return chosen.isPresent() ? Optional.of(settings.get(chosen.getAsInt())) : Optional.empty();
  }

  /**
   * The best that was seen with a value of a hyper-parameter, whatever the others were.
   *
   * @param accuracy on validation samples; empty where every setting with it diverged
   * @param loss likewise
   */
  public record BestAtValue(double value, OptionalDouble accuracy, OptionalDouble loss) {}

  /** By the values that were tried, rising; settings without a result are left out. */
  public List<BestAtValue> bestByValue(String hyperParameter) {
    return settings.stream()
        .filter(s -> s.complete() && s.values().containsKey(hyperParameter))
        .collect(
            Collectors.groupingBy(
                s -> s.values().get(hyperParameter), TreeMap::new, Collectors.toList()))
        .entrySet()
        .stream()
        .map(
            e ->
                new BestAtValue(
                    e.getKey(),
                    figures(e.getValue(), SettingResult::validationAccuracy).max(),
                    figures(e.getValue(), SettingResult::validationLoss).min()))
        .toList();
  }

  private static DoubleStream figures(
      List<SettingResult> settings, Function<SettingResult, OptionalDouble> figure) {
    return settings.stream().map(figure).flatMapToDouble(OptionalDouble::stream);
  }

  /** How many settings have a diverged seed. */
  public int diverged() {
    return (int) settings.stream().filter(s -> s.complete() && !s.finished()).count();
  }

  /** How many settings have no result. */
  public int missing() {
    return (int) settings.stream().filter(s -> !s.complete()).count();
  }

  /**
   * What one may expect of so many settings tried at random, in validation accuracy; diverged ones
   * count as guessing. Empty if none has a result.
   */
  Optional<ExpectedBest> expectedBest() {
    if (settings.stream().noneMatch(SettingResult::complete)) {
      return Optional.empty();
    }
    double[] scores =
        settings.stream()
            .filter(SettingResult::finished)
            .mapToDouble(s -> s.validationAccuracy().orElseThrow())
            .toArray();
    return Optional.of(ExpectedBest.of(label, scores, diverged(), LearningCurve.CHANCE));
  }

  private static OptionalInt best(List<SettingResult> settings, Select select) {
    return IntStream.range(0, settings.size())
        .filter(i -> settings.get(i).complete())
        .boxed()
        .min(Comparator.comparing(settings::get, order(select)))
        .map(OptionalInt::of)
        .orElseGet(OptionalInt::empty);
  }

  /** The best first; a stream's first minimum is the first that was tried. */
  private static Comparator<SettingResult> order(Select select) {
    Comparator<SettingResult> byAccuracy =
        Comparator.comparingDouble(s -> -s.validationAccuracy().orElse(0));
    Comparator<SettingResult> byLoss =
        Comparator.comparingDouble(s -> s.validationLoss().orElse(0));
    return Comparator.comparingInt(SettingResult::diverged)
        .thenComparing(
            switch (select) {
              case VALIDATION_ACCURACY -> byAccuracy.thenComparing(byLoss);
              case VALIDATION_LOSS -> byLoss.thenComparing(byAccuracy);
            })
        .thenComparingDouble(s -> -s.divergedAtStep().orElse(0));
  }
}
