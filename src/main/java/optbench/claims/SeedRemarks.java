package optbench.claims;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The same remark about several seeds, which come in rising order, is made once. */
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
    int last = seeds.size() - 1;
    boolean row = last > 1 && seeds.get(last) - seeds.get(0) == last;
    if (row) {
      return "seeds " + seeds.get(0) + " to " + seeds.get(last);
    }
    return (last == 0 ? "seed " : "seeds ")
        + seeds.stream().map(String::valueOf).collect(Collectors.joining(", "));
  }
}
