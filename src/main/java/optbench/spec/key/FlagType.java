package optbench.spec.key;

import java.util.Map;

/** True or false. */
final class FlagType extends ValueType<Boolean> {
  FlagType(String doc) {
    super(doc);
  }

  @Override
  public String allowed() {
    return "true or false";
  }

  @Override
  public Boolean read(Object value) {
    return (Boolean) value;
  }

  @Override
  public Object write(Boolean value) {
    return value;
  }

  @Override
  boolean hasForm(Object value) {
    return value instanceof Boolean;
  }

  @Override
  void check(Spot at) {
    if (!hasForm(at.value())) {
      at.refuse();
    }
  }

  @Override
  Map<String, Object> schema(Map<String, Object> definitions) {
    Map<String, Object> node = SchemaParts.of("boolean");
    node.put("description", doc());
    return node;
  }
}
