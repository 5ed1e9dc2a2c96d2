package optbench.spec.key;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import optbench.spec.SpecException;

/**
 * A mapping with exactly one key, which says of which form the value is.
 *
 * @param <T> what it becomes
 */
public final class OneKeyType<T> extends ValueType<T> {
  private final Map<String, ValueType<? extends T>> forms;
  private final Function<T, String> formOf;
  private final Object example;

  /**
   * @param forms by key, in order
   * @param formOf the key of a value
   * @param example a mapping as it could stand in a file, or null
   */
  public OneKeyType(
      String doc,
      Map<String, ValueType<? extends T>> forms,
      Function<T, String> formOf,
      Map<String, Object> example) {
    super(doc);
    this.forms = new LinkedHashMap<>(forms);
    this.formOf = formOf;
    this.example = example;
  }

  @Override
  public String allowed() {
    return example == null ? "a mapping" : "a mapping such as " + FlowText.of(example);
  }

  /** The value with no settings of the form that has this key. */
  public T bare(String form) {
    return forms.get(form).read(Map.of());
  }

  @Override
  public T read(Object value) {
    Map.Entry<?, ?> only = ((Map<?, ?>) value).entrySet().iterator().next();
    String form = String.valueOf(only.getKey());
    return SpecException.below(
        Pointers.child("", form), () -> forms.get(form).read(only.getValue()));
  }

  @Override
  public Object write(T value) {
    String form = formOf.apply(value);
    return Map.of(form, written(forms.get(form), value));
  }

  @SuppressWarnings("unchecked") // The form was found by the value's own key for it.
  private static <K> Object written(ValueType<K> form, Object value) {
    return form.write((K) value);
  }

  @Override
  boolean hasForm(Object value) {
    return value instanceof Map;
  }

  @Override
  void check(Spot at) {
    if (!(at.value() instanceof Map<?, ?> mapping)) {
      at.refuse();
      return;
    }
    List<String> given = new ArrayList<>();
    mapping.keySet().forEach(key -> given.add(String.valueOf(key)));
    if (given.size() != 1) {
      at.must(
          "must have exactly one of "
              + String.join(", ", forms.keySet())
              + " but had "
              + (given.isEmpty() ? "none" : String.join(", ", given)));
    }
    for (String key : given) {
      ValueType<?> form = forms.get(key);
      if (form == null) {
        at.sayOfKey(key, Suggestions.unknownKey(key, forms.keySet()));
      } else {
        form.check(at.child(key, mapping.get(key), form));
      }
    }
  }

  @Override
  void describe(String path, KeyReference reference) {
    reference.add(path, doc(), List.of());
    forms.forEach((key, form) -> form.describe(KeyReference.child(path, key), reference));
  }

  @Override
  Map<String, Object> schema(Map<String, Object> definitions) {
    Map<String, Object> node = SchemaParts.of("object");
    node.put("description", doc());
    node.put("additionalProperties", false);
    Map<String, Object> properties = new LinkedHashMap<>();
    forms.forEach((key, form) -> properties.put(key, form.schema(definitions)));
    node.put("properties", properties);
    node.put("minProperties", 1);
    node.put("maxProperties", 1);
    if (example != null) {
      node.put("examples", List.of(example));
    }
    return node;
  }
}
