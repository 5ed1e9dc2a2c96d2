package optbench.result;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A spec as it was recorded, fully resolved and in the words of the spec files of its time: of an
 * older version it may hold keys that are no more, and lack some that came later. So it is kept as
 * it stands, and read for a few facts alone.
 *
 * @param keys texts, numbers, lists and maps
 */
public record RecordedSpec(Map<String, Object> keys) {
  private static final String SEEDS = "seeds";
  private static final String OPTIMIZERS = "optimizers";
  private static final String DATA = "data";
  private static final String CLAIMS = "claims";
  private static final String NETWORK = "network";

  /** What decides neither how a trial is trained nor how results are judged, or is to be united. */
  private static final Set<String> FREE = Set.of("name", "evaluate", CLAIMS, SEEDS, OPTIMIZERS);

  /** Where data lie says nothing of what they are: their checksum does. */
  private static final String FOLDER = "dir";

  public RecordedSpec {
    keys = Collections.unmodifiableMap(new LinkedHashMap<>(keys));
  }

  /** The file of claims that it names. */
  public Optional<String> claims() {
    return keys.get(CLAIMS) instanceof String path ? Optional.of(path) : Optional.empty();
  }

  /** Keys whose values must be the same and are not, in the order of the alphabet. */
  public List<String> differences(RecordedSpec other) {
    Set<String> all = new TreeSet<>(keys.keySet());
    all.addAll(other.keys.keySet());
    all.removeAll(FREE);
    all.removeIf(key -> Objects.equals(value(key), other.value(key)));
    return List.copyOf(all);
  }

  /** Whether both are of one experiment: with the same seeds and optimizers, too. */
  public boolean sameExperiment(RecordedSpec other) {
    return differences(other).isEmpty()
        && list(SEEDS).equals(other.list(SEEDS))
        && list(OPTIMIZERS).equals(other.list(OPTIMIZERS));
  }

  /** The value as one reads it. */
  public String text(String key) {
    Object value = value(key);
    return value == null ? "not given" : value.toString();
  }

  /** Of the data, without the folder; of a network that was read from a file, its layers. */
  private Object value(String key) {
    if (key.equals(NETWORK)
        && keys.get(key) instanceof Map<?, ?> network
        && network.get("model") instanceof Map<?, ?> model
        && model.get("layers") instanceof List<?> layers) {
      return layers;
    }
    if (!key.equals(DATA) || !(keys.get(key) instanceof Map<?, ?> data)) {
      return keys.get(key);
    }
    Map<Object, Object> rest = new LinkedHashMap<>(data);
    rest.remove(FOLDER);
    return rest;
  }

  /**
   * This one, with the seeds and optimizers of others behind its own; without the folder of the
   * data, which may be another for each.
   */
  public RecordedSpec with(List<RecordedSpec> others) {
    Map<String, Object> united = new LinkedHashMap<>(keys);
    Set<Object> seeds = new LinkedHashSet<>(list(SEEDS));
    Map<String, Object> optimizers = new LinkedHashMap<>();
    list(OPTIMIZERS).forEach(o -> optimizers.putIfAbsent(label(o), o));
    for (RecordedSpec other : others) {
      seeds.addAll(other.list(SEEDS));
      other.list(OPTIMIZERS).forEach(o -> optimizers.putIfAbsent(label(o), o));
    }
    united.computeIfPresent(DATA, (key, own) -> value(key));
    united.computeIfPresent(SEEDS, (key, own) -> List.copyOf(seeds));
    united.computeIfPresent(OPTIMIZERS, (key, own) -> List.copyOf(optimizers.values()));
    return new RecordedSpec(united);
  }

  /** What tables call the optimizers, in order. */
  public List<String> labels() {
    return list(OPTIMIZERS).stream().map(RecordedSpec::label).toList();
  }

  public List<Long> seeds() {
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
