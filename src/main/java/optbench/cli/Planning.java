package optbench.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import optbench.data.Dataset;
import optbench.engine.EnvironmentProbe;
import optbench.optimizer.Optimizers;
import optbench.plan.DataFacts;
import optbench.plan.Plan;
import optbench.plan.Planner;
import optbench.plan.Trial;
import optbench.plan.TuningPlan;
import optbench.result.Environment;
import optbench.run.FinishedRun;
import optbench.run.Runner;
import optbench.run.TunedRunner;
import optbench.spec.ExperimentSpec;
import optbench.spec.SpecException;
import optbench.store.LoadedSpec;

/** Plans a spec on data, in one stage or in two. Faults say where in the spec they are. */
final class Planning {
  private final LoadedSpec loaded;
  private final Optimizers optimizers;
  private final Planner planner;

  Planning(LoadedSpec loaded, Optimizers optimizers) {
    this.loaded = loaded;
    this.optimizers = optimizers;
    this.planner = new Planner(optimizers);
  }

  ExperimentSpec spec() {
    return loaded.spec();
  }

  /** Whether hyper-parameters are to be looked for first. */
  boolean tunes() {
    return spec().tune().isPresent();
  }

  /** Of a spec with nothing to look for. */
  Plan plan(Dataset data) {
    return located(() -> plan(spec(), data));
  }

  /** The first stage, of a spec with something to look for. */
  TuningPlan tuning(Dataset data) {
    return located(
        () -> planner.tuning(spec(), facts(data), EnvironmentProbe.device(), Engines.ALL));
  }

  /**
   * Makes sure that it can be planned.
   *
   * @throws optbench.store.SpecFileException if it cannot
   */
  void check(Dataset data) {
    if (tunes()) {
      tuning(data);
    } else {
      plan(data);
    }
  }

  /** Carries out all of it. */
  FinishedRun run(Runner runner, Dataset data) {
    Object specTree = SpecOptions.files(optimizers).tree(spec());
    Environment environment = Laboratory.machine();
    return tunes()
        ? new TunedRunner(runner, chosen -> plan(chosen, data))
            .run(tuning(data), specTree, data, environment)
        : runner.run(plan(data), specTree, data, environment);
  }

  /**
   * Trials that cost what all of it will: those of a second stage with hyper-parameters that are
   * not chosen yet.
   */
  List<Trial> costly(Dataset data) {
    if (!tunes()) {
      return plan(data).trials();
    }
    Map<String, Map<String, Double>> open = new LinkedHashMap<>();
    spec().optimizers().forEach(o -> open.put(o.name(), Map.of()));
    List<Trial> trials = new ArrayList<>(tuning(data).trials());
    trials.addAll(located(() -> plan(spec().tuned(open), data)).trials());
    return trials;
  }

  private Plan plan(ExperimentSpec spec, Dataset data) {
    return plan(spec, optimizers, data);
  }

  /** All trials of a spec, with nothing to look for, on this machine. */
  static Plan plan(ExperimentSpec spec, Optimizers optimizers, Dataset data) {
    return new Planner(optimizers).plan(spec, facts(data), EnvironmentProbe.device(), Engines.ALL);
  }

  private <T> T located(Supplier<T> planned) {
    try {
      return planned.get();
    } catch (SpecException e) {
      throw loaded.located(e);
    }
  }

  private static DataFacts facts(Dataset data) {
    return new DataFacts(
        data.name(),
        data.sha256(),
        data.training().size(),
        data.validation().size(),
        data.height(),
        data.width(),
        data.classes());
  }
}
