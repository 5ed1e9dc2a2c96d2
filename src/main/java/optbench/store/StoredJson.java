package optbench.store;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import optbench.file.FileFaultText;
import optbench.file.Inputs;

/**
 * Reads what was stored as JSON, which anything may have happened to meanwhile. Every fault is a
 * {@link StoreException} that says in plain words why it cannot be read, but not which file it is.
 */
final class StoredJson {
  private static final ObjectReader READER =
      Json.MAPPER.reader().with(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);

  private static final Pattern TWICE =
      Pattern.compile("Duplicate field '(.{1,40}).*", Pattern.DOTALL);

  private StoredJson() {}

  /**
   * Reads a file as far as its syntax goes.
   *
   * @param most bytes that it may have
   */
  static JsonNode tree(Path file, long most) {
    byte[] bytes;
    try {
      bytes = Inputs.bytes(file, most);
    } catch (IOException e) {
      throw new StoreException("cannot be read: " + FileFaultText.of(e), e);
    }
    return tree(bytes);
  }

  /** Reads the content of a file as far as its syntax goes. */
  static JsonNode tree(byte[] bytes) {
    try {
      return READER.readTree(bytes);
    } catch (JsonEOFException e) {
      throw new StoreException("cut off in the middle", e);
    } catch (StreamConstraintsException e) {
      throw new StoreException(
          "damaged: nested too deep, or with a text or number that is too long", e);
    } catch (JacksonException e) {
      Matcher twice = TWICE.matcher(String.valueOf(e.getOriginalMessage()));
      throw new StoreException(
          twice.matches()
              ? "damaged: key " + twice.group(1).replaceFirst("'$", "") + " is given twice"
              : "damaged: it is no JSON" + place(e.getLocation()),
          e);
    } catch (IOException e) {
      // Bytes that are no text in any encoding of JSON.
      throw new StoreException("damaged: it is no text", e);
    }
  }

  private static String place(JsonLocation location) {
    return location == null || location.getLineNr() < 1
        ? ""
        : " from line " + location.getLineNr() + ", column " + location.getColumnNr() + " on";
  }

  /** Makes a record of it; what its constructor does not take is a fault, too. */
  static <T> T value(JsonNode tree, Class<T> type) {
    RecordShape.require(tree, type);
    try {
      return Json.MAPPER.treeToValue(tree, type);
    } catch (JsonMappingException e) {
      throw new StoreException("damaged: " + refusal(e), e);
    } catch (JacksonException e) {
      throw new StoreException("damaged: it does not hold what optbench writes", e);
    }
  }

  private static String refusal(JsonMappingException e) {
    if (!(e.getCause() instanceof IllegalArgumentException refused)
        || refused.getMessage() == null) {
      return "it does not hold what optbench writes";
    }
    String path = path(e.getPath());
    String message = refused.getMessage();
    if (path.isEmpty()) {
      return message;
    }
    return message.startsWith("must ") ? path + " " + message : path + ": " + message;
  }

  private static String path(List<JsonMappingException.Reference> references) {
    StringBuilder path = new StringBuilder();
    for (JsonMappingException.Reference reference : references) {
      if (reference.getFieldName() == null) {
        path.append("[").append(reference.getIndex()).append("]");
      } else {
        path.append(path.length() == 0 ? "" : ".").append(reference.getFieldName());
      }
    }
    return path.toString();
  }
}
