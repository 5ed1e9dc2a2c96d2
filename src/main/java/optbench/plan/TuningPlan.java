package optbench.plan;

import java.util.List;
import java.util.Map;
import optbench.result.RunRecord.PlannedTrial;
import optbench.result.TuningRecord;
import optbench.spec.ExperimentSpec;
import optbench.spec.TuneSpec;

/**
 * The first of two stages: settings to try. Which trials the second has depends on how these come
 * out.
 *
 * @param spec the experiment, with what is to be looked for
 * @param candidates of all optimizers, in the order of the spec; equally many of each
 */
public record TuningPlan(ExperimentSpec spec, List<Candidate> candidates) {
  public TuningPlan {
    candidates = List.copyOf(candidates);
  }

  /**
   * A setting to try.
   *
   * @param label what tables call the optimizer
   * @param values of the hyper-parameters that are looked for, as far as the optimizer has them
   * @param trials one for each of the tuning's seeds
   */
  public record Candidate(String label, Map<String, Double> values, List<Trial> trials) {
    public Candidate {
      trials = List.copyOf(trials);
    }

    Candidate with(List<Trial> own) {
      return new Candidate(label, values, own);
    }
  }

  /** What is looked for. */
  public TuneSpec tune() {
    return spec.tune().orElseThrow();
  }

  /** All trials of all settings. */
  public List<Trial> trials() {
    return candidates.stream().flatMap(c -> c.trials().stream()).toList();
  }

  /** How many settings each optimizer tries. */
  public int settingsEach() {
    return candidates.size() / spec.training().optimizers().size();
  }

  /** How many trials follow, if something can be chosen for every optimizer. */
  public int finalTrials() {
    return spec.training().optimizers().size() * spec.training().seeds().values().size();
  }

  /** The same as it is recorded. */
  public TuningRecord record() {
    return new TuningRecord(
        TuningRecord.Search.valueOf(tune().search().name()),
        TuningRecord.Select.valueOf(tune().select().name()),
        List.copyOf(tune().hyperParameters().keySet()),
        candidates.stream().map(TuningPlan::setting).toList());
  }

  private static TuningRecord.Setting setting(Candidate candidate) {
    return new TuningRecord.Setting(
        candidate.label(),
        candidate.trials().get(0).settings().optimizer(),
        candidate.values(),
        candidate.trials().stream()
            .map(
                t ->
                    new PlannedTrial(
                        t.id(), t.label(), t.settings().optimizer(), t.settings().seed()))
            .toList());
  }
}
