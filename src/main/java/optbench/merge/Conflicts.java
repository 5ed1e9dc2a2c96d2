package optbench.merge;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import optbench.result.Answers;
import optbench.result.Environment;
import optbench.result.EnvironmentDifference;
import optbench.result.EpochMetrics;
import optbench.result.FlatTree;
import optbench.result.NamedRun;
import optbench.result.RecordedSpec;
import optbench.result.RunRecord.PlannedTrial;
import optbench.result.SettingDifference;
import optbench.result.Shard;
import optbench.result.TrialResult;
import optbench.result.TrialSettings;

/** Finds why runs do not belong together: a line for each reason. */
final class Conflicts {
  /** What differs between seeds, was compared of the whole run, or follows from the layers. */
  private static final Set<String> APART = Set.of("seed", "data", "network", "parameters");

  private final NamedRun first;
  private final List<String> reasons = new ArrayList<>();
  private final Map<String, Seen> byLabel = new HashMap<>();
  private final Map<String, Found> byId = new HashMap<>();
  private final Map<String, Called> labels = new HashMap<>();

  /** A label's settings, and who has them. */
  private record Seen(NamedRun source, TrialSettings settings) {}

  /** A trial's result, and who has it. */
  private record Found(NamedRun source, TrialResult result) {}

  /** What a trial is called, and by whom. */
  private record Called(NamedRun source, String label) {}

  private Conflicts(NamedRun first) {
    this.first = first;
  }

  /** None if they can be merged. */
  static List<String> of(List<NamedRun> sources) {
    Conflicts conflicts = new Conflicts(sources.get(0));
    for (NamedRun source : sources) {
      int before = conflicts.reasons.size();
      conflicts.compareRuns(source);
      // Trials of runs that differ as a whole differ all, which need not be said of each.
      if (conflicts.reasons.size() == before) {
        conflicts.compareTrials(source);
      }
    }
    conflicts.compareShards(sources);
    return conflicts.reasons;
  }

  private void compareRuns(NamedRun other) {
    if (first.record().about().formatVersion() != other.record().about().formatVersion()) {
      differ(
          other,
          "format version",
          other.record().about().formatVersion(),
          first.record().about().formatVersion());
      return;
    }
    if (!first.record().data().equals(other.record().data())) {
      differ(other, "data", other.record().data(), first.record().data());
    } else if (differ(checksums(first), checksums(other))) {
      differ(other, "data checksum", checksums(other), checksums(first));
    }
    RecordedSpec own = first.record().spec();
    RecordedSpec others = other.record().spec();
    for (String key : own.differences(others)) {
      // Of data, those facts that are not in the name are in the checksum or in each trial.
      if (!key.equals("data") || first.record().data().equals(other.record().data())) {
        differ(other, key, others.text(key), own.text(key));
      }
    }
    Optional<String> ours = trainer(first);
    Optional<String> theirs = trainer(other);
    if (!ours.equals(theirs)) {
      reasons.add(
          other.name()
              + theirs.orElse(" was trained by optbench")
              + ", and "
              + first.name()
              + ours.orElse(" was trained by optbench"));
    }
    if (!first.record().tuning().equals(other.record().tuning())) {
      reasons.add(other.name() + " looked for other hyper-parameters than " + first.name());
    }
  }

  /** What is to be known of results of others; empty of ours. */
  private static Optional<String> trainer(NamedRun source) {
    return source
        .record()
        .imported()
        .map(
            i ->
                i.sharedSeeds()
                    ? " was imported with --shared-seeds"
                    : " was imported without --shared-seeds");
  }

  /** Of the data that it was trained on; none before the first result. */
  private static List<String> checksums(NamedRun source) {
    return source.run().results().stream()
        .map(r -> r.settings().dataSha256())
        .distinct()
        .sorted()
        .toList();
  }

  private static boolean differ(List<String> some, List<String> others) {
    return !some.isEmpty() && !others.isEmpty() && !some.equals(others);
  }

  private void differ(NamedRun other, String what, Object theirs, Object ours) {
    reasons.add(
        "other "
            + what
            + ": it is "
            + theirs
            + " in "
            + other.name()
            + ", and "
            + ours
            + " in "
            + first.name());
  }

