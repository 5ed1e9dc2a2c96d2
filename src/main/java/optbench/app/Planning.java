package optbench.app;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import optbench.data.Dataset;
import optbench.engine.Engine;
import optbench.engine.InputShape;
import optbench.plan.DataFacts;
import optbench.plan.Plan;
import optbench.plan.Planner;
import optbench.plan.Trial;
import optbench.plan.TuningPlan;
import optbench.result.Shard;
import optbench.result.TrialResult;
import optbench.run.SequentialRunner;
import optbench.run.TunedRunner;
import optbench.spec.ExperimentSpec;
import optbench.spec.SpecException;
import optbench.store.LoadedSpec;

/** Plans a spec on data, in one stage or in two. Faults say where in the spec they are. */
public final class Planning {
  private final LoadedSpec loaded;
  private final Planner planner;
  private final DataFacts facts;
  private final Optional<Shard> shard;
  private final String device;
  private Plan plan;
  private TuningPlan tuning;

  /**
   * @param shard which part of it, if not all; only of a spec that has nothing to look for
   * @param device that trials run on, such as {@code cpu}
   */
  Planning(LoadedSpec loaded, Planner planner, Dataset data, Optional<Shard> shard, String device) {
    this.loaded = loaded;
    this.planner = planner;
    this.facts = facts(data);
    this.shard = shard;
    this.device = device;
  }

  /** All trials of a spec that has nothing to look for, and leaves its device to nobody. */
  static Plan plan(ExperimentSpec spec, Planner planner, Dataset data) {
    String device = spec.execution().device().id();
    return planner.plan(spec, facts(data), device, Engines.ALL);
  }

  public ExperimentSpec spec() {
    return loaded.spec();
  }

  /** Whether hyper-parameters are to be looked for first. */
  public boolean tunes() {
    return spec().tune().isPresent();
  }

  /** Whether seeds are added until it is decided. */
  public boolean untilDecided() {
    return spec().training().seeds().until().isPresent();
  }

  /** Of a spec with nothing to look for: all trials that there may be. */
  public Plan plan() {
    if (plan == null) {
      Plan whole = located(() -> plan(spec()));
      plan = shard.map(whole::part).orElse(whole);
    }
    return plan;
  }

  /** What follows the first stage, with what was chosen there. */
  Plan finals(ExperimentSpec chosen) {
    return located(() -> plan(chosen));
  }

  /** The first stage, of a spec with something to look for. */
  public TuningPlan tuning() {
    if (tuning == null) {
      tuning = located(() -> planner.tuning(spec(), facts, device, Engines.ALL));
    }
    return tuning;
  }

  /**
   * Makes sure that it can be planned.
   *
   * @throws optbench.store.SpecFileException if it cannot
   */
  void check() {
    stages(Map.of());
  }

  /**
   * What is to be trained, one stage or two. As long as it is not known what will be chosen, the
   * first setting of each optimizer stands for it: it takes as long.
   *
   * @param settled trials that are there, by id
   */
  public List<Plan> stages(Map<String, TrialResult> settled) {
    if (untilDecided()) {
      return List.of(new Plan(spec(), SequentialRunner.due(plan(), settled), shard));
    }
    if (!tunes()) {
      return List.of(plan());
    }
    TuningPlan first = tuning();
    boolean known = first.trials().stream().allMatch(t -> settled.containsKey(t.id()));
    return List.of(
        new Plan(spec().forTrying(), first.trials()),
        finals(spec().tuned(known ? TunedRunner.chosen(first, settled.values()) : first(first))));
  }

  /**
   * That trials are there from an engine which {@code auto} does not stand for, as it may have done
   * when they were trained; empty if there are none.
   *
   * @param last the stage whose times may be wanted
   * @param settled trials that are there, by id
   */
  Optional<String> otherEngine(Plan last, Map<String, TrialResult> settled) {
    if (settled.isEmpty() || !spec().execution().engine().equals(ExperimentSpec.AUTO_ENGINE)) {
      return Optional.empty();
    }
    Set<String> planned = last.trials().stream().map(Trial::id).collect(Collectors.toSet());
    for (Engine engine : Engines.ALL.engines()) {
      List<Trial> trials =
          planner.plan(last.spec(), facts, device, (spec, trialOn) -> engine.id()).trials();
      long there =
          trials.stream()
              .filter(t -> !planned.contains(t.id()) && settled.containsKey(t.id()))
              .count();
      if (there > 0) {
        return Optional.of(
            there
                + " of "
                + trials.size()
                + " trials are there from engine "
                + engine.id()
                + ", which is not what auto takes here: to go on with them, add --engine "
                + engine.id());
      }
    }
    return Optional.empty();
  }

  private static Map<String, Map<String, Double>> first(TuningPlan tuning) {
    Map<String, Map<String, Double>> first = new HashMap<>();
    tuning.candidates().forEach(c -> first.putIfAbsent(c.label(), c.values()));
    return first;
  }

  private Plan plan(ExperimentSpec planned) {
    return planner.plan(planned, facts, device, Engines.ALL);
  }

  private <T> T located(Supplier<T> planned) {
    try {
      return planned.get();
    } catch (SpecException e) {
      throw loaded.located(e);
    }
  }

  static DataFacts facts(Dataset data) {
    return new DataFacts(
        data.name(),
        data.sha256(),
        data.training().size(),
        data.validation().size(),
        InputShape.of(data),
        data.classes());
  }
}
