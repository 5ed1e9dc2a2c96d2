package optbench.merge;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import optbench.result.Environment;
import optbench.result.ImportRecord;
import optbench.result.NamedRun;
import optbench.result.RecordedSpec;
import optbench.result.Run;
import optbench.result.RunRecord;
import optbench.result.RunRecord.PlannedTrial;
import optbench.result.Shard;
import optbench.result.SourceRun;
import optbench.result.TrialResult;

/**
 * Joins runs into one, as if it had been carried out in one go.
 *
 * <p>Trials are put in the order of the spec, so that all shards of an experiment give, in whatever
 * order they are named, the tables of the whole. A trial that several runs have is taken from the
 * first that has a result of it. What was run where is kept among the run's origins.
 */
public final class Merge {
  private final List<NamedRun> sources;
  private final Map<String, TrialResult> results = new HashMap<>();

  /** Places in the list of sources, by the trials' ids. */
  private final Map<String, Integer> takenFrom = new HashMap<>();

  /** In which trials were trained, by the ids that these name. */
  private final Map<String, Environment> environments = new LinkedHashMap<>();

  private Merge(List<NamedRun> sources) {
    this.sources = sources;
    for (int i = 0; i < sources.size(); i++) {
      int place = i;
      Map<String, TrialResult> own = new HashMap<>();
      sources.get(i).run().results().forEach(result -> own.put(result.id(), result));
      ids(sources.get(i)).forEach(id -> take(id, place, Optional.ofNullable(own.get(id))));
    }
  }

  private void take(String id, int source, Optional<TrialResult> result) {
    TrialResult known = results.get(id);
    boolean better =
        known == null
            ? result.isPresent() || !takenFrom.containsKey(id)
            : !known.settled() && result.filter(TrialResult::settled).isPresent();
    if (better) {
      takenFrom.put(id, source);
      result.ifPresent(r -> results.put(id, named(r, sources.get(source).record())));
    }
  }

  /**
   * What named no environment was trained in that of its run, of which there are several now; that
   * of imported results is not known.
   */
  private TrialResult named(TrialResult result, RunRecord run) {
    Optional<Environment> known = run.environmentOf(result);
    Optional<String> id = result.environment().or(() -> known.map(Environment::id));
    known.ifPresent(environment -> environments.putIfAbsent(id.orElseThrow(), environment));
    return id.map(result::in).orElse(result);
  }

  /**
   * Merges runs.
   *
   * @param sources at least one; name, machine and beginning are those of the first, or of the
   *     first shard
   * @throws MergeConflict if they do not belong together
   */
  public static Run of(List<NamedRun> sources) {
    List<NamedRun> ordered =
        sources.stream()
            .sorted(
                Comparator.comparing(
                    s -> s.record().shard().map(shard -> shard.numbers().get(0)).orElse(0)))
            .toList();
    List<String> conflicts = Conflicts.of(ordered);
    if (!conflicts.isEmpty()) {
      throw new MergeConflict(conflicts);
    }
    return new Merge(ordered).merged();
  }

  private Run merged() {
    RunRecord first = sources.get(0).record();
    RecordedSpec spec =
        first.spec().with(sources.stream().skip(1).map(s -> s.record().spec()).toList());
    RunRecord run =
        first.merged(
            spec,
            order(),
            trials(spec),
            shard(),
            places().flatMap(this::origins).toList(),
            environments);
    return new Run(imported().map(run::imported).orElse(run), List.copyOf(results.values()));
  }

  private Optional<ImportRecord> imported() {
    return sources.stream().flatMap(s -> s.record().imported().stream()).reduce(ImportRecord::and);
  }

  private static Stream<String> ids(NamedRun source) {
    return source.record().allTrials().stream().map(PlannedTrial::id);
  }

  /** Ids as often as each was to run, and only where its result is from. */
  private List<String> order() {
    return places()
        .flatMap(
            i -> sources.get(i).record().sequence().order().stream().filter(id -> isFrom(i, id)))
        .toList();
  }

  private Stream<Integer> places() {
    return IntStream.range(0, sources.size()).boxed();
  }

  private boolean isFrom(int source, String id) {
    return Integer.valueOf(source).equals(takenFrom.get(id));
  }

  private List<PlannedTrial> trials(RecordedSpec spec) {
    Map<String, PlannedTrial> byId = new LinkedHashMap<>();
    sources.forEach(s -> s.record().trials().forEach(t -> byId.putIfAbsent(t.id(), t)));
    List<String> labels =
        distinct(spec.labels().stream(), byId.values().stream().map(PlannedTrial::label));
    List<Long> seeds =
        distinct(spec.seeds().stream(), byId.values().stream().map(PlannedTrial::seed));
    return byId.values().stream()
        .sorted(
            Comparator.comparingInt((PlannedTrial t) -> labels.indexOf(t.label()))
                .thenComparingInt(t -> seeds.indexOf(t.seed())))
        .toList();
  }

  private static <T> List<T> distinct(Stream<T> inSpec, Stream<T> inRuns) {
    return new ArrayList<>(new LinkedHashSet<>(Stream.concat(inSpec, inRuns).toList()));
  }

  private Optional<Shard> shard() {
    Optional<NamedRun> any =
        sources.stream().filter(s -> s.record().shard().isPresent()).findFirst();
    if (any.isEmpty()) {
      return Optional.empty();
    }
    RecordedSpec divided = any.get().record().spec();
    boolean wholeIsThere =
        sources.stream()
            .filter(s -> s.record().shard().isEmpty())
            .anyMatch(s -> s.record().spec().sameExperiment(divided));
    return wholeIsThere
        ? Optional.empty()
        : sources.stream()
            .flatMap(s -> s.record().shard().stream())
            .reduce(Shard::and)
            .filter(all -> !all.complete());
  }

  private Stream<SourceRun> origins(int place) {
    NamedRun source = sources.get(place);
    RunRecord run = source.record();
    Stream<SourceRun> own =
        Stream.concat(
            run.origins().stream(),
            Stream.of(
                new SourceRun(
                    run.start().environment(),
                    run.start().startedAt(),
                    run.shard(),
                    ids(source).toList())));
    Set<String> counted = new HashSet<>();
    return own.map(
            o ->
                new SourceRun(
                    o.environment(),
                    o.startedAt(),
                    o.shard(),
                    o.trials().stream()
                        .filter(id -> isFrom(place, id) && counted.add(id))
                        .toList()))
        .filter(o -> !o.trials().isEmpty());
  }
}
