package optbench.result;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import optbench.result.RunRecord.PlannedTrial;

/**
 * What was tried before the trials of a run, to choose their hyper-parameters.
 *
 * @param search how settings were chosen
 * @param select the figure of the last epoch that decides
 * @param hyperParameters those that were looked for, in the order of the spec
 * @param settings of all optimizers, in the order of the run; within each in the order in which
 *     they were chosen
 */
public record TuningRecord(
    Search search, Select select, List<String> hyperParameters, List<Setting> settings) {
  /** How settings were chosen. */
  public enum Search {
    GRID,
    RANDOM
  }

  /** What decides. */
  public enum Select {
    VALIDATION_ACCURACY,
    VALIDATION_LOSS
  }

  public TuningRecord {
    Objects.requireNonNull(search);
    Objects.requireNonNull(select);
    hyperParameters = List.copyOf(hyperParameters);
    settings = List.copyOf(settings);
  }

  /**
   * Values tried for one optimizer.
   *
   * @param label what tables call the optimizer
   * @param optimizer its name in the registry
   * @param values of the hyper-parameters that were looked for and that it has
   * @param trials one for each seed; their labels tell settings apart
   */
  public record Setting(
      String label, String optimizer, Map<String, Double> values, List<PlannedTrial> trials) {
    public Setting {
      values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
      trials = List.copyOf(trials);
      Require.atLeast("trials", 1, trials.size());
    }
  }

  /** All trials of all settings. */
  public List<PlannedTrial> trials() {
    return settings.stream().flatMap(setting -> setting.trials().stream()).toList();
  }
}
