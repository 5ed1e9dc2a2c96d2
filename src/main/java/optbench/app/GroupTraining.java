package optbench.app;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import optbench.data.Dataset;
import optbench.data.Datasets;
import optbench.data.DownloadProgress;
import optbench.engine.Engine;
import optbench.engine.TrialListener;
import optbench.machine.Startup;
import optbench.plan.Plan;
import optbench.plan.Trial;
import optbench.spec.DataSpec;
import optbench.spec.ExperimentSpec;

/**
 * Trains a group of trials in another JVM than the one that planned them, which gets nothing but a
 * spec and the trials' ids: the same plan gives the same ids, or nothing is trained.
 */
final class GroupTraining {
  private GroupTraining() {}

  /**
   * Trains a group.
   *
   * @param file a spec with nothing left to be decided
   * @param ids of trials of its plan, all of one engine
   * @param listeners of the group; asked before it is trained, once nothing can be in its way
   */
  static void train(
      SpecLanguage language,
      Path file,
      List<String> ids,
      Function<DataSpec, Dataset> datasets,
      Function<List<Trial>, TrialListener> listeners) {
    ExperimentSpec spec = language.files().read(Optional.of(file), List.of()).spec();
    Dataset data = datasets.apply(spec.task().data());
    Plan plan = Planning.plan(spec, language.planner(), data);
    List<Trial> group = ids.stream().map(id -> find(plan, id)).toList();
    Engine engine = Engines.ALL.get(group.get(0).settings().engine());
    engine.run(group, data, listeners.apply(group));
  }

  /** What is on this machine; what can be had from elsewhere, whoever planned has by now. */
  static Dataset here(DataSpec wanted) {
    Map<String, String> environment =
        UserConfig.read(System.getenv(), Startup.home()).completed(System.getenv());
    environment.put(Datasets.OFFLINE, "1");
    return new WantedData(new Datasets(environment, Startup.home()), wanted)
        .load(DownloadProgress.NONE);
  }

  /** Data or defaults may have changed since the run began. */
  private static Trial find(Plan plan, String id) {
    return plan.trials().stream()
        .filter(trial -> trial.id().equals(id))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "trial " + id + " is another one by now: did data or plug-ins change?"));
  }
}
