package optbench.result;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Something that is set otherwise in one of two than in the other.
 *
 * @param key such as {@code batch_size}, or {@code adam: learning_rate} where optimizers differ
 * @param a as text; empty where there is no such thing
 */
public record SettingDifference(String key, String a, String b) {
  /** What is not the same in two trees, in the order of the first. */
  public static List<SettingDifference> between(FlatTree a, FlatTree b) {
    Map<String, String> keys = new LinkedHashMap<>(a.leaves());
    keys.putAll(b.leaves());
    return keys.keySet().stream()
        .map(
            key ->
                new SettingDifference(
                    key, a.leaves().getOrDefault(key, ""), b.leaves().getOrDefault(key, "")))
        .filter(difference -> !difference.a().equals(difference.b()))
        .toList();
  }

  /** What one calls the whole that it is of in a sentence, such as {@code number of epochs}. */
  public String title() {
    String whole = key.replaceFirst("\\..*", "");
    return switch (whole) {
      case "data_sha256" -> "data checksum";
      case "training_samples", "validation_samples", "epochs" ->
          "number of " + whole.replace('_', ' ');
      case "hyper_parameters" -> "set of hyper-parameters";
      case "techniques" -> "set of techniques";
      case "layers" -> "network";
      default -> whole.replace('_', ' ');
    };
  }

  /** Such as {@code was 0.01 and is 0.1}. */
  public String change() {
    return "was " + shown(a) + " and is " + shown(b);
  }

  private static String shown(String value) {
    return value.isEmpty() ? "not set" : value;
  }
}
