package optbench.spec.key;

import java.util.List;
import java.util.Map;

/** One of some words. */
final class WordType extends ValueType<String> {
  private final String noun;
  private final List<String> words;

  /**
   * @param noun what they are; empty if there is no name for them
   */
  WordType(String noun, String doc, List<String> words) {
    super(doc);
    this.noun = noun;
    this.words = List.copyOf(words);
  }

  List<String> words() {
    return words;
  }

  @Override
  public String allowed() {
    return words.size() == 1 ? words.get(0) : "one of " + String.join(", ", words);
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
    if (!(at.value() instanceof String word) || (noun.isEmpty() && !words.contains(word))) {
      at.refuse();
    } else if (!words.contains(word)) {
      at.say(Suggestions.unknownWord(noun, word, words));
    }
  }

  @Override
  Map<String, Object> schema(Map<String, Object> definitions) {
    Map<String, Object> node = SchemaParts.of("string");
    if (!noun.isEmpty()) {
      node.put("title", noun);
    }
    node.put("description", doc());
    node.put("enum", words);
    return node;
  }
}
