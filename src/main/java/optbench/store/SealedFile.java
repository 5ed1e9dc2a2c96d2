package optbench.store;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import optbench.file.FileFaultText;
import optbench.file.Inputs;
import optbench.hash.Sha256;

/**
 * A record as JSON that shows when it was changed by hand.
 *
 * <p>Its last key is the SHA-256 of all the others' content: of the JSON with its keys sorted and
 * without blanks. So line ends, indentation and order of keys may change, as they do in version
 * control, and no value may. It guards against slips, not against malice: anybody can compute it.
 *
 * @param kind what the file calls itself, such as {@code baseline}
 * @param version of its format; greater ones are refused
 */
public record SealedFile(String kind, int version) {
  private static final String KIND = "kind";
  private static final String FORMAT = "format_version";
  private static final String SEAL = "seal";

  /** A key that only files have which are of imported results: others are written as ever. */
  private static final String ONLY_IMPORTED = "shared_seeds";

  /** Of hundreds of optimizers with all their seeds. */
  private static final long MOST_BYTES = 64L << 20;

  /**
   * Writes a record, in place of an earlier one.
   *
   * @throws StoreException if the disk will not have it, or the file holds anything else
   */
  public void write(Path file, Object content) {
    requireOurs(file);
    ObjectNode tree = Json.MAPPER.createObjectNode();
    tree.put(KIND, kind);
    tree.put(FORMAT, version);
    tree.setAll((ObjectNode) Json.MAPPER.valueToTree(content));
    if (tree.path(ONLY_IMPORTED).isNull()) {
      tree.remove(ONLY_IMPORTED);
    }
    try {
      tree.put(SEAL, seal(Json.MAPPER.readTree(Json.pretty(tree))));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not a value that JSON can hold", e);
    }
    OutputFile.write(file, Json.pretty(tree) + "\n");
  }

  /**
   * Writes a record that is never changed afterwards.
   *
   * @throws StoreException if the disk will not have it, or anything is there already
   */
  public void writeOnce(Path file, Object content) {
    requireNone(file);
    write(file, content);
  }

  /**
   * Makes sure that such a record can be written.
   *
   * @throws StoreException if anything is there already
   */
  public void requireNone(Path file) {
    if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      throw new StoreException(
          "cannot write "
              + file
              + ": it is there already, and a "
              + kind
              + " is never changed: choose another file");
    }
  }

  /**
   * Reads a record back.
   *
   * @param remedy what to do if it cannot be read, such as {@code save it anew}
   * @throws StoreException if it cannot be read, is something else, or was changed
   */
  public <T> T read(Path file, Class<T> type, String remedy) {
    String toDo = remedy;
    try {
      JsonNode tree = StoredJson.tree(Inputs.bytes(file, MOST_BYTES));
      requireKind(tree);
      if (tree.path(FORMAT).asLong() > version) {
        // Nothing is wrong with the file.
        toDo = "use a newer one";
        throw new StoreException(
            "written in format "
                + tree.path(FORMAT).asText()
                + ", and this optbench knows formats up to "
                + version);
      }
      if (!tree.path(SEAL).asText().equals(seal(tree))) {
        throw new StoreException("its content does not match its seal: it was changed by hand");
      }
      if (!tree.has(ONLY_IMPORTED)) {
        ((ObjectNode) tree).putNull(ONLY_IMPORTED);
      }
      return StoredJson.value(tree, type);
    } catch (StoreException e) {
      throw new StoreException("cannot use " + file + ": " + e.getMessage() + ": " + toDo, e);
    } catch (JsonProcessingException e) {
      throw new StoreException("cannot use " + file + ": damaged: " + remedy, e);
    } catch (IOException e) {
      throw new StoreException(
          "cannot read " + file + ": " + FileFaultText.of(e) + ": " + remedy, e);
    }
  }

  /** A name that was mistyped must not cost a file: what is not of this kind stays. */
  private void requireOurs(Path file) {
    try {
      byte[] there = Inputs.bytes(file, MOST_BYTES);
      if (there.length > 0) {
        requireKind(StoredJson.tree(there));
      }
    } catch (NoSuchFileException e) {
      // Then there is nothing to lose.
    } catch (IOException e) {
      throw new StoreException(
          "cannot write " + file + ": " + FileFaultText.of(e) + ": choose another file", e);
    } catch (StoreException e) {
      throw new StoreException(
          "cannot write "
              + file
              + ": what is there is not a "
              + kind
              + " of optbench: move it away, or choose another file",
          e);
    }
  }

  private void requireKind(JsonNode tree) {
    if (!(tree instanceof ObjectNode) || !tree.path(KIND).asText().equals(kind)) {
      throw new StoreException("not a " + kind + " of optbench");
    }
    if (!tree.path(FORMAT).isIntegralNumber()) {
      throw new StoreException("no format_version in it: not written by optbench");
    }
  }

  /**
   * Where values stand.
   *
   * @param pointers JSON pointers
   * @return lines, counted from 1, of those that are there
   */
  public static Map<String, Integer> lines(Path file, Set<String> pointers) {
    Map<String, Integer> lines = new HashMap<>();
    try (JsonParser parser = Json.MAPPER.createParser(Inputs.bytes(file, MOST_BYTES))) {
      while (parser.nextToken() != null) {
        String pointer = parser.getParsingContext().pathAsPointer().toString();
        if (parser.currentToken() != JsonToken.FIELD_NAME && pointers.contains(pointer)) {
          lines.putIfAbsent(pointer, parser.currentTokenLocation().getLineNr());
        }
      }
    } catch (IOException e) {
      throw new StoreException("cannot read " + file + ": " + FileFaultText.of(e), e);
    }
    return lines;
  }

  private static String seal(JsonNode tree) throws JsonProcessingException {
    ObjectNode content = tree.deepCopy();
    content.remove(SEAL);
    return Sha256.hex(
        Json.MAPPER
            .writer()
            .with(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .writeValueAsString(Json.MAPPER.treeToValue(content, Object.class)));
  }
}
