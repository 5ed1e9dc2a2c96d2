package optbench.merge;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** A spec as it was recorded, in the words of the spec files. */
record RecordedSpec(Map<String, Object> keys) {
  private static final String SEEDS = "seeds";
  private static final String OPTIMIZERS = "optimizers";
  private static final String DATA = "data";

  /** What decides neither how a trial is trained nor how results are judged, or is to be united. */
  private static final Set<String> FREE = Set.of("name", "claims", SEEDS, OPTIMIZERS);

  /** Where data lie says nothing of what they are: their checksum does. */
  private static final String FOLDER = "dir";

  RecordedSpec {
    keys = Collections.unmodifiableMap(new LinkedHashMap<>(keys));
  }

  static RecordedSpec of(Object recorded) {
    Map<String, Object> keys = new LinkedHashMap<>();
    if (recorded instanceof Map<?, ?> map) {
      map.forEach((key, value) -> keys.put(key.toString(), withoutFolder(key, value)));
    }
    return new RecordedSpec(keys);
  }

  private static Object withoutFolder(Object key, Object value) {
    if (!key.equals(DATA) || !(value instanceof Map<?, ?> data)) {
      return value;
    }
    Map<Object, Object> rest = new LinkedHashMap<>(data);
    rest.remove(FOLDER);
    return rest;
  }

  /** Keys whose values must be the same and are not, in the order of the alphabet. */
  List<String> differences(RecordedSpec other) {
    Set<String> all = new TreeSet<>(keys.keySet());
    all.addAll(other.keys.keySet());
    all.removeAll(FREE);
    all.removeIf(
        key -> Optional.ofNullable(keys.get(key)).equals(Optional.ofNullable(other.keys.get(key))));
    return List.copyOf(all);
  }

  /** Whether both are of one experiment: with the same seeds and optimizers, too. */
  boolean sameExperiment(RecordedSpec other) {
    return differences(other).isEmpty()
        && list(SEEDS).equals(other.list(SEEDS))
        && list(OPTIMIZERS).equals(other.list(OPTIMIZERS));
  }

  /** The value as one reads it. */
  String text(String key) {
    Object value = keys.get(key);
    return value == null ? "not given" : value.toString();
  }

  /** This one, with the seeds and optimizers of others behind its own. */
  RecordedSpec with(List<RecordedSpec> others) {
    Map<String, Object> united = new LinkedHashMap<>(keys);
    Set<Object> seeds = new LinkedHashSet<>(list(SEEDS));
    Map<String, Object> optimizers = new LinkedHashMap<>();
    list(OPTIMIZERS).forEach(o -> optimizers.putIfAbsent(label(o), o));
    for (RecordedSpec other : others) {
      seeds.addAll(other.list(SEEDS));
      other.list(OPTIMIZERS).forEach(o -> optimizers.putIfAbsent(label(o), o));
    }
    united.computeIfPresent(SEEDS, (key, own) -> List.copyOf(seeds));
    united.computeIfPresent(OPTIMIZERS, (key, own) -> List.copyOf(optimizers.values()));
    return new RecordedSpec(united);
  }

  /** What tables call the optimizers, in order. */
  List<String> labels() {
    return list(OPTIMIZERS).stream().map(RecordedSpec::label).toList();
  }

  List<Long> seeds() {
    List<Long> seeds = new ArrayList<>();
    list(SEEDS)
        .forEach(
            seed -> {
              if (seed instanceof Number number) {
                seeds.add(number.longValue());
              }
            });
    return seeds;
  }

  private List<?> list(String key) {
    return keys.get(key) instanceof List<?> list ? list : List.of();
  }

  private static String label(Object optimizer) {
    if (optimizer instanceof Map<?, ?> map) {
      Map<Object, Object> entry = new HashMap<>(map);
      return String.valueOf(entry.getOrDefault("label", entry.get("optimizer")));
    }
    return String.valueOf(optimizer);
  }
}
