package optbench.spec.key;

import java.util.Map;
import java.util.regex.Pattern;

/** A text. */
public final class TextType extends ValueType<String> {
  private final String allowed;
  private final String pattern;
  private final int shortest;
  private final int longest;

  TextType(String doc, String allowed) {
    this(doc, allowed, "", 0, Integer.MAX_VALUE);
  }

  private TextType(String doc, String allowed, String pattern, int shortest, int longest) {
    super(doc);
    this.allowed = allowed;
    this.pattern = pattern;
    this.shortest = shortest;
    this.longest = longest;
  }

  /** Only what this regular expression, of JSON Schema and of Java, is found in. */
  public TextType pattern(String wanted) {
    return new TextType(doc(), allowed, wanted, shortest, longest);
  }

  /** Not empty. */
  public TextType notEmpty() {
    return new TextType(doc(), allowed, pattern, 1, longest);
  }

  /** So many characters at most. */
  public TextType atMost(int characters) {
    return new TextType(doc(), allowed, pattern, shortest, characters);
  }

  @Override
  public String allowed() {
    return allowed;
  }

  @Override
  public String read(Object value) {
    return (String) value;
  }

  @Override
  public Object write(String value) {
    return value;
  }

  @Override
  boolean hasForm(Object value) {
    return value instanceof String;
  }

  @Override
  void check(Spot at) {
    if (!(at.value() instanceof String text && accepts(text))) {
      at.refuse();
    }
  }

  /** Whether it may be this text. */
  boolean accepts(String text) {
    int length = text.codePointCount(0, text.length());
    return length >= shortest
        && length <= longest
        && (pattern.isEmpty() || Pattern.compile(pattern).matcher(text).find());
  }

  @Override
  Map<String, Object> schema(Map<String, Object> definitions) {
    Map<String, Object> node = SchemaParts.of("string");
    node.put("title", doc());
    node.put("description", allowed);
    if (!pattern.isEmpty()) {
      node.put("pattern", pattern);
    }
    if (shortest > 0) {
      node.put("minLength", shortest);
    }
    if (longest < Integer.MAX_VALUE) {
      node.put("maxLength", longest);
    }
    return node;
  }
}
