package optbench.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import optbench.store.SpecValidator.Step;

/** Turns what a schema validator found into a sentence. */
final class FaultWords {
  private final SchemaWords words;

  FaultWords(SchemaWords words) {
    this.words = words;
  }

  Fault of(Error error, Step at, SourceTree tree) {
    if (!at.meant()) {
      boolean kinds = !words.kinds(at.union()).isEmpty();
      return kinds && at.value().isObject() ? kind(at, tree) : notAllowed(at, tree);
    }
    return switch (error.getKeyword()) {
      case "additionalProperties" -> unknownKey(at, error.getProperty(), tree);
      case "required" -> missingKey(at, error.getProperty(), tree);
      case "enum" -> unknownWord(at, tree);
      case "uniqueItems" -> duplicate(at, tree);
      case "minProperties", "maxProperties" -> notExactlyOne(at, tree);
      case "propertyNames" -> names(at, tree);
      default -> notAllowed(at, tree);
    };
  }

  private Fault notAllowed(Step at, SourceTree tree) {
    String found = found(at.pointer(), at.value(), tree);
    String allowed = words.allowed(at.union());
    if (at.value().isArray() && !at.value().isEmpty() && allowed.contains("a list")) {
      found = "a list of " + at.value().size();
    }
    String comma = allowed.contains(", or ") ? "," : "";
    String advice = at.value().isTextual() ? advice(at.union(), at.value().asText()) : "";
    return fault(at, tree, "must be " + allowed + comma + " but was " + found + advice);
  }

  /** What to do about a text that stands where something else is due. */
  private String advice(JsonNode union, String text) {
    List<String> types = words.ways(union).stream().map(way -> way.path("type").asText()).toList();
    if (types.contains("integer") || types.contains("number")) {
      return Scalars.numberAdvice(text);
    }
    return types.equals(List.of("array")) ? ": write [" + Fault.shorten(text) + "]" : "";
  }

  private static Fault notExactlyOne(Step at, SourceTree tree) {
    String given = at.value().isEmpty() ? "none" : String.join(", ", keys(at.value()));
    String allowed = String.join(", ", SchemaWords.keys(at.node()));
    return fault(at, tree, "must have exactly one of " + allowed + " but had " + given);
  }

  /** Keys that the author chose, and may not choose so. */
  private Fault names(Step at, SourceTree tree) {
    JsonNode allowed = at.node().get("propertyNames");
    Pattern pattern = Pattern.compile(allowed.get("pattern").asText());
    List<String> bad = keys(at.value()).stream().filter(k -> !pattern.matcher(k).find()).toList();
    return new Fault(
        tree.key(Pointers.child(at.pointer(), bad.get(0))),
        "keys of "
            + Pointers.subject(at.pointer())
            + " must be "
            + words.allowed(allowed)
            + " but were "
            + bad.stream().map(Fault::quote).collect(Collectors.joining(", ")));
  }

  private static List<String> keys(JsonNode mapping) {
    List<String> keys = new ArrayList<>();
    mapping.fieldNames().forEachRemaining(keys::add);
    return keys;
  }

  private static Fault duplicate(Step at, SourceTree tree) {
    Set<JsonNode> seen = new HashSet<>();
    int index = 0;
    while (seen.add(at.value().path(index))) {
      index++;
    }
    return new Fault(
        tree.value(Pointers.child(at.pointer(), index)),
        Pointers.subject(at.pointer())
            + " must all be different but "
            + at.value().path(index).asText()
            + " is there twice");
  }

  private static Fault fault(Step at, SourceTree tree, String sentence) {
    return new Fault(tree.value(at.pointer()), Pointers.subject(at.pointer()) + " " + sentence);
  }

  /** How a sentence names a value that was found. */
  private static String found(String pointer, JsonNode value, SourceTree tree) {
    if (value.isTextual()) {
      return Fault.quote(value.asText());
    }
    if (value.isContainerNode()) {
      return (value.isEmpty() ? "an empty " : "a ") + (value.isArray() ? "list" : "mapping");
    }
    return value.isNull() ? "empty" : Fault.shorten(tree.written(pointer, value));
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
        place, "unknown " + noun + " " + Fault.quote(word) + Suggestions.didYouMeanOf(word, known));
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
    if (at.node().at("/properties/" + TuneSchema.HYPER_PARAMETERS + "/properties").has(key)) {
      return new Fault(
          place, "unknown key '" + key + "': it belongs under " + TuneSchema.HYPER_PARAMETERS);
    }
    return new Fault(place, unknownKey(key, known));
  }

  static String unknownKey(String key, List<String> known) {
    String fault = "unknown key " + Fault.quote(key);
    if (key.matches("[0-9]+")) {
      return fault + ": write a decimal point, not a comma";
    }
    int colon = key.indexOf(':');
    if (colon > 0 && known.contains(key.substring(0, colon))) {
      return fault + ": write a space after the colon";
    }
    if (key.equals("coupled") && known.contains(TechniquesSchema.DECOUPLED)) {
      return fault + ": what is added to the gradient is l2, a key of the entry";
    }
    List<String> words = known.stream().filter(word -> !word.startsWith("$")).toList();
    return Suggestions.nearest(key, words).isPresent()
        ? fault + Suggestions.didYouMean(key, words)
        : fault + Suggestions.didYouMeanOf(key, words);
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
