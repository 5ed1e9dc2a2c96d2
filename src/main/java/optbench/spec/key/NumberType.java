package optbench.spec.key;

import java.util.Map;

/** A finite number, which may be bounded. */
public final class NumberType extends ValueType<Double> {
  private final Bound low;
  private final Bound high;

  NumberType(String doc) {
    this(doc, new Bound(Double.NEGATIVE_INFINITY, true), new Bound(Double.POSITIVE_INFINITY, true));
  }

  private NumberType(String doc, Bound low, Bound high) {
    super(doc);
    this.low = low;
    this.high = high;
  }

  /**
   * An end of the range.
   *
   * @param value infinite for none
   * @param open whether the value itself is outside
   */
  private record Bound(double value, boolean open) {
    boolean isNone() {
      return Double.isInfinite(value);
    }

    String text() {
      return SchemaParts.number(value).toString();
    }

    void put(Map<String, Object> node, String name) {
      if (!isNone()) {
        String key = open ? "exclusive" + name : name.replace('M', 'm');
        node.put(key, SchemaParts.number(value));
      }
    }
  }

  /** This or more. */
  public NumberType atLeast(double bound) {
    return new NumberType(doc(), new Bound(bound, false), high);
  }

  /** More than this; infinite for no bound. */
  public NumberType above(double bound) {
    return new NumberType(doc(), new Bound(bound, true), high);
  }

  /** This or less. */
  public NumberType atMost(double bound) {
    return new NumberType(doc(), low, new Bound(bound, false));
  }

  /** Less than this; infinite for no bound. */
  public NumberType below(double bound) {
    return new NumberType(doc(), low, new Bound(bound, true));
  }

  @Override
  public String allowed() {
    return "a number" + range();
  }

  private String range() {
    if (high.isNone()) {
      return low.isNone() ? "" : (low.open() ? " above " : " of at least ") + low.text();
    }
    if (high.open()) {
      return (low.open() ? " above " : " of at least ") + low.text() + " and below " + high.text();
    }
    return low.open()
        ? " above " + low.text() + " and at most " + high.text()
        : " from " + low.text() + " to " + high.text();
  }

  @Override
  public Double read(Object value) {
    return ((Number) value).doubleValue();
  }

  @Override
  public Object write(Double value) {
    return value;
  }

  @Override
  boolean hasForm(Object value) {
    return value instanceof Number;
  }

  @Override
  void check(Spot at) {
    if (!hasForm(at.value()) || !inRange(read(at.value()))) {
      at.refuse();
    }
  }

  private boolean inRange(double value) {
    return Double.isFinite(value)
        && (low.open() ? value > low.value() : value >= low.value())
        && (high.open() ? value < high.value() : value <= high.value());
  }

  @Override
  Map<String, Object> schema(Map<String, Object> definitions) {
    Map<String, Object> node = SchemaParts.of("number");
    node.put("description", doc());
    low.put(node, "Minimum");
    high.put(node, "Maximum");
    return node;
  }
}
