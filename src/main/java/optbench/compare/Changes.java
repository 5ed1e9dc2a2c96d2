package optbench.compare;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import optbench.result.Run;
import optbench.result.RunRecord;
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
  static List<RunDifference> settings(RunRecord a, RunRecord b, List<OptimizerMatch> matches) {
    Map<String, List<RunDifference>> byLabel = new LinkedHashMap<>();
    for (OptimizerMatch match : matches) {
      long seed = match.seeds().get(0);
      byLabel.put(
          match.labelB(),
          FlatTree.differences(
              flat(match.a().get(seed).settings()), flat(match.b().get(seed).settings())));
    }
    Set<RunDifference> shared = new LinkedHashSet<>(byLabel.values().iterator().next());
    byLabel.values().forEach(shared::retainAll);
    List<RunDifference> all = new ArrayList<>(shared);
    byLabel.forEach(
        (label, differences) ->
            differences.stream()
                .filter(d -> !shared.contains(d))
                .map(d -> new RunDifference(label + ": " + d.key(), d.a(), d.b()))
                .forEach(all::add));
    all.addAll(FlatTree.differences(flatSpec(a), flatSpec(b)));
    return List.copyOf(all);
  }

  private static Map<String, String> flat(TrialSettings settings) {
    Map<String, String> flat = new LinkedHashMap<>();
    FlatTree.of(settings)
        .forEach(
            (key, value) ->
                flat.put(key.replaceFirst("^(hyper_parameters|techniques)\\.", ""), value));
    flat.keySet().removeAll(SAME);
    return flat;
  }

  private static Map<String, String> flatSpec(RunRecord run) {
    Map<String, String> flat = new LinkedHashMap<>(FlatTree.of(run.spec()));
    flat.keySet().removeIf(key -> IN_TRIALS.matcher(key).matches());
    return flat;
  }

  /** Of the machine and the software, over the trials of each side. */
  static List<RunDifference> environment(Run a, Run b) {
    return FlatTree.differences(flatEnvironments(a), flatEnvironments(b));
  }

  private static Map<String, String> flatEnvironments(Run run) {
    Map<String, Set<String>> values = new LinkedHashMap<>();
    run.record()
        .environmentsOf(run.settled())
        .forEach(
            e ->
                FlatTree.of(e)
                    .forEach(
                        (key, value) ->
                            values.computeIfAbsent(key, k -> new LinkedHashSet<>()).add(value)));
    Map<String, String> flat = new LinkedHashMap<>();
    values.forEach((key, all) -> flat.put(key, String.join(" and ", all)));
    return flat;
  }
}
