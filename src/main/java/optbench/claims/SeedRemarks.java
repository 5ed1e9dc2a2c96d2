package optbench.claims;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The same remark about several seeds is made once. */
final class SeedRemarks {
  private final Map<String, List<Long>> seeds = new LinkedHashMap<>();

  void add(String remark, long seed) {
    seeds.computeIfAbsent(remark, text -> new ArrayList<>()).add(seed);
  }

  /** Such as {@code final/sgd diverged (seeds 2, 3)}. */
  List<String> texts() {
    return seeds.entrySet().stream()
        .map(entry -> entry.getKey() + " (" + text(entry.getValue()) + ")")
        .toList();
  }

  private static String text(List<Long> seeds) {
    return (seeds.size() == 1 ? "seed " : "seeds ")
        + seeds.stream().map(String::valueOf).collect(Collectors.joining(", "));
  }
}
