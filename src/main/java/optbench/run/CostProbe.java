package optbench.run;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.function.LongSupplier;
import java.util.function.ToDoubleFunction;
import optbench.data.Dataset;
import optbench.engine.AvailableMemory;
import optbench.engine.EngineRegistry;
import optbench.plan.Trial;
import optbench.result.Environment;
import optbench.result.TrialResult;
import optbench.result.TrialSettings;
import optbench.store.JsonText;

/**
 * Trains a few steps of each distinct kind of work, to tell what a plan will cost.
 *
 * <p>Two short trainings of a kind differ in their number of steps alone, so that the difference of
 * their epochs is the cost of steps, and what is left that of evaluation. Learning rates do not
 * matter for that, but a training that diverges has no epochs to time: of each kind, the group with
 * the smallest rates is tried.
 */
public final class CostProbe {
  private static final int FEW_STEPS = 4;
  private static final int MORE_STEPS = 24;
  private static final int EPOCHS = 3;

  private final EngineRegistry engines;
  private final LongSupplier nanos;

  /**
   * @param nanos a clock, such as {@code System::nanoTime}
   */
  public CostProbe(EngineRegistry engines, LongSupplier nanos) {
    this.engines = engines;
    this.nanos = nanos;
  }

  /**
   * What it will cost to train these.
   *
   * @param trials those that are missing, in the order of the plan
   * @param jobs how many groups are to run side by side; that they may slow each other down is not
   *     taken into account
   */
  public CostEstimate estimate(
      List<Trial> trials, Dataset data, Jobs jobs, Environment environment) {
    List<TrialGroup> groups =
        TrialGroup.of(trials.stream().filter(this::supported).toList(), engines);
    if (groups.isEmpty()) {
      return CostEstimate.NOTHING;
    }
    Map<String, TrialGroup> tried = new HashMap<>();
    for (TrialGroup group : groups) {
      tried.merge(kind(group), group, CostProbe::gentler);
    }
    Map<String, Optional<Cost>> costs = new HashMap<>();
    tried.forEach((kind, group) -> costs.put(kind, measure(group, data)));
    List<Cost> known = groups.stream().flatMap(g -> costs.get(kind(g)).stream()).toList();
    int atOnce =
        jobs.of(
            groups.stream().map(g -> g.bytes(data)).toList(), environment, AvailableMemory.bytes());
    return new CostEstimate(
        makespan(known, Cost::seconds, atOnce),
        makespan(known, Cost::low, atOnce),
        makespan(known, Cost::high, atOnce),
        tried.size(),
        groups.size() - known.size(),
        known.stream().mapToLong(Cost::bytes).sum());
  }

  private boolean supported(Trial trial) {
    return engines.get(trial.settings().engine()).unsupported(trial).isEmpty();
  }

  /** What decides the cost of a step and of an evaluation; seeds and rates do not. */
  private static String kind(TrialGroup group) {
    TrialSettings first = group.trials().get(0).settings();
    List<String> optimizers =
        group.trials().stream()
            .map(Trial::settings)
            .map(s -> s.optimizer() + " " + s.variant() + " " + s.techniques().keySet())
            .sorted()
            .toList();
    return String.join(
        "\n",
        group.engine().id(),
        first.layers(),
        String.valueOf(first.samplesAStep()),
        String.valueOf(first.samplesAnEpoch()),
        String.valueOf(first.epochs()),
        optimizers.toString());
  }

  private static TrialGroup gentler(TrialGroup a, TrialGroup b) {
    return highestRate(b) < highestRate(a) ? b : a;
  }

  private static double highestRate(TrialGroup group) {
    return group.trials().stream()
        .mapToDouble(t -> t.settings().hyperParameters().getOrDefault("learning_rate", 0.0))
        .max()
        .orElse(0);
  }

  /** Seconds of one group from start to end, and the size of its files. */
  private record Cost(double seconds, double low, double high, long bytes) {}

  private Optional<Cost> measure(TrialGroup group, Dataset data) {
    TrialSettings settings = group.trials().get(0).settings();
    long steps = settings.stepsPerEpoch();
    GroupCost few = train(group, data, Math.min(FEW_STEPS, steps));
    GroupCost more = steps > FEW_STEPS ? train(group, data, Math.min(MORE_STEPS, steps)) : few;
    if (few.epochs().isEmpty() || more.epochs().isEmpty()) {
      return Optional.empty();
    }
    int epochs = settings.epochs();
    double median = middle(more.epochs());
    double training = epochs * epoch(middle(few.epochs()), median, steps);
    ToDoubleFunction<Double> seconds = tried -> more.preparation() + training * tried / median;
    return Optional.of(
        new Cost(
            seconds.applyAsDouble(median),
            seconds.applyAsDouble(more.epochs().get(0)),
            seconds.applyAsDouble(more.epochs().get(more.epochs().size() - 1)),
            bytes(more.results(), epochs)));
  }

  private static double middle(List<Double> sorted) {
    return sorted.get(sorted.size() / 2);
  }

  /** A full epoch, from one of few steps and one of more. */
  private static double epoch(double few, double more, long steps) {
    long tried = Math.min(MORE_STEPS, steps);
    if (tried <= FEW_STEPS) {
      return few;
    }
    double step = Math.max(0, (more - few) / (tried - FEW_STEPS));
    return more + step * (steps - tried);
  }

  private GroupCost train(TrialGroup group, Dataset data, long steps) {
    int batch = group.trials().get(0).settings().samplesAStep();
    int samples = (int) Math.min(steps * batch, data.training().size());
    Dataset part = data.withTraining(data.training().first(samples));
    List<Trial> trials = group.trials().stream().map(t -> t.shortened(samples, EPOCHS)).toList();
    GroupCost cost = new GroupCost(nanos);
    try {
      group.engine().run(trials, part, cost);
    } catch (LinkageError | OutOfMemoryError e) {
      throw e;
    } catch (Throwable e) {
      // It will fail when it is trained, and say why: a training that ended early has no cost.
      return cost;
    }
    return cost;
  }

  /** The trials' files, with as many epochs as they will have. */
  private static long bytes(List<TrialResult> results, int epochs) {
    long bytes = 0;
    for (TrialResult result : results) {
      long whole = JsonText.of(result).length();
      long perEpoch =
          result.epochs().isEmpty()
              ? 0
              : JsonText.of(result.epochs()).length() / result.epochs().size();
      bytes += whole + perEpoch * (epochs - result.epochs().size());
    }
    return bytes;
  }

  /** Each group goes to the job that is free first, as they do when they run. */
  private static double makespan(List<Cost> costs, ToDoubleFunction<Cost> seconds, int jobs) {
    PriorityQueue<Double> free = new PriorityQueue<>(Comparator.naturalOrder());
    for (int i = 0; i < jobs; i++) {
      free.add(0.0);
    }
    double end = 0;
    for (Cost cost : new ArrayList<>(costs)) {
      double done = free.remove() + seconds.applyAsDouble(cost);
      free.add(done);
      end = Math.max(end, done);
    }
    return end;
  }
}
