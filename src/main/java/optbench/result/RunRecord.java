package optbench.result;

import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a results folder holds, beside the trials themselves.
 *
 * @param spec of the experiment: running it again gives the same trials
 * @param dataNotice set where the data are not what the user may expect: repeated wherever results
 *     are shown
 * @param environment in which the run was started, and of trials that name none: those of before
 *     trials named any
 * @param trials in the order of the spec, seeds in order within each optimizer; none while it is
 *     not decided which hyper-parameters they have
 * @param order ids in the order in which they were to run; as often as each is repeated
 * @param orderSeed shuffles the order
 * @param timing whether training times were asked for; where they were not, none are compared
 * @param targets test accuracies whose cost is reported, fractions of 1, rising
 * @param equivalenceMargin differences in test accuracy smaller than this fraction of 1 are taken
 *     for none
 * @param tuning what was tried first, if anything was
 * @param shard which part of the experiment this is, if not all of it; the spec is that of all
 * @param origins the runs that this one was merged from; none if it was carried out in one go
 * @param environments all in which trials were trained, by the ids that the trials name; the one in
 *     which the run was started among them
 */
public record RunRecord(
    int formatVersion,
    String name,
    RecordedSpec spec,
    String data,
    String dataNotice,
    Environment environment,
    Instant startedAt,
    long orderSeed,
    List<String> order,
    List<PlannedTrial> trials,
    boolean timing,
    List<Double> targets,
    double equivalenceMargin,
    Optional<TuningRecord> tuning,
    Optional<Shard> shard,
    List<SourceRun> origins,
    Map<String, Environment> environments) {
  public static final int FORMAT_VERSION = 1;

  /** A run that takes hyper-parameters as they are. */
  public RunRecord(
      int formatVersion,
      String name,
      RecordedSpec spec,
      String data,
      String dataNotice,
      Environment environment,
      Instant startedAt,
      long orderSeed,
      List<String> order,
      List<PlannedTrial> trials,
      boolean timing,
      List<Double> targets,
      double equivalenceMargin) {
    this(
        formatVersion,
        name,
        spec,
        data,
        dataNotice,
        environment,
        startedAt,
        orderSeed,
        order,
        trials,
        timing,
        targets,
        equivalenceMargin,
        Optional.empty());
  }

  /** All of an experiment, carried out in one go. */
  public RunRecord(
      int formatVersion,
      String name,
      RecordedSpec spec,
      String data,
      String dataNotice,
      Environment environment,
      Instant startedAt,
      long orderSeed,
      List<String> order,
      List<PlannedTrial> trials,
      boolean timing,
      List<Double> targets,
      double equivalenceMargin,
      Optional<TuningRecord> tuning) {
    this(
        formatVersion,
        name,
        spec,
        data,
        dataNotice,
        environment,
        startedAt,
        orderSeed,
        order,
        trials,
        timing,
        targets,
        equivalenceMargin,
        tuning,
        Optional.empty(),
        List.of(),
        Map.of());
  }

  public RunRecord {
    origins = List.copyOf(origins);
    order = List.copyOf(order);
    trials = List.copyOf(trials);
    Require.different(
        "ids of trials",
        Stream.concat(tuning.stream().flatMap(t -> t.trials().stream()), trials.stream())
            .map(PlannedTrial::id)
            .toList());
    Require.different(
        "labels and seeds of trials",
        trials.stream().map(trial -> trial.label() + " seed " + trial.seed()).toList());
    targets = List.copyOf(targets);
    targets.forEach(target -> Require.fraction("targets", target));
    Require.fraction("equivalence_margin", equivalenceMargin);
    Require.positive("equivalence_margin", equivalenceMargin);
    Map<String, Environment> all = new LinkedHashMap<>();
    all.put(environment.id(), environment);
    all.putAll(environments);
    environments = Collections.unmodifiableMap(all);
  }

  /** The same run, looked at by other targets. */
  public RunRecord withTargets(List<Double> others) {
    return with(order, trials, others, tuning);
  }

  /** The same run, of which it is known what is tried first. */
  public RunRecord withTuning(TuningRecord first) {
    return with(order, trials, targets, Optional.of(first));
  }

  /**
   * The same, now that it is known what follows the tuning.
   *
   * @param laterOrder of the trials that follow
   */
  public RunRecord followedBy(List<String> laterOrder, List<PlannedTrial> laterTrials) {
    return with(
        Stream.concat(order.stream(), laterOrder.stream()).toList(), laterTrials, targets, tuning);
  }

  private RunRecord with(
      List<String> newOrder,
      List<PlannedTrial> newTrials,
      List<Double> newTargets,
      Optional<TuningRecord> newTuning) {
    return new RunRecord(
        formatVersion,
        name,
        spec,
        data,
        dataNotice,
        environment,
        startedAt,
        orderSeed,
        newOrder,
        newTrials,
        timing,
        newTargets,
        equivalenceMargin,
        newTuning,
        shard,
        origins,
        environments);
  }

  /** The same, of which this is only a part; empty for all of it. */
  public RunRecord part(Optional<Shard> part) {
    return merged(spec, order, trials, part, origins, environments);
  }

  /** The same with the trials of several runs. */
  public RunRecord merged(
      RecordedSpec newSpec,
      List<String> newOrder,
      List<PlannedTrial> newTrials,
      Optional<Shard> newShard,
      List<SourceRun> newOrigins,
      Map<String, Environment> newEnvironments) {
    return new RunRecord(
        formatVersion,
        name,
        newSpec,
        data,
        dataNotice,
        environment,
        startedAt,
        orderSeed,
        newOrder,
        newTrials,
        timing,
        targets,
        equivalenceMargin,
        tuning,
        newShard,
        newOrigins,
        newEnvironments);
  }

  /**
   * The same in a folder where an earlier run left trials: what is recorded of their environments
   * stays.
   */
  public RunRecord after(RunRecord earlier) {
    Map<String, Environment> all = new LinkedHashMap<>(earlier.environments);
    environments.forEach(all::putIfAbsent);
    return new RunRecord(
        formatVersion,
        name,
        spec,
        data,
        dataNotice,
        earlier.environment,
        startedAt,
        orderSeed,
        order,
        trials,
        timing,
        targets,
        equivalenceMargin,
        tuning,
        shard,
        earlier.origins,
        all);
  }

  /**
   * The environment that one of its trials was trained in; empty if it names one that is not
   * recorded here. How many threads there were each trial says itself.
   */
  public Optional<Environment> environmentOf(TrialResult trial) {
    if (trial.environment().isPresent()) {
      return trial.environment().map(environments::get);
    }
    Environment unnamed =
        origins.stream()
            .filter(origin -> origin.trials().contains(trial.id()))
            .map(SourceRun::environment)
            .findFirst()
            .orElse(environment);
    return Optional.of(unnamed.withThreads(trial.threads()));
  }

  /**
   * Those that these trials were trained in, each once; of trials that name one not recorded, none.
   */
  public List<Environment> environmentsOf(Collection<TrialResult> some) {
    return some.stream().flatMap(trial -> environmentOf(trial).stream()).distinct().toList();
  }

  /** Those that were tried first, and those that the results are made of. */
  public List<PlannedTrial> allTrials() {
    return Stream.concat(tuning.stream().flatMap(first -> first.trials().stream()), trials.stream())
        .toList();
  }

  /** A trial that belongs to the run, whether or not it has run yet. */
  public record PlannedTrial(String id, String label, String optimizer, long seed) {}
}
