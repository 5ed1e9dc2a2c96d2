package optbench.stats;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import optbench.result.RunRecord.PlannedTrial;
import optbench.result.TrialResult;
import optbench.result.TuningRecord;
import optbench.result.TuningRecord.Search;
import optbench.result.TuningRecord.Select;
import optbench.result.TuningRecord.Setting;

/**
 * How the hyper-parameters of a run were chosen.
 *
 * @param hyperParameters those that were looked for
 * @param seeds that settings were tried with; the run's own are others
 * @param optimizers in the order of the run
 * @param expectedBest what so many settings are worth, of each optimizer with a result
 * @param rankings by expected best validation accuracy: where they change with the number of
 *     settings that one can afford to try
 * @param warnings in the order of the run
 */
public record Tuning(
    Search search,
    Select select,
    List<String> hyperParameters,
    List<Long> seeds,
    List<TunedOptimizer> optimizers,
    List<ExpectedBest> expectedBest,
    List<ExpectedBest.BudgetRange> rankings,
    List<TuningWarning> warnings) {
  public Tuning {
    hyperParameters = List.copyOf(hyperParameters);
    seeds = List.copyOf(seeds);
    optimizers = List.copyOf(optimizers);
    expectedBest = List.copyOf(expectedBest);
    rankings = List.copyOf(rankings);
    warnings = List.copyOf(warnings);
  }

  /**
   * Sums up what was tried.
   *
   * @param byId results, of other trials too; those of the tuning may be absent
   */
  public static Tuning of(TuningRecord record, Map<String, TrialResult> byId) {
    Map<String, List<Setting>> byLabel =
        record.settings().stream()
            .collect(
                Collectors.groupingBy(Setting::label, LinkedHashMap::new, Collectors.toList()));
    List<TunedOptimizer> optimizers =
        byLabel.entrySet().stream()
            .map(
                e ->
                    TunedOptimizer.of(
                        e.getKey(),
                        e.getValue().get(0).optimizer(),
                        e.getValue().stream().map(s -> SettingResult.of(s, byId)).toList(),
                        record.select()))
            .toList();
    List<ExpectedBest> expectedBest =
        optimizers.stream().flatMap(o -> o.expectedBest().stream()).toList();
    return new Tuning(
        record.search(),
        record.select(),
        record.hyperParameters(),
        record.trials().stream().map(PlannedTrial::seed).distinct().toList(),
        optimizers,
        expectedBest,
        ExpectedBest.rankings(expectedBest),
        optimizers.stream().flatMap(o -> warnings(o).stream()).toList());
  }

  /** The hyper-parameters chosen, by label; without optimizers for which none could be. */
  public Map<String, Map<String, Double>> chosen() {
    Map<String, Map<String, Double>> chosen = new LinkedHashMap<>();
    optimizers.forEach(o -> o.best().ifPresent(best -> chosen.put(o.label(), best.values())));
    return chosen;
  }

  private static List<TuningWarning> warnings(TunedOptimizer o) {
    List<TuningWarning> warnings = new ArrayList<>();
    if (o.missing() > 0) {
      warnings.add(TuningWarning.incomplete(o.label(), o.missing(), o.settings().size()));
    }
    if (o.diverged() > 0 && o.accuracies().isEmpty()) {
      warnings.add(TuningWarning.allDiverged(o.label()));
    }
    o.best().filter(SettingResult::finished).ifPresent(best -> edges(o, best, warnings));
    return warnings;
  }

  /**
   * Two values have no inside, so that the best of them says nothing of what lies beyond; and below
   * 0 no hyper-parameter can go.
   */
  private static void edges(TunedOptimizer o, SettingResult best, List<TuningWarning> warnings) {
    best.values()
        .forEach(
            (name, value) -> {
              double[] tried =
                  o.settings().stream()
                      .filter(SettingResult::complete)
                      .mapToDouble(s -> s.values().get(name))
                      .distinct()
                      .sorted()
                      .toArray();
              boolean largest = value == tried[tried.length - 1];
              boolean smallest = value == tried[0] && value > 0;
              if (tried.length > 2 && (largest || smallest)) {
                warnings.add(TuningWarning.edge(o.label(), name, value, largest));
              }
            });
  }
}
