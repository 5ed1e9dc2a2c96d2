package optbench.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import java.util.List;
import optbench.store.SpecValidator.Step;

/** Turns what a schema validator found into a sentence. */
final class FaultWords {
  private static final int LONGEST_QUOTE = 60;

  private final SchemaWords words;

  FaultWords(SchemaWords words) {
    this.words = words;
  }

  Fault of(Error error, Step at, SourceTree tree) {
    if (!at.meant()) {
      return at.value().isObject() ? kind(at, tree) : notAllowed(at, tree);
    }
    return switch (error.getKeyword()) {
      case "additionalProperties" -> unknownKey(at, error.getProperty(), tree);
      case "required" -> missingKey(at, error.getProperty(), tree);
      case "enum" -> unknownWord(at, tree);
      case "uniqueItems" ->
          fault(at, tree, "must all be different but were " + at.value().toString());
      default -> notAllowed(at, tree);
    };
  }

  private Fault notAllowed(Step at, SourceTree tree) {
    String found = found(at.pointer(), at.value(), tree);
    String allowed = words.allowed(at.union());
    boolean numeric = allowed.contains("integer") || allowed.contains("a number");
    String advice =
        numeric && at.value().isTextual() ? Scalars.numberAdvice(at.value().asText()) : "";
    String comma = allowed.contains(", or ") ? "," : "";
    return fault(at, tree, "must be " + allowed + comma + " but was " + found + advice);
  }

  private static Fault fault(Step at, SourceTree tree, String sentence) {
    return new Fault(tree.value(at.pointer()), Pointers.subject(at.pointer()) + " " + sentence);
  }

  /** How a sentence names a value that was found. */
  private static String found(String pointer, JsonNode value, SourceTree tree) {
    if (value.isTextual()) {
      return "'" + shorten(value.asText()) + "'";
    }
    if (value.isContainerNode()) {
      return (value.isEmpty() ? "an empty " : "a ") + (value.isArray() ? "list" : "mapping");
    }
    return value.isNull() ? "empty" : shorten(tree.written(pointer, value));
  }

  private static String shorten(String text) {
    return text.length() <= LONGEST_QUOTE ? text : text.substring(0, LONGEST_QUOTE) + "...";
  }

  private Fault unknownWord(Step at, SourceTree tree) {
    JsonNode node = at.node();
    if (!at.value().isTextual() || !node.has("title")) {
      return notAllowed(at, tree);
    }
    String word = at.value().asText();
    if (words.kinds(at.union()).contains(word)) {
      String example = SchemaWords.example(words.ofKind(at.union(), word));
      return new Fault(tree.value(at.pointer()), "'" + word + "' needs settings: write " + example);
    }
    List<String> known =
        at.union().has("anyOf") && !words.kinds(at.union()).isEmpty()
            ? words.kinds(at.union())
            : SchemaWords.words(node);
    return unknown(node.get("title").asText(), word, known, tree.value(at.pointer()));
  }

  private static Fault unknown(String noun, String word, List<String> known, Place place) {
    return new Fault(
        place,
        "unknown " + noun + " '" + shorten(word) + "'" + Suggestions.didYouMeanOf(word, known));
  }

  /** A mapping that does not say, or says wrongly, of which kind it is. */
  private Fault kind(Step at, SourceTree tree) {
    String key = words.distinction(at.union());
    List<String> kinds = words.kinds(at.union());
    JsonNode given = at.value().get(key);
    if (given == null) {
      return kindMissing(at, key, kinds, tree);
    }
    String pointer = Pointers.child(at.pointer(), key);
    if (!given.isTextual()) {
      return new Fault(
          tree.value(pointer),
          key
              + " must be one of "
              + String.join(", ", kinds)
              + " but was "
              + found(pointer, given, tree));
    }
    return unknown(key, given.asText(), kinds, tree.value(pointer));
  }

  private Fault kindMissing(Step at, String key, List<String> kinds, SourceTree tree) {
    String only = at.value().size() == 1 ? at.value().fieldNames().next() : "";
    if (kinds.contains(only)) {
      return new Fault(
          tree.key(Pointers.child(at.pointer(), only)),
          "'"
              + only
              + "' must be the value of the key '"
              + key
              + "', as in "
              + SchemaWords.example(words.ofKind(at.union(), only)));
    }
    String example = SchemaWords.example(words.ofKind(at.union(), kinds.get(0)));
    return new Fault(
        tree.value(at.pointer()), "the key '" + key + "' is missing here, as in " + example);
  }

  private Fault missingKey(Step at, String key, SourceTree tree) {
    JsonNode property = at.node().at("/properties/" + key);
    return new Fault(
        tree.value(at.pointer()),
        "the key '"
            + key
            + "' ("
            + words.allowed(property)
            + ") is missing here, as in "
            + SchemaWords.example(at.node()));
  }

  private Fault unknownKey(Step at, String key, SourceTree tree) {
    Place place = tree.key(Pointers.child(at.pointer(), key));
    List<String> known = SchemaWords.keys(at.node());
    String distinction = words.distinction(at.union());
    if (at.union().has("anyOf") && !distinction.isEmpty()) {
      List<String> owners = owners(at.union(), key);
      String kind = at.value().path(distinction).asText();
      List<String> settings = SchemaWords.settings(at.node());
      String takes =
          settings.isEmpty() ? "takes no settings" : "takes: " + String.join(", ", settings);
      if (!owners.isEmpty()) {
        String whose = kind + " has no " + key + ": that is " + possessive(owners) + ". ";
        return new Fault(place, whose + kind + " " + takes);
      }
    } else if (at.pointer().isEmpty() && Suggestions.nearest(key, known).isEmpty()) {
      JsonNode entry = at.node().at("/properties/optimizers/items");
      List<String> owners = owners(entry, key);
      if (!owners.isEmpty()) {
        String example = "{optimizer: " + owners.get(0) + ", " + key + ": ...}";
        return new Fault(
            place, "unknown key '" + key + "': it belongs to an entry of optimizers: " + example);
      }
    }
    return unknown("key", key, known, place);
  }

  /** The kinds of mapping that have a key. */
  private List<String> owners(JsonNode union, String key) {
    return words.kinds(union).stream()
        .filter(kind -> SchemaWords.keys(words.ofKind(union, kind)).contains(key))
        .toList();
  }

  /** {@code adam's}, or {@code rmsprop's and adam's}. */
  private static String possessive(List<String> names) {
    List<String> owned = names.stream().map(name -> name + "'s").toList();
    int last = owned.size() - 1;
    return last == 0
        ? owned.get(0)
        : String.join(", ", owned.subList(0, last)) + " and " + owned.get(last);
  }
}
