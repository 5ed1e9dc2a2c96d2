package optbench.run;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import optbench.data.Dataset;
import optbench.plan.Plan;
import optbench.plan.TuningPlan;
import optbench.result.Environment;
import optbench.result.RecordedSpec;
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
  private final Function<ExperimentSpec, Runner> runners;
  private final Function<ExperimentSpec, Plan> planner;

  /**
   * @param runners give each stage its runner, as its spec asks for times or not
   * @param planner plans the second stage, of a spec that has nothing left to look for
   */
  public TunedRunner(
      Function<ExperimentSpec, Runner> runners, Function<ExperimentSpec, Plan> planner) {
    this.runners = runners;
    this.planner = planner;
  }

  /**
   * Carries out both stages. Optimizers without any setting that has a result have no second one.
   *
   * @param recorded the spec as it is to be recorded, with what was to be looked for
   */
  public FinishedRun run(
      TuningPlan tuning, RecordedSpec recorded, Dataset data, Environment environment) {
    Runner first = runners.apply(tuning.spec().forTrying());
    RunRecord trying =
        first
            .record(tuning.spec(), recorded, data, environment)
            .withTuning(tuning.record())
            .followedBy(first.ids(tuning.trials()), List.of());
    FinishedRun tried = first.run(RunStage.TUNING, trying, tuning.trials(), data, environment);
    Map<String, Map<String, Double>> chosen = chosen(tuning, tried.run().results());
    if (chosen.isEmpty()) {
      return tried;
    }
    Plan finals = planner.apply(tuning.spec().tuned(chosen));
    Runner second = runners.apply(finals.spec());
    RunRecord whole = second.withTrials(finals.trials(), trying);
    return tried.and(second.run(RunStage.TRAINING, whole, finals.trials(), data, environment));
  }

  /**
   * What follows from results of the first stage: hyper-parameters by label; without optimizers of
   * which no setting has a result.
   */
  public static Map<String, Map<String, Double>> chosen(
      TuningPlan tuning, Collection<TrialResult> results) {
    Map<String, TrialResult> byId =
        results.stream().collect(Collectors.toMap(TrialResult::id, Function.identity()));
    return Tuning.of(tuning.record(), byId).chosen();
  }
}
