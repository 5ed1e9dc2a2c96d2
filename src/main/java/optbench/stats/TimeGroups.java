package optbench.stats;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import optbench.result.Environment;
import optbench.result.EnvironmentDifference;
import optbench.result.EnvironmentFact;
import optbench.result.Outcome;
import optbench.result.Run;
import optbench.result.RunRecord;
import optbench.result.TrialResult;

/**
 * Trials of a run in groups, each of trials that were trained in environments that are alike as far
 * as times go. Tables show the times of one group, that of most optimizers, and among such of most
 * trials, so that optimizers can be compared.
 */
final class TimeGroups {
  private final List<Group> groups;
  private final List<EnvironmentDifference> differences;
  private final Map<String, Integer> byTrial = new HashMap<>();

  /** Environments that are alike, or one that is not recorded, by the id that trials name. */
  private record Group(List<Environment> members, String unknown, List<TrialResult> trials) {
    boolean takes(Environment environment) {
      return unknown.isEmpty()
          && members.stream()
              .allMatch(m -> EnvironmentDifference.ofTimes(List.of(m, environment)).isEmpty());
    }

    private Stream<TrialResult> timed() {
      return trials.stream().filter(r -> r.outcome() == Outcome.FINISHED && r.time().isPresent());
    }

    long labels() {
      return timed().map(TrialResult::label).distinct().count();
    }

    long timedTrials() {
      return timed().count();
    }

    boolean isUnknown() {
      return !unknown.isEmpty();
    }
  }

  private TimeGroups(List<Group> groups) {
    this.groups =
        groups.stream()
            .sorted(
                Comparator.comparing(Group::isUnknown)
                    .thenComparing(Comparator.comparingLong(Group::labels).reversed())
                    .thenComparing(Comparator.comparingLong(Group::timedTrials).reversed()))
            .toList();
    this.differences =
        EnvironmentDifference.ofTimes(groups.stream().flatMap(g -> g.members().stream()).toList());
    for (int i = 0; i < this.groups.size(); i++) {
      for (TrialResult trial : this.groups.get(i).trials()) {
        byTrial.put(trial.id(), i);
      }
    }
  }

  /** Of the trials of a run that finished or diverged. */
  static TimeGroups of(Run run) {
    RunRecord record = run.record();
    Map<Optional<Environment>, List<TrialResult>> known = new LinkedHashMap<>();
    record.environments().values().forEach(e -> known.put(Optional.of(e), new ArrayList<>()));
    Map<String, List<TrialResult>> unknown = new LinkedHashMap<>();
    for (TrialResult trial : run.settled()) {
      Optional<Environment> environment = record.environmentOf(trial);
      if (environment.isPresent()) {
        known.computeIfAbsent(environment, e -> new ArrayList<>()).add(trial);
      } else {
        unknown.computeIfAbsent(trial.environment().orElse(""), id -> new ArrayList<>()).add(trial);
      }
    }
    List<Group> groups = new ArrayList<>();
    known.forEach(
        (environment, own) -> {
          if (!own.isEmpty()) {
            add(groups, environment.orElseThrow(), own);
          }
        });
    unknown.forEach((id, own) -> groups.add(new Group(List.of(), id, own)));
    return new TimeGroups(groups);
  }

  private static void add(List<Group> groups, Environment environment, List<TrialResult> trials) {
    Group group =
        groups.stream()
            .filter(g -> g.takes(environment))
            .findFirst()
            .orElseGet(
                () -> {
                  Group other = new Group(new ArrayList<>(), "", new ArrayList<>());
                  groups.add(other);
                  return other;
                });
    group.members().add(environment);
    group.trials().addAll(trials);
  }

  /** How many there are; 1 where all trials were trained alike. */
  int count() {
    return groups.size();
  }

  /** The place of a trial's group: the lower, the rather its times are shown. */
  int of(TrialResult trial) {
    return byTrial.getOrDefault(trial.id(), 0);
  }

  /** How many trials with a time are in other groups than the first. */
  int timedElsewhere() {
    return (int) groups.stream().skip(1).mapToLong(Group::timedTrials).sum();
  }

  /** In what they differ, such as {@code threads 1 and 2}; nothing where all are alike. */
  List<String> differences() {
    return Stream.concat(
            differences.stream().map(EnvironmentDifference::text), notRecorded().stream())
        .toList();
  }

  /** Environments that trials name and the run has no record of, in words. */
  List<String> notRecorded() {
    return groups.stream().filter(Group::isUnknown).map(TimeGroups::unknown).toList();
  }

  /** What sets a group apart, such as {@code threads 2}; nothing where all are alike. */
  String text(int group) {
    Group own = groups.get(group);
    return own.isUnknown()
        ? unknown(own)
        : differences.stream()
            .map(EnvironmentDifference::fact)
            .flatMap(fact -> value(fact, own).stream())
            .collect(Collectors.joining(", "));
  }

  private static Optional<String> value(EnvironmentFact fact, Group group) {
    return group.members().stream()
        .flatMap(member -> fact.of(member).stream())
        .findFirst()
        .map(value -> fact.title() + " " + value);
  }

  private static String unknown(Group group) {
    return "an environment that run.json does not know, " + group.unknown();
  }
}
