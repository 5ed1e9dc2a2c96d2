package optbench.result;

import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a results folder holds, beside the trials themselves.
 *
 * @param trials in the order of the spec, seeds in order within each optimizer; none while it is
 *     not decided which hyper-parameters they have
 * @param tuning what was tried first, if anything was
 * @param shard which part of the experiment this is, if not all of it; the spec is that of all
 */
public record RunRecord(
    About about,
    Start start,
    Sequence sequence,
    List<PlannedTrial> trials,
    Reporting reporting,
    Optional<TuningRecord> tuning,
    Optional<Shard> shard,
    Provenance provenance) {
  public static final int FORMAT_VERSION = 1;

  /**
   * What is asked, and of which data.
   *
   * @param spec of the experiment: running it again gives the same trials
   * @param dataNotice set where the data are not what the user may expect: repeated wherever
   *     results are shown
   */
  public record About(
      int formatVersion, String name, RecordedSpec spec, String data, String dataNotice)
      implements Part {
    /** In the form that is written today. */
    public About(String name, RecordedSpec spec, String data, String dataNotice) {
      this(FORMAT_VERSION, name, spec, data, dataNotice);
    }

    private About with(RecordedSpec other) {
      return new About(formatVersion, name, other, data, dataNotice);
    }
  }

  /**
   * Where and when a run was started.
   *
   * @param environment also of trials that name none: those of before trials named any; empty where
   *     something else trained them
   */
  public record Start(Optional<Environment> environment, Instant startedAt) implements Part {
    /** Of a run of ours. */
    public Start(Environment environment, Instant startedAt) {
      this(Optional.of(environment), startedAt);
    }
  }

  /**
   * How trials follow each other.
   *
   * @param orderSeed shuffles the order
   * @param order ids in the order in which they were to run; as often as each is repeated
   */
  public record Sequence(long orderSeed, List<String> order) implements Part {
    public Sequence {
      order = List.copyOf(order);
    }

    private Sequence with(List<String> other) {
      return new Sequence(orderSeed, other);
    }
  }

  /**
   * What was asked for of the report.
   *
   * @param timing whether training times were asked for; where they were not, none are compared
   * @param targets test accuracies whose cost is reported, fractions of 1, rising
   * @param equivalenceMargin differences in test accuracy smaller than this fraction of 1 are taken
   *     for none
   * @param looks numbers of seeds, rising, at which it is judged whether more are needed; empty if
   *     all optimizers get all seeds
   */
  public record Reporting(
      boolean timing, List<Double> targets, double equivalenceMargin, Optional<List<Integer>> looks)
      implements Part {
    public Reporting {
      targets = List.copyOf(targets);
      looks = looks.map(List::copyOf);
      looks.ifPresent(numbers -> Require.rising("looks", numbers));
      targets.forEach(target -> Require.fraction("targets", target));
      Require.fraction("equivalence_margin", equivalenceMargin);
      Require.positive("equivalence_margin", equivalenceMargin);
    }

    /** Of a run of which all optimizers get all seeds. */
    public Reporting(boolean timing, List<Double> targets, double equivalenceMargin) {
      this(timing, targets, equivalenceMargin, Optional.empty());
    }
  }

  /**
   * Where the trials come from.
   *
   * @param origins the runs that this one was merged from; none if it was carried out in one go
   * @param environments all in which trials were trained, by the ids that the trials name; the one
   *     in which the run was started among them
   * @param imported set where something else than optbench trained it
   * @param testSet that accuracies are of; empty of imported runs, and of those of before it was
   *     recorded
   */
  public record Provenance(
      List<SourceRun> origins,
      Map<String, Environment> environments,
      Optional<ImportRecord> imported,
      Optional<TestSet> testSet)
      implements Part {
    /** Of a run of which nothing is trained yet. */
    public static final Provenance NONE =
        new Provenance(List.of(), Map.of(), Optional.empty(), Optional.empty());

    public Provenance {
      origins = List.copyOf(origins);
      environments = Collections.unmodifiableMap(new LinkedHashMap<>(environments));
    }

    private Provenance with(List<SourceRun> newOrigins, Map<String, Environment> others) {
      return new Provenance(newOrigins, others, imported, testSet);
    }

    private Provenance startedIn(Optional<Environment> own) {
      Map<String, Environment> all = new LinkedHashMap<>();
      own.ifPresent(environment -> all.put(environment.id(), environment));
      all.putAll(environments);
      return with(origins, all);
    }
  }

  public RunRecord {
    trials = List.copyOf(trials);
    Require.different(
        "ids of trials",
        Stream.concat(tuning.stream().flatMap(t -> t.trials().stream()), trials.stream())
            .map(PlannedTrial::id)
            .toList());
    Require.different(
        "labels and seeds of trials",
        trials.stream().map(trial -> trial.label() + " seed " + trial.seed()).toList());
    provenance = provenance.startedIn(start.environment());
  }

  /** A run of which it is not known yet what it trains: {@link #followedBy}. */
  public static RunRecord of(About about, Start start, long orderSeed, Reporting reporting) {
    return new RunRecord(
        about,
        start,
        new Sequence(orderSeed, List.of()),
        List.of(),
        reporting,
        Optional.empty(),
        Optional.empty(),
        Provenance.NONE);
  }

  public String name() {
    return about.name();
  }

  /** Of the experiment: running it again gives the same trials. */
  public RecordedSpec spec() {
    return about.spec();
  }

  public String data() {
    return about.data();
  }

  /** Set where the data are not what the user may expect. */
  public String dataNotice() {
    return about.dataNotice();
  }

  /** The runs that this one was merged from; none if it was carried out in one go. */
  public List<SourceRun> origins() {
    return provenance.origins();
  }

  /** All in which trials were trained, by the ids that the trials name. */
  public Map<String, Environment> environments() {
    return provenance.environments();
  }

  /** Set where something else than optbench trained it. */
  public Optional<ImportRecord> imported() {
    return provenance.imported();
  }

  /** The same run, looked at by other targets. */
  public RunRecord withTargets(List<Double> others) {
    return with(
        new Reporting(reporting.timing(), others, reporting.equivalenceMargin(), reporting.looks()),
        tuning,
        shard);
  }

  /** The same run, of which it is known what is tried first. */
  public RunRecord withTuning(TuningRecord first) {
    return with(reporting, Optional.of(first), shard);
  }

  /** The same, of which this is only a part; empty for all of it. */
  public RunRecord part(Optional<Shard> part) {
    return with(reporting, tuning, part);
  }

  private RunRecord with(
      Reporting newReporting, Optional<TuningRecord> newTuning, Optional<Shard> newShard) {
    return new RunRecord(
        about, start, sequence, trials, newReporting, newTuning, newShard, provenance);
  }

  private RunRecord with(Provenance other) {
    return new RunRecord(about, start, sequence, trials, reporting, tuning, shard, other);
  }

  /**
   * The same, now that it is known what follows the tuning.
   *
   * @param laterOrder of the trials that follow
   */
  public RunRecord followedBy(List<String> laterOrder, List<PlannedTrial> laterTrials) {
    List<String> all = Stream.concat(sequence.order().stream(), laterOrder.stream()).toList();
    return new RunRecord(
        about, start, sequence.with(all), laterTrials, reporting, tuning, shard, provenance);
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
        about.with(newSpec),
        start,
        sequence.with(newOrder),
        newTrials,
        reporting,
        tuning,
        newShard,
        provenance.with(newOrigins, newEnvironments));
  }

  /**
   * The same in a folder where an earlier run left trials: what is recorded of their environments
   * stays. Where some of them are of this run too, it is the earlier one that goes on, and it was
   * started then and there; so it is, too, where some name no environment, which is then that one.
   *
   * @param there the trials that it left
   */
  public RunRecord after(RunRecord earlier, Collection<TrialResult> there) {
    Set<String> own = allTrials().stream().map(PlannedTrial::id).collect(Collectors.toSet());
    boolean goesOn =
        there.stream().anyMatch(t -> own.contains(t.id()) || t.environment().isEmpty());
    Map<String, Environment> all = new LinkedHashMap<>(earlier.environments());
    environments().forEach(all::putIfAbsent);
    return new RunRecord(
        about,
        goesOn ? earlier.start : start,
        sequence,
        trials,
        reporting,
        tuning,
        shard,
        provenance.with(earlier.origins(), all));
  }

  /** The same, with trials in one more environment. */
  public RunRecord among(Environment another) {
    Map<String, Environment> all = new LinkedHashMap<>(environments());
    all.put(another.id(), another);
    return with(provenance.with(origins(), all));
  }

  /**
   * The environment that one of its trials was trained in; empty if it names one that is not
   * recorded here. How many threads there were each trial says itself.
   */
  public Optional<Environment> environmentOf(TrialResult trial) {
    if (trial.environment().isPresent()) {
      return trial.environment().map(environments()::get);
    }
    Optional<Environment> unnamed =
        origins().stream()
            .filter(origin -> origin.trials().contains(trial.id()))
            .map(SourceRun::environment)
            .findFirst()
            .orElse(start.environment());
    return unnamed.map(own -> trial.threads().map(own::withThreads).orElse(own));
  }

  /**
   * Those that these trials were trained in, each once; of trials that name one not recorded, none.
   */
  public List<Environment> environmentsOf(Collection<TrialResult> some) {
    return some.stream().flatMap(trial -> environmentOf(trial).stream()).distinct().toList();
  }

  /** The same, of which that is known, since something else trained it. */
  public RunRecord imported(ImportRecord facts) {
    return with(
        new Provenance(origins(), environments(), Optional.of(facts), provenance.testSet()));
  }

  /** The same, of which it is known what its accuracies are of. */
  public RunRecord on(TestSet set) {
    return with(new Provenance(origins(), environments(), imported(), Optional.of(set)));
  }

  /** Whether trials of the same seed may be paired: they share initial weights and batches. */
  public boolean pairedBySeed() {
    return imported().map(ImportRecord::sharedSeeds).orElse(true);
  }

  /** Those that were tried first, and those that the results are made of. */
  public List<PlannedTrial> allTrials() {
    return Stream.concat(tuning.stream().flatMap(first -> first.trials().stream()), trials.stream())
        .toList();
  }

  /** A trial that belongs to the run, whether or not it has run yet. */
  public record PlannedTrial(String id, String label, String optimizer, long seed) {}
}
