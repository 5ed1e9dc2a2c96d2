package optbench.check;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import optbench.result.FlatTree;
import optbench.result.SettingDifference;
import optbench.result.TrialSettings;

/**
 * What decides an optimizer's results, but for seed and experiment. Engine and device are left out:
 * a job may hold one against the other. So is the profile, whose numbers are all in.
 *
 * @param variant the form of the update rule; of a plug-in without its checksum, since new code is
 *     what is to be checked
 */
public record Settings(
    String optimizer,
    String variant,
    Optional<Integer> batchSize,
    Map<String, Double> hyperParameters,
    Map<String, String> techniques) {
  public Settings {
    hyperParameters = Collections.unmodifiableMap(new TreeMap<>(hyperParameters));
    techniques = Collections.unmodifiableMap(new TreeMap<>(techniques));
  }

  static Settings of(TrialSettings trial) {
    return new Settings(
        trial.optimizer(),
        trial.variant().replaceFirst("@[0-9a-f]+$", ""),
        trial.batchSize(),
        trial.hyperParameters(),
        trial.techniques());
  }

  /** What is not as it was, such as {@code learning_rate was 0.01 and is 0.1}. */
  List<String> differences(Settings earlier) {
    return SettingDifference.between(
            FlatTree.of(earlier).withoutKinds(), FlatTree.of(this).withoutKinds())
        .stream()
        .map(difference -> difference.key() + " " + difference.change())
        .toList();
  }
}
