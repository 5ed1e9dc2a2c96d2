package optbench.spec.key;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import optbench.spec.SpecException;

/**
 * A list.
 *
 * @param <T> what an entry becomes
 */
public final class ListType<T> extends ValueType<List<T>> {
  private final String noun;
  private final int fewest;
  private final int most;
  private final ValueType<T> entry;
  private final boolean different;

  ListType(String noun, String doc, int fewest, int most, ValueType<T> entry) {
    this(noun, doc, fewest, most, entry, false);
  }

  private ListType(
      String noun, String doc, int fewest, int most, ValueType<T> entry, boolean different) {
    super(doc);
    this.noun = noun;
    this.fewest = fewest;
    this.most = most;
    this.entry = entry;
    this.different = different;
  }

  /** No two entries are the same. */
  public ListType<T> different() {
    return new ListType<>(noun, doc(), fewest, most, entry, true);
  }

  ValueType<T> entry() {
    return entry;
  }

  @Override
  public String allowed() {
    if (fewest == most) {
      return "a list of " + fewest + " " + noun;
    }
    return fewest == 0
        ? "a list of up to " + most + " " + noun
        : "a list of " + fewest + " to " + most + " " + noun;
  }

  @Override
  public List<T> read(Object value) {
    List<T> entries = new ArrayList<>();
    List<SpecException> faults = new ArrayList<>();
    int index = 0;
    for (Object each : (List<?>) value) {
      String pointer = Pointers.child("", index++);
      try {
        entries.add(SpecException.below(pointer, () -> entry.read(each)));
      } catch (SpecException e) {
        faults.add(e);
      }
    }
    SpecException.throwAll(faults);
    return entries;
  }

  @Override
  public Object write(List<T> value) {
    return value.stream().map(entry::write).toList();
  }

  @Override
  boolean hasForm(Object value) {
    return value instanceof List;
  }

  @Override
  void check(Spot at) {
    if (!(at.value() instanceof List<?> list)) {
      at.refuse();
      return;
    }
    if (list.size() < fewest || list.size() > most) {
      at.refuse();
    }
    int index = 0;
    for (Object each : list) {
      entry.check(at.child(index++, each, entry));
    }
    if (different) {
      checkDifferent(list, at);
    }
  }

  private static void checkDifferent(List<?> list, Spot at) {
    Set<Object> seen = new HashSet<>();
    for (int i = 0; i < list.size(); i++) {
      if (!seen.add(comparable(list.get(i)))) {
        String subject = Pointers.subject(at.pointer());
        at.child(i, list.get(i), at.type())
            .say(subject + " must all be different but " + list.get(i) + " is there twice");
        return;
      }
    }
  }

  /** 1 and 1.0 are the same. */
  private static Object comparable(Object value) {
    return value instanceof Number number
        ? new BigDecimal(number.toString()).stripTrailingZeros()
        : value;
  }

  @Override
  void describe(String path, KeyReference reference) {
    entry.describe(path + "[]", reference);
  }

  @Override
  Map<String, Object> schema(Map<String, Object> definitions) {
    Map<String, Object> node = SchemaParts.of("array");
    node.put("title", noun);
    node.put("description", doc());
    node.put("minItems", fewest);
    node.put("maxItems", most);
    node.put("items", entry.schema(definitions));
    if (different) {
      node.put("uniqueItems", true);
    }
    return node;
  }
}
