package optbench.spec.key;

import java.math.BigDecimal;
import java.util.Map;
import java.util.function.Function;

/**
 * An integer, in any way to write it: 1e3 is one.
 *
 * @param <N> what it becomes
 */
public final class IntegerType<N extends Number> extends ValueType<N> {
  private final long from;
  private final long to;
  private final Function<Long, N> convert;

  IntegerType(String doc, long from, long to, Function<Long, N> convert) {
    super(doc);
    this.from = from;
    this.to = to;
    this.convert = convert;
  }

  @Override
  public String allowed() {
    return from == Long.MIN_VALUE
        ? "an integer of at most 64 bits"
        : "an integer from " + from + " to " + to;
  }

  @Override
  public N read(Object value) {
    return convert.apply(((Number) value).longValue());
  }

  @Override
  public Object write(N value) {
    return value.longValue();
  }

  @Override
  boolean hasForm(Object value) {
    return value instanceof Number number
        && Double.isFinite(number.doubleValue())
        && number.doubleValue() == Math.rint(number.doubleValue());
  }

  @Override
  void check(Spot at) {
    if (!hasForm(at.value()) || !inRange((Number) at.value())) {
      at.refuse();
    }
  }

  private boolean inRange(Number value) {
    BigDecimal exact = new BigDecimal(value.toString());
    return exact.compareTo(BigDecimal.valueOf(from)) >= 0
        && exact.compareTo(BigDecimal.valueOf(to)) <= 0;
  }

  @Override
  Map<String, Object> schema(Map<String, Object> definitions) {
    Map<String, Object> node = SchemaParts.of("integer");
    node.put("description", doc());
    node.put("minimum", from);
    node.put("maximum", to);
    return node;
  }
}
