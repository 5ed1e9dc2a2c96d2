package optbench.app;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import optbench.data.Dataset;
import optbench.plan.Plan;
import optbench.plan.Trial;
import optbench.result.Environment;
import optbench.result.TrialResult;
import optbench.run.CostEstimate;
import optbench.run.CostProbe;
import optbench.run.Jobs;
import optbench.run.StoredConditions;

/**
 * What a run would train, on what, and what stands in its way. Nothing is written for it.
 *
 * @param folder where the results are or will be
 * @param data to train on
 * @param environment that would be recorded
 * @param stages one, or two where hyper-parameters are looked for first
 * @param stored trials that are there, by id
 * @param conditions of these, against those of now
 * @param notice what the new trials would differ in from those that are there; empty if in nothing
 * @param shortage what does not fit into memory; empty if all does
 */
public record Forecast(
    Path folder,
    Planning planning,
    Dataset data,
    Environment environment,
    List<Plan> stages,
    Map<String, TrialResult> stored,
    StoredConditions conditions,
    Optional<String> notice,
    Optional<String> shortage) {

  /** The stage that the tables of the run are about. */
  public Plan last() {
    return stages.get(stages.size() - 1);
  }

  /** Trials that would be trained, by stage. */
  public List<List<Trial>> missing() {
    return stages.stream().map(stage -> stage.missing(stored.keySet())).toList();
  }

  /** What they will take, from a few steps of each kind of training; they must fit into memory. */
  CostEstimate cost(Jobs jobs) {
    List<List<Trial>> missing = missing();
    return IntStream.range(0, stages.size())
        .mapToObj(
            i ->
                new CostProbe(Engines.ALL.training(stages.get(i).spec()), System::nanoTime)
                    .estimate(missing.get(i), data, jobs, environment)
                    .repeated(stages.get(i).spec().execution().timing().repeats()))
        .reduce(CostEstimate.NOTHING, CostEstimate::plus);
  }
}
