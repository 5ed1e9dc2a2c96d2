package optbench.run;

import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import optbench.plan.Trial;
import optbench.result.Environment;
import optbench.result.EnvironmentDifference;
import optbench.result.RunRecord;
import optbench.result.TrialResult;
import optbench.store.RunFiles;

/** Trials that a results folder holds, against the environment in which others would be trained. */
public final class StoredConditions {
  private static final String UNKNOWN = "an environment that run.json does not know";

  private final Map<String, TrialResult> stored;
  private final Optional<RunRecord> recorded;
  private final Environment now;
  private final boolean timing;

  /**
   * @param stored settled trials in the folder, by id
   * @param timing whether times are asked for; else only what may decide metrics matters
   */
  public StoredConditions(
      Path folder, Map<String, TrialResult> stored, Environment now, boolean timing) {
    this.stored = stored;
    this.recorded = stored.isEmpty() ? Optional.empty() : RunFiles.recorded(folder);
    this.now = now;
    this.timing = timing;
  }

  /** Whether a trial need not be trained. */
  public boolean holds(Trial trial) {
    return stored.containsKey(trial.id());
  }

  /**
   * In what a trial's conditions differ from those of now, in words; nothing if it is not there.
   */
  public List<String> differences(Trial trial) {
    return Optional.ofNullable(stored.get(trial.id())).map(this::differences).orElse(List.of());
  }

  private List<String> differences(TrialResult there) {
    return environment(there)
        .map(then -> differences(List.of(then)).toList())
        .orElse(List.of(UNKNOWN));
  }

  private Optional<Environment> environment(TrialResult there) {
    return recorded.flatMap(run -> run.environmentOf(there));
  }

  /** Such as {@code threads 1, now 2}. */
  private Stream<String> differences(Collection<Environment> then) {
    return differing(Stream.concat(then.stream(), Stream.of(now)).toList()).stream()
        .map(
            d -> {
              String current = d.fact().of(now).orElse("unknown");
              return d.fact().title()
                  + " "
                  + d.values().stream()
                      .filter(v -> !v.equals(current))
                      .collect(Collectors.joining(" and "))
                  + ", now "
                  + current;
            });
  }

  private List<EnvironmentDifference> differing(List<Environment> environments) {
    return timing
        ? EnvironmentDifference.ofTimes(environments)
        : EnvironmentDifference.ofMetrics(environments);
  }

  /**
   * That some of the trials are there from other conditions, and what to do; empty if none are.
   *
   * @param again what trains all of them again, such as {@code --force}
   */
  public Optional<String> notice(Collection<Trial> trials, String again) {
    List<TrialResult> others =
        trials.stream()
            .filter(this::holds)
            .map(trial -> stored.get(trial.id()))
            .filter(there -> !differences(there).isEmpty())
            .toList();
    if (others.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        others.size()
            + " of "
            + trials.size()
            + (others.size() == 1 ? " trials is" : " trials are")
            + " there from other conditions ("
            + String.join("; ", words(others))
            + ") and kept: "
            + (timing
                ? "their times are not pooled or compared with new ones"
                : "the last digits of metrics can depend on it")
            + ". Run under the same conditions, or train all again with "
            + again
            + ".");
  }

  private Set<String> words(List<TrialResult> others) {
    Set<Environment> known =
        others.stream()
            .flatMap(there -> environment(there).stream())
            .collect(Collectors.toCollection(LinkedHashSet::new));
    Set<String> words = differences(known).collect(Collectors.toCollection(LinkedHashSet::new));
    if (others.stream().anyMatch(there -> environment(there).isEmpty())) {
      words.add(UNKNOWN);
    }
    return words;
  }
}
