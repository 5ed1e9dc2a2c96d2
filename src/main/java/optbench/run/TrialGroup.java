package optbench.run;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import optbench.data.Dataset;
import optbench.engine.Engine;
import optbench.engine.EngineRegistry;
import optbench.engine.TrainingMemory;
import optbench.plan.Trial;

/** Trials that one engine trains together. */
record TrialGroup(Engine engine, List<Trial> trials) {
  TrialGroup {
    trials = List.copyOf(trials);
  }

  /**
   * As the engines want them, in the order of their first trials.
   *
   * @param trials all supported by their engines, in the order in which they are to run
   */
  static List<TrialGroup> of(List<Trial> trials, EngineRegistry engines) {
    Map<String, List<Trial>> byEngine = new LinkedHashMap<>();
    Map<String, Integer> place = new HashMap<>();
    for (Trial trial : trials) {
      byEngine.computeIfAbsent(trial.settings().engine(), id -> new ArrayList<>()).add(trial);
      place.put(trial.id(), place.size());
    }
    List<TrialGroup> groups = new ArrayList<>();
    byEngine.forEach((id, own) -> groups.addAll(of(engines, engines.get(id), own)));
    groups.sort(Comparator.comparing(group -> place.get(group.trials().get(0).id())));
    return groups;
  }

  /** What it takes to train it. */
  TrainingMemory memory(Dataset data) {
    return TrainingMemory.of(trials, data, engine.samplesKept(trials.get(0), data));
  }

  /** All of that. */
  long bytes(Dataset data) {
    return memory(data).bytes();
  }

  private static List<TrialGroup> of(EngineRegistry engines, Engine engine, List<Trial> trials) {
    List<List<Trial>> groups = engines.groups(engine, trials);
    List<String> ids = groups.stream().flatMap(List::stream).map(Trial::id).sorted().toList();
    if (!ids.equals(trials.stream().map(Trial::id).sorted().toList())) {
      throw new IllegalStateException(
          "the groups of engine " + engine.id() + " must hold each trial once but were " + ids);
    }
    return groups.stream()
        .filter(group -> !group.isEmpty())
        .map(group -> new TrialGroup(engine, group))
        .toList();
  }
}
