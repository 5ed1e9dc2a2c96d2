package optbench.spec.key;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Values as they could stand on a line of a YAML file: {@code {layer: dense, units: 128}}. */
final class FlowText {
  private FlowText() {}

  static String of(Object value) {
    if (value instanceof Map<?, ?> mapping) {
      return mapping.entrySet().stream()
          .map(entry -> entry.getKey() + ": " + of(entry.getValue()))
          .collect(Collectors.joining(", ", "{", "}"));
    }
    return value instanceof List<?> list
        ? list.stream().map(FlowText::of).collect(Collectors.joining(", ", "[", "]"))
        : String.valueOf(value);
  }
}
