package optbench.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import optbench.result.RecordedSpec;
import optbench.spec.key.QuotedText;

/**
 * Holds JSON against the record that it is to become: whether everything is there, and of the right
 * kind. Says what does not fit in words of its own, with the place.
 */
final class RecordShape {
  private static final int LONGEST_VALUE = 40;
  private static final String WHOLE = "a whole number";
  private static final String NUMBER = "a number";
  private static final Set<String> NOT_FINITE = Set.of("NaN", "Infinity", "-Infinity");

  private RecordShape() {}

  /**
   * Checks all of a record.
   *
   * @throws StoreException that names the first thing that does not fit
   */
  static void require(JsonNode tree, Class<?> record) {
    check(tree, record, "");
  }

  private static void check(JsonNode node, Type type, String path) {
    if (type instanceof ParameterizedType generic) {
      checkGeneric(node, generic, path);
    } else if (type == RecordedSpec.class) {
      demand(node.isObject(), node, path, "an object");
    } else if (type instanceof Class<?> plain && plain.isRecord()) {
      demand(node.isObject(), node, path, "an object");
      for (RecordComponent component : plain.getRecordComponents()) {
        if (Json.isPart(component.getType())) {
          check(node, component.getType(), path);
          continue;
        }
        String key = SnakeCaseStrategy.INSTANCE.translate(component.getName());
        check(node.path(key), component.getGenericType(), path.isEmpty() ? key : path + "." + key);
      }
    } else if (type instanceof Class<?> plain) {
      checkPlain(node, plain, path);
    }
  }

  private static void checkGeneric(JsonNode node, ParameterizedType type, String path) {
    Type[] of = type.getActualTypeArguments();
    if (type.getRawType() == Optional.class) {
      requirePresent(node, path);
      if (!node.isNull()) {
        check(node, of[0], path);
      }
    } else if (type.getRawType() == List.class || type.getRawType() == Set.class) {
      demand(node.isArray(), node, path, "a list");
      for (int i = 0; i < node.size(); i++) {
        check(node.get(i), of[0], path + "[" + i + "]");
      }
    } else if (type.getRawType() == Map.class) {
      demand(node.isObject(), node, path, "an object");
      for (Map.Entry<String, JsonNode> entry : node.properties()) {
        check(entry.getValue(), of[1], path + "." + entry.getKey());
      }
    }
  }

  private static void checkPlain(JsonNode node, Class<?> type, String path) {
    boolean mayBeNull =
        type == OptionalInt.class || type == OptionalLong.class || type == OptionalDouble.class;
    if (type == Object.class || (mayBeNull && node.isNull())) {
      requirePresent(node, path);
    } else if (type == String.class) {
      demand(node.isTextual(), node, path, "a text");
    } else if (type == boolean.class || type == Boolean.class) {
      demand(node.isBoolean(), node, path, "true or false");
    } else if (type == int.class || type == Integer.class || type == OptionalInt.class) {
      demand(node.isIntegralNumber() && node.canConvertToInt(), node, path, WHOLE);
    } else if (type == long.class || type == Long.class || type == OptionalLong.class) {
      demand(node.isIntegralNumber() && node.canConvertToLong(), node, path, WHOLE);
    } else if (type == double.class || type == Double.class || type == OptionalDouble.class) {
      boolean special = node.isTextual() && NOT_FINITE.contains(node.textValue());
      demand(node.isNumber() || special, node, path, NUMBER);
    } else if (type == Instant.class) {
      demand(isInstant(node), node, path, "a time, such as 2026-01-31T12:00:00Z");
    } else if (type.isEnum()) {
      List<String> words =
          Arrays.stream(type.getEnumConstants())
              .map(constant -> ((Enum<?>) constant).name().toLowerCase(Locale.ROOT))
              .toList();
      boolean known = node.isTextual() && words.contains(node.textValue().toLowerCase(Locale.ROOT));
      demand(known, node, path, words.stream().collect(Collectors.joining(" or ")));
    }
  }

  private static boolean isInstant(JsonNode node) {
    try {
      return node.isTextual() && Instant.parse(node.textValue()) != null;
    } catch (DateTimeException e) {
      return false;
    }
  }

  private static void requirePresent(JsonNode node, String path) {
    if (node.isMissingNode()) {
      throw new StoreException("damaged: there is no " + path);
    }
  }

  private static void demand(boolean fits, JsonNode node, String path, String must) {
    requirePresent(node, path);
    if (!fits) {
      String what = path.isEmpty() ? "it" : path;
      throw new StoreException("damaged: " + what + " must be " + must + " but is " + words(node));
    }
  }

  private static String words(JsonNode node) {
    if (node.isArray() || node.isObject()) {
      return node.isArray() ? "a list" : "an object";
    }
    String text = node.isTextual() ? QuotedText.quote(node.textValue()) : node.asText();
    return text.length() <= LONGEST_VALUE ? text : text.substring(0, LONGEST_VALUE) + "...";
  }
}