  private void compareTrials(NamedRun source) {
    for (PlannedTrial planned : source.record().allTrials()) {
      Called called = labels.putIfAbsent(planned.id(), new Called(source, planned.label()));
      if (called != null && !called.label().equals(planned.label())) {
        reasons.add(
            "other label: trial "
                + planned.id()
                + " is called '"
                + planned.label()
                + "' in "
                + source.name()
                + ", and '"
                + called.label()
                + "' in "
                + called.source().name());
      }
    }
    Map<String, String> told = new HashMap<>();
    for (TrialResult result : source.run().results()) {
      Seen seen = byLabel.putIfAbsent(result.label(), new Seen(source, result.settings()));
      if (seen != null
          && !seen.source().name().equals(source.name())
          && !told.containsKey(result.label())) {
        difference(seen.settings(), result.settings())
            .ifPresent(
                fact -> {
                  told.put(result.label(), fact);
                  reasons.add(
                      "other settings: "
                          + result.label()
                          + " has another "
                          + fact
                          + " in "
                          + source.name()
                          + " than in "
                          + seen.source().name());
                });
      }
      compareNumbers(source, result);
    }
  }

  private void compareNumbers(NamedRun source, TrialResult result) {
    if (!result.settled()) {
      return;
    }
    Found found = byId.putIfAbsent(result.id(), new Found(source, result));
    if (found != null && !sameNumbers(found.result(), result)) {
      reasons.add(
          "other numbers: "
              + result.label()
              + " seed "
              + result.settings().seed()
              + " (trial "
              + result.id()
              + ") came out otherwise in "
              + source.name()
              + " than in "
              + found.source().name()
              + where(found, source, result));
    }
  }

  /** Under other conditions last digits may be others, and no one did anything wrong. */
  private static String where(Found found, NamedRun source, TrialResult result) {
    List<Environment> environments =
        Stream.of(
                found.source().record().environmentOf(found.result()),
                source.record().environmentOf(result))
            .flatMap(Optional::stream)
            .toList();
    String differences =
        EnvironmentDifference.ofMetrics(environments).stream()
            .map(EnvironmentDifference::text)
            .collect(Collectors.joining("; "));
    return differences.isEmpty() ? "" : ", under other conditions: " + differences;
  }

  /** What a version did not keep yet makes no difference. */
  private static boolean sameNumbers(TrialResult one, TrialResult other) {
    Set<Answers> answers =
        Stream.of(one, other)
            .flatMap(result -> result.testAnswers().stream())
            .collect(Collectors.toSet());
    return numbers(one).equals(numbers(other)) && answers.size() <= 1;
  }

  /** All that must be the same whenever a trial is trained; not what the clock decides. */
  private static List<Object> numbers(TrialResult result) {
    return List.of(
        result.outcome(),
        result.epochs().stream().map(EpochMetrics::untimed).toList(),
        result.divergedAtStep(),
        result.initialWeightsSha256(),
        result.probe());
  }

  /** What differs between seeds of one optimizer, and should not. */
  private static Optional<String> difference(TrialSettings one, TrialSettings other) {
    return SettingDifference.between(
            FlatTree.of(one).without(APART::contains), FlatTree.of(other).without(APART::contains))
        .stream()
        .findFirst()
        .map(SettingDifference::title);
  }

  private void compareShards(List<NamedRun> sources) {
    List<NamedRun> shards = sources.stream().filter(s -> s.record().shard().isPresent()).toList();
    for (NamedRun other : shards) {
      NamedRun one = shards.get(0);
      Shard ours = one.record().shard().orElseThrow();
      Shard theirs = other.record().shard().orElseThrow();
      if (ours.count() != theirs.count()) {
        reasons.add(
            "other division: "
                + other.name()
                + " is "
                + theirs.text()
                + ", and "
                + one.name()
                + " is "
                + ours.text());
      } else if (!one.record().spec().sameExperiment(other.record().spec())) {
        reasons.add(
            "other experiment: the spec that "
                + other.name()
                + " is a shard of has other seeds, optimizers or settings than that of "
                + one.name());
      }
    }
  }
}
