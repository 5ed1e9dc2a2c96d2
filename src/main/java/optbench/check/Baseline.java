package optbench.check;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import optbench.result.Environment;
import optbench.result.ImportRecord;
import optbench.result.Outcome;
import optbench.result.Run;
import optbench.result.RunRecord;
import optbench.result.TimeSplit;
import optbench.result.TrialResult;
import optbench.stats.Conditions;
import optbench.stats.SampleSummary;
import optbench.stats.TimeBasis;
import optbench.store.SealedFile;

/**
 * What is kept of a run, to hold later ones against. The same run gives the same bytes.
 *
 * @param name what it is called, such as the branch that it is of
 * @param run the name of the run
 * @param optimizers in the order of the run; each label once
 * @param sharedSeeds of imported results: whether trials of the same seed share weights and
 *     batches, by the word of who imported them; empty of ours, which do
 */
public record Baseline(
    String name,
    String run,
    Experiment experiment,
    List<Entry> optimizers,
    Optional<Boolean> sharedSeeds) {
  private static final SealedFile FILE = new SealedFile("baseline", 1);

  public Baseline {
    optimizers = List.copyOf(optimizers);
    Set<String> labels = new HashSet<>();
    for (Entry entry : optimizers) {
      if (!labels.add(entry.label())) {
        throw new IllegalArgumentException(
            "labels must differ from each other but " + entry.label() + " was there twice");
      }
    }
  }

  /**
   * Of what is there of a run: trials without a result are passed over.
   *
   * @return empty if there is no result at all
   */
  public static Optional<Baseline> of(String name, Run run) {
    boolean timed = Conditions.of(run).times() == TimeBasis.COMPARABLE;
    List<Entry> entries =
        run.labels().stream()
            .filter(label -> !run.settled(label).isEmpty())
            .map(label -> entry(label, run, timed))
            .toList();
    return run.settled().stream()
        .findFirst()
        .map(any -> Experiment.of(any.settings()))
        .map(
            experiment ->
                new Baseline(
                    name,
                    run.record().name(),
                    experiment,
                    entries,
                    run.record().imported().map(ImportRecord::sharedSeeds)));
  }

  private static Entry entry(String label, Run run, boolean timed) {
    Map<Long, TrialResult> settled = run.settled(label);
    List<TrialResult> results = List.copyOf(settled.values());
    List<SeedScore> scores =
        new TreeMap<>(settled)
            .entrySet().stream().map(e -> SeedScore.of(e.getKey(), e.getValue())).toList();
    return new Entry(
        label,
        Settings.of(results.get(0).settings()),
        scores,
        origin(results, run.record(), timed));
  }

  private static BaselineOrigin origin(List<TrialResult> results, RunRecord run, boolean timed) {
    List<Environment> environments = run.environmentsOf(results);
    int[] threads =
        results.stream()
            .flatMap(t -> t.threads().stream())
            .mapToInt(Integer::intValue)
            .distinct()
            .toArray();
    return new BaselineOrigin(
        results.stream()
            .map(TrialResult::finishedAt)
            .max(Comparator.naturalOrder())
            .orElse(Instant.EPOCH),
        all(environments, e -> e.tool().optbenchVersion()),
        all(environments, e -> e.tool().gitCommit()),
        all(environments, e -> e.library().dl4jVersion()),
        all(environments, e -> e.machine().cpu()),
        results.get(0).settings().device(),
        all(environments, e -> e.library().nativeBuild()),
        threads.length == 1 ? OptionalInt.of(threads[0]) : OptionalInt.empty(),
        timed ? stepMillis(results) : OptionalDouble.empty());
  }

  private static String all(List<Environment> environments, Function<Environment, String> fact) {
    return environments.isEmpty()
        ? "unknown"
        : environments.stream().map(fact).distinct().collect(Collectors.joining(" and "));
  }

  /** The median over finished seeds: arithmetic on what is no number may take another time. */
  private static OptionalDouble stepMillis(List<TrialResult> trials) {
    double[] millis =
        trials.stream()
            .filter(t -> t.outcome() == Outcome.FINISHED)
            .flatMap(t -> t.time().stream())
            .mapToDouble(TimeSplit::stepMillis)
            .toArray();
    return millis.length == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(SampleSummary.of(millis).median());
  }

  /**
   * Reads a file.
   *
   * @throws optbench.store.StoreException if it is none, or was changed by hand
   */
  public static Baseline read(Path file) {
    return FILE.read(
        file,
        Baseline.class,
        "take it from version control again, or save it anew with optbench baseline save");
  }

  /** Writes it to a file, in place of an earlier one. */
  public void write(Path file) {
    FILE.write(file, this);
  }

  /** Lines of the file on which the labels stand, in the order of the optimizers; 1 if unknown. */
  public List<Integer> lines(Path file) {
    List<String> pointers =
        IntStream.range(0, optimizers.size()).mapToObj(i -> "/optimizers/" + i + "/label").toList();
    Map<String, Integer> lines = SealedFile.lines(file, new LinkedHashSet<>(pointers));
    return pointers.stream().map(pointer -> lines.getOrDefault(pointer, 1)).toList();
  }

  /** Whether seeds can be paired with those of another run. */
  boolean pairedBySeed() {
    return sharedSeeds.orElse(true);
  }

  Optional<Entry> entry(String label) {
    return optimizers.stream().filter(e -> e.label().equals(label)).findFirst();
  }

  /** This, with these optimizers as they are in the later one; those not here come last. */
  public Baseline updated(Baseline later, Set<String> labels) {
    Map<String, Entry> entries = new LinkedHashMap<>();
    optimizers.forEach(entry -> entries.put(entry.label(), entry));
    later.optimizers().stream()
        .filter(entry -> labels.contains(entry.label()))
        .forEach(entry -> entries.put(entry.label(), entry));
    return new Baseline(name, run, experiment, List.copyOf(entries.values()), sharedSeeds);
  }
}
