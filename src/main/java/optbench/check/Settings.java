package optbench.check;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
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
    int batchSize,
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
    List<String> found = new ArrayList<>();
    add(found, "optimizer", earlier.optimizer, optimizer);
    add(found, "variant", earlier.variant, variant);
    add(found, "batch_size", earlier.batchSize, batchSize);
    add(found, earlier.hyperParameters, hyperParameters);
    add(found, earlier.techniques, techniques);
    return found;
  }

  private static void add(List<String> found, Map<String, ?> earlier, Map<String, ?> later) {
    TreeSet<String> names = new TreeSet<>(earlier.keySet());
    names.addAll(later.keySet());
    names.forEach(name -> add(found, name, earlier.get(name), later.get(name)));
  }

  private static void add(List<String> found, String name, Object earlier, Object later) {
    if (!Objects.equals(earlier, later)) {
      found.add(name + " was " + shown(earlier) + " and is " + shown(later));
    }
  }

  private static String shown(Object value) {
    return value == null ? "not set" : value.toString();
  }
}
