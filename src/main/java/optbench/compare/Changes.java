package optbench.compare;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import optbench.result.FlatTree;
import optbench.result.MatchedSeeds;
import optbench.result.Run;
import optbench.result.RunRecord;
import optbench.result.SettingDifference;
import optbench.result.TrialResult;
import optbench.result.TrialSettings;

/** What is set otherwise in one run than in the other. */
final class Changes {
  /** Trials say more of these than the spec, with every default resolved. */
  private static final Pattern IN_TRIALS =
      Pattern.compile("(name|data|network|epochs|batch_size|profile|optimizers|engine)\\b.*");

  /** Pairs have the same seed, and the checksum of the data. */
  private static final Set<String> SAME = Set.of("seed", "data_sha256");

  private Changes() {}

  /**
   * Settings of the trials that are compared, then of the runs. Where all optimizers changed in the
   * same way it is said once, without their names.
   */
  static List<SettingDifference> settings(RunRecord a, RunRecord b, List<OptimizerMatch> matches) {
    Map<String, List<SettingDifference>> byLabel = new LinkedHashMap<>();
    for (OptimizerMatch match : matches) {
      MatchedSeeds<TrialResult> first = match.first();
      byLabel.put(
          match.labelB(),
          SettingDifference.between(
              flat(first.a().firstEntry().getValue().settings()),
              flat(first.b().firstEntry().getValue().settings())));
    }
    Set<SettingDifference> shared = new LinkedHashSet<>(byLabel.values().iterator().next());
    byLabel.values().forEach(shared::retainAll);
    List<SettingDifference> all = new ArrayList<>(shared);
    byLabel.forEach(
        (label, differences) ->
            differences.stream()
                .filter(d -> !shared.contains(d))
                .map(d -> new SettingDifference(label + ": " + d.key(), d.a(), d.b()))
                .forEach(all::add));
    all.addAll(SettingDifference.between(flatSpec(a), flatSpec(b)));
    return List.copyOf(all);
  }

  private static FlatTree flat(TrialSettings settings) {
    return FlatTree.of(settings).withoutKinds().without(SAME::contains);
  }

  private static FlatTree flatSpec(RunRecord run) {
    return FlatTree.of(run.spec().keys()).without(key -> IN_TRIALS.matcher(key).matches());
  }

  /** Of the machine and the software, over the trials of each side. */
  static List<SettingDifference> environment(Run a, Run b) {
    return SettingDifference.between(flatEnvironments(a), flatEnvironments(b));
  }

  private static FlatTree flatEnvironments(Run run) {
    Map<String, Set<String>> values = new LinkedHashMap<>();
    run.record()
        .environmentsOf(run.settled())
        .forEach(
            e ->
                FlatTree.of(e)
                    .leaves()
                    .forEach(
                        (key, value) ->
                            values.computeIfAbsent(key, k -> new LinkedHashSet<>()).add(value)));
    Map<String, String> flat = new LinkedHashMap<>();
    values.forEach((key, all) -> flat.put(key, String.join(" and ", all)));
    return new FlatTree(flat);
  }
}
