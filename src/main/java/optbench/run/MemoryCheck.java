package optbench.run;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import optbench.data.Dataset;
import optbench.engine.AvailableMemory;
import optbench.engine.EngineRegistry;
import optbench.engine.TrainingMemory;
import optbench.plan.Trial;
import optbench.result.Environment;
import optbench.text.NumberText;

/**
 * Holds what training will take against what there is, before any of it begins: a process that asks
 * for too much is killed by the system, with all that it was about to say.
 *
 * @param jobs how many groups of trials may be trained at once
 * @param available bytes that can be had; empty where the system does not tell
 * @param heap the most that Java's heap may grow to
 */
record MemoryCheck(Jobs jobs, OptionalLong available, long heap) {
  /** Of this machine, now. */
  static MemoryCheck ofThisMachine(Jobs jobs) {
    return new MemoryCheck(jobs, AvailableMemory.bytes(), Runtime.getRuntime().maxMemory());
  }

  /** How many groups it is to be at once. */
  int atOnce(List<Long> groupBytes, Environment machine) {
    return jobs.of(groupBytes, machine, available);
  }

  /**
   * What does not fit.
   *
   * @param trials to be trained
   * @return a line that says how much is needed, how much is there and what to do; empty if it fits
   */
  Optional<String> shortage(
      List<Trial> trials, Dataset data, EngineRegistry engines, Environment machine) {
    List<TrialGroup> groups = groups(trials, engines);
    if (groups.isEmpty() || !machine.execution().device().equals("cpu")) {
      return Optional.empty();
    }
    return shortage(
        groups, data, atOnce(groups.stream().map(g -> g.bytes(data)).toList(), machine));
  }

  /** What does not fit even if groups are trained one after another, on the CPU. */
  Optional<String> shortageOneByOne(List<Trial> trials, Dataset data, EngineRegistry engines) {
    List<TrialGroup> groups = groups(trials, engines);
    return groups.isEmpty() ? Optional.empty() : shortage(groups, data, 1);
  }

  private static List<TrialGroup> groups(List<Trial> trials, EngineRegistry engines) {
    return TrialGroup.of(
        trials.stream()
            .filter(t -> engines.get(t.settings().engine()).unsupported(t).isEmpty())
            .toList(),
        engines);
  }

  private Optional<String> shortage(List<TrialGroup> groups, Dataset data, int atOnce) {
    TrialGroup largest = groups.get(0);
    for (TrialGroup group : groups) {
      largest = group.bytes(data) > largest.bytes(data) ? group : largest;
    }
    return shortage(largest, largest.memory(data), atOnce);
  }

  private Optional<String> shortage(TrialGroup largest, TrainingMemory each, int atOnce) {
    TrainingMemory all = each.times(atOnce);
    if (available.isPresent() && all.bytes() > available.getAsLong()) {
      return Optional.of(
          need(largest, all.bytes(), atOnce)
              + ", and "
              + NumberText.bytes(available.getAsLong())
              + " of memory are to be had: "
              + advice(largest, atOnce));
    }
    if (all.heapBytes() > heap) {
      return Optional.of(
          need(largest, all.heapBytes(), atOnce)
              + " of Java's heap, which may have "
              + NumberText.bytes(heap)
              + ": give it more, as in OPTBENCH_JAVA_OPTS=-Xmx"
              + (2 + (all.heapBytes() >> 30))
              + "g, or take a smaller network");
    }
    return Optional.empty();
  }

  private static String need(TrialGroup group, long bytes, int atOnce) {
    Trial first = group.trials().get(0);
    int others = group.trials().size() - 1;
    return "training "
        + first.label()
        + (others == 0 ? "" : " and " + others + " more together")
        + " on batches of "
        + first.settings().samplesAStep()
        + (atOnce == 1 ? "" : ", " + atOnce + " of such at once,")
        + " needs about "
        + NumberText.bytes(bytes);
  }

  private static String advice(TrialGroup group, int atOnce) {
    String full =
        group.trials().get(0).settings().stepsPerEpoch() == 1
            ? ", a smaller batch_size, a train_limit"
            : ", a smaller batch_size";
    return "take"
        + (atOnce > 1 ? " fewer --jobs" + full : full.substring(1))
        + ", or a smaller network";
  }
}
