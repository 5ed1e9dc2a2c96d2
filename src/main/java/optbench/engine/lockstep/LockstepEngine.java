package optbench.engine.lockstep;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import optbench.data.Dataset;
import optbench.engine.Buildable;
import optbench.engine.Capacity;
import optbench.engine.Engine;
import optbench.engine.TrialListener;
import optbench.optimizer.LineSearchOptimizer;
import optbench.plan.Trial;
import optbench.result.TrialSettings;

/**
 * Trains the trials of a seed together, step by step: one gradient computation for all, then each
 * optimizer's own update.
 */
public final class LockstepEngine implements Engine {
  /**
   * More trials together gain nothing: the wide product is as fast as it gets, and parameters and
   * state of more leave the caches between one step and the next.
   */
  private static final int MOST_TRIALS = 4;

  /** Of one group, with gradient and the state of the optimizers. */
  private static final long MOST_PARAMETER_BYTES = 1L << 30;

  private static final int PARAMETER_COPIES = 6;

  @Override
  public String id() {
    return "lockstep";
  }

  /** It works in the host's memory, in loops of its own. */
  @Override
  public boolean runsOn(String device) {
    return device.equals("cpu");
  }

  /** Layers that follow a convolution or work in place keep nothing: a third was measured. */
  @Override
  public long samplesKept(Trial trial, Dataset data) {
    return Capacity.of(trial.network(), trial.settings().samplesAStep()) / 3;
  }

  @Override
  public Optional<String> unsupported(Trial trial) {
    if (trial.settings().probe().isPresent()) {
      return Optional.of(
          "probes look at one training from inside, and this engine trains several as one: train it"
              + " with engine dl4j");
    }
    if (trial.optimizer().optimizer() instanceof LineSearchOptimizer) {
      return Optional.of(
          trial.optimizer().id()
              + " takes as many gradients a step as it needs, so it cannot go in step with"
              + " others: train it with engine dl4j");
    }
    return Buildable.obstacle(id(), trial.network(), new LockstepLayers());
  }

  /**
   * By all that decides the steps that they take together; as few groups as caches and memory
   * allow, and these of like size.
   */
  @Override
  public List<List<Trial>> groups(List<Trial> trials) {
    Map<Object, List<Trial>> byKind = new LinkedHashMap<>();
    for (Trial trial : trials) {
      byKind.computeIfAbsent(kind(trial), k -> new ArrayList<>()).add(trial);
    }
    return byKind.values().stream().flatMap(alike -> split(alike).stream()).toList();
  }

  private static List<List<Trial>> split(List<Trial> alike) {
    int most = most(alike.get(0));
    int parts = (alike.size() + most - 1) / most;
    List<List<Trial>> groups = new ArrayList<>();
    for (int i = 0; i < parts; i++) {
      groups.add(alike.subList(alike.size() * i / parts, alike.size() * (i + 1) / parts));
    }
    return groups;
  }

  private static Object kind(Trial trial) {
    TrialSettings settings = trial.settings();
    return List.of(
        trial.network(),
        settings.samplesAStep(),
        settings.seed(),
        settings.epochs(),
        settings.dataSha256(),
        settings.samplesAnEpoch(),
        trial.evaluate());
  }

  private static int most(Trial trial) {
    long bytes = Float.BYTES * PARAMETER_COPIES * trial.settings().parameterCount();
    return (int) Math.max(1, Math.min(MOST_TRIALS, MOST_PARAMETER_BYTES / bytes));
  }

  @Override
  public void run(List<Trial> group, Dataset data, TrialListener listener) {
    new LockstepGroup(group, data, listener).run();
  }
}
