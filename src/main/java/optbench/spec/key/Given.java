package optbench.spec.key;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import optbench.spec.SpecException;

/** The values of a mapping without faults, by its keys. */
public final class Given {
  private final Map<?, ?> values;

  Given(Map<?, ?> values) {
    this.values = values;
  }

  /** Whether the key is there. */
  public boolean has(Key<?> key) {
    return values.containsKey(key.name());
  }

  /** What stands under the key; its default if nothing does. */
  public <T> T get(Key<T> key) {
    return find(key).orElseGet(key::defaultValue);
  }

  /** What stands under the key. */
  public <T> Optional<T> find(Key<T> key) {
    if (!has(key)) {
      return Optional.empty();
    }
    String pointer = Pointers.child("", key.name());
    return Optional.of(SpecException.below(pointer, () -> key.type().read(values.get(key.name()))));
  }

  /** What stands under those of the keys that are there, by name. */
  public <T> Map<String, T> all(List<Key<T>> keys) {
    Map<String, T> all = new LinkedHashMap<>();
    keys.forEach(key -> find(key).ifPresent(value -> all.put(key.name(), value)));
    return all;
  }

  /** What keys make together that stand in this mapping among others. */
  public <T> T get(ObjectType<T> part) {
    return part.read(values);
  }
}
