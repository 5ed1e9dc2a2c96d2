package optbench.store;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiFunction;
import optbench.spec.key.Pointers;
import optbench.spec.key.QuotedText;
import optbench.spec.key.Scalars;

/**
 * Reads YAML or JSON, token by token, into a tree that knows where everything stands.
 *
 * <p>Keys given twice, anchors, aliases and tags are refused: the first is always a slip, the
 * others let a small file grow without bound or name types.
 */
final class TreeReader {
  /** A spec needs 4. */
  private static final int MOST_LEVELS = 20;

  /** A thousand optimizers with all their settings need half of this. */
  private static final int MOST_VALUES = 20_000;

  private static final JsonFactory YAML = new YAMLFactory();
  private static final JsonFactory JSON = new JsonFactory();

  private final JsonParser parser;
  private final BiFunction<Integer, Integer, Place> places;
  private final SourceTree tree = new SourceTree();
  private int values;

  private TreeReader(JsonParser parser, BiFunction<Integer, Integer, Place> places) {
    this.parser = parser;
    this.places = places;
  }

  /**
   * Reads a file; its ending says in which language it is.
   *
   * @throws SpecFileException if it cannot be read or is not in that language
   */
  static SourceTree file(Path file) {
    return file(file, SpecText.read(file));
  }

  /** Likewise of a file that may hold nothing, or nothing but remarks. */
  static SourceTree fileOrNothing(Path file) {
    String text = SpecText.readEvenEmpty(file);
    return text.lines().allMatch(line -> line.isBlank() || line.stripLeading().startsWith("#"))
        ? SourceTree.empty()
        : file(file, text);
  }

  private static SourceTree file(Path file, String text) {
    String name = file.toString();
    String lower = name.toLowerCase(Locale.ROOT);
    boolean json = lower.endsWith(".json");
    if (!json && !lower.endsWith(".yaml") && !lower.endsWith(".yml")) {
      throw new SpecFileException(
          new Fault(Place.of(name), "must end in .yaml, .yml or .json, to say what it is"));
    }
    SourceTree tree =
        read(json ? JSON : YAML, text, (line, column) -> new Place(name, line, column));
    tree.putValue("", Place.of(name));
    return tree;
  }

  /**
   * Reads the value of a command-line option: a YAML scalar, or a list or mapping in brackets.
   *
   * @param origin the option as typed, to be named in faults
   */
  static SourceTree option(String text, String origin) {
    Place place = Place.of(origin);
    if (text.isBlank()) {
      throw new SpecFileException(new Fault(place, "must be given a value"));
    }
    return read(YAML, text, (line, column) -> place);
  }

  private static SourceTree read(
      JsonFactory language, String text, BiFunction<Integer, Integer, Place> places) {
    try (JsonParser parser = language.createParser(text)) {
      return new TreeReader(parser, places).document();
    } catch (JacksonException e) {
      throw new SpecFileException(SyntaxFaults.of(e, language == JSON ? "JSON" : "YAML", places));
    } catch (IOException e) {
      throw new UncheckedIOException("reading from memory", e);
    }
  }

  private SourceTree document() throws IOException {
    if (parser.nextToken() == null) {
      throw fault(1, 1, "is empty: a spec holds at least {}");
    }
    tree.setRoot(value("", 1));
    if (parser.nextToken() != null) {
      throw fault("a second document begins here: a spec is one document");
    }
    return tree;
  }

  private Object value(String pointer, int level) throws IOException {
    refuseReferences();
    refuseTags();
    if (level > MOST_LEVELS) {
      throw fault("must not be nested deeper than " + MOST_LEVELS + " levels");
    }
    if (++values > MOST_VALUES) {
      throw fault("must not hold more than " + MOST_VALUES + " values: is this a spec?");
    }
    tree.putValue(pointer, here());
    return switch (parser.currentToken()) {
      case START_OBJECT -> object(pointer, level);
      case START_ARRAY -> array(pointer, level);
      case VALUE_STRING -> parser.getText();
      default -> {
        tree.putWritten(pointer, parser.getText());
        yield Scalars.unquoted(parser.getText());
      }
    };
  }

  private Map<String, Object> object(String pointer, int level) throws IOException {
    Map<String, Object> node = new LinkedHashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      refuseReferences();
      String key = parser.currentName();
      String child = Pointers.child(pointer, key);
      if (node.containsKey(key)) {
        throw fault(
            "key "
                + QuotedText.quote(key)
                + " is given twice, first in "
                + position(tree.key(child)));
      }
      tree.putKey(child, here());
      parser.nextToken();
      node.put(key, value(child, level + 1));
    }
    return node;
  }

  private List<Object> array(String pointer, int level) throws IOException {
    List<Object> node = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      node.add(value(Pointers.child(pointer, node.size()), level + 1));
    }
    return node;
  }

  private void refuseReferences() throws IOException {
    if (parser instanceof YAMLParser yaml
        && (yaml.isCurrentAlias() || yaml.getObjectId() != null)) {
      throw fault("anchors (&name) and aliases (*name) are not allowed: write the value out");
    }
  }

  private void refuseTags() throws IOException {
    if (parser instanceof YAMLParser yaml && yaml.getTypeId() != null) {
      throw fault("tags (!name) are not allowed: write the value without");
    }
  }

  private static String position(Place place) {
    return place.line() == 0 ? "the same option" : "line " + place.line();
  }

  private Place here() {
    JsonLocation location = parser.currentTokenLocation();
    return places.apply(location.getLineNr(), location.getColumnNr());
  }

  private SpecFileException fault(String message) {
    return new SpecFileException(new Fault(here(), message));
  }

  private SpecFileException fault(int line, int column, String message) {
    return new SpecFileException(new Fault(places.apply(line, column), message));
  }
}
