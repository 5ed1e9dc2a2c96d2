package optbench.run;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import optbench.data.Dataset;
import optbench.plan.Plan;
import optbench.plan.Trial;
import optbench.plan.TuningPlan;
import optbench.result.Environment;
import optbench.result.RunRecord;
import optbench.result.TrialResult;
import optbench.spec.ExperimentSpec;
import optbench.stats.Tuning;

/**
 * Runs in two stages: settings are tried, then the best of each optimizer is trained anew.
 *
 * <p>What was chosen is not written down: it follows from the trials. So a run that was killed at
 * any moment, in either stage, goes on from the trials that it left, and comes to the same end: to
 * the last digit if the engine trains each alone, and else as near as settings that are not all but
 * equal need it.
 */
public final class TunedRunner {
  private final Runner runner;
  private final Function<? super ExperimentSpec, Plan> planner;

  /**
   * @param planner plans the second stage, of a spec that has nothing left to look for
   */
  public TunedRunner(Runner runner, Function<? super ExperimentSpec, Plan> planner) {
    this.runner = runner;
    this.planner = planner;
  }

  /**
   * Carries out both stages. Optimizers without any setting that has a result have no second one.
   *
   * @param specTree the spec as it is to be recorded, with what was to be looked for
   */
  public FinishedRun run(
      TuningPlan tuning, Object specTree, Dataset data, Environment environment) {
    RunRecord first =
        runner.record(tuning.spec(), specTree, data, environment, Optional.of(tuning));
    FinishedRun tried = runner.run(Stage.TUNING, first, tuning.trials(), data);
    Map<String, TrialResult> byId =
        tried.results().stream().collect(Collectors.toMap(TrialResult::id, Function.identity()));
    Map<String, Map<String, Double>> chosen = Tuning.of(tuning.record(), byId).chosen();
    if (chosen.isEmpty()) {
      return tried;
    }
    List<Trial> trials = planner.apply(tuning.spec().tuned(chosen)).trials();
    RunRecord whole = runner.withTrials(trials, first);
    return tried.and(runner.run(Stage.TRAINING, whole, trials, data));
  }
}
