package optbench.keras;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import optbench.spec.SpecException;
import optbench.spec.StartingWeights;
import optbench.spec.key.QuotedText;

/**
 * A layer as Keras has written it down. Each of its settings has to be asked for: one that nobody
 * asked for, and that says something, is refused in the end.
 */
final class SavedLayer {
  /** What most refusals end with. */
  static final String LIST_THEM = "change the model, or list its layers under network";

  private final int number;
  private final int sameBefore;
  private final String name;
  private final String kind;
  private final Map<?, ?> settings;
  private final StartingWeights weights;
  private final Set<String> asked = new HashSet<>();

  /**
   * @param number its place in the file, from 1
   * @param sameBefore how many of its kind stand before it
   * @param weights what training starts from: how Keras draws them matters only if they are drawn
   */
  SavedLayer(
      int number,
      int sameBefore,
      String name,
      String kind,
      Map<?, ?> settings,
      StartingWeights weights) {
    this.number = number;
    this.sameBefore = sameBefore;
    this.name = name;
    this.kind = kind;
    this.settings = settings;
    this.weights = weights;
  }

  /** Its class in Keras. */
  String kind() {
    return kind;
  }

  /** How many of its kind stand before it in the file. */
  int sameBefore() {
    return sameBefore;
  }

  /** What training starts from. */
  StartingWeights weights() {
    return weights;
  }

  /** Its name in the model; empty if it has none. */
  String name() {
    return name;
  }

  /** That it cannot be had here: why, and what to do. */
  ModelException refusal(String why) {
    return new ModelException(
        "layer "
            + number
            + " "
            + QuotedText.quote(name)
            + " ("
            + QuotedText.shorten(kind)
            + "): "
            + why);
  }

  /** What is said of a setting; null if nothing is. */
  Object get(String key) {
    asked.add(key);
    return settings.get(key);
  }

  /** Likewise, where its absence means something. */
  Object get(String key, Object usual) {
    Object value = get(key);
    return value == null ? usual : value;
  }

  /** A whole number. */
  int integer(String key) {
    Object value = get(key);
    if (value instanceof Long number && number > 0 && number <= Integer.MAX_VALUE) {
      return number.intValue();
    }
    throw refusal(key + " must be a whole number above 0 but was " + shown(value));
  }

  /** A number. */
  double number(String key, double usual) {
    Object value = get(key, usual);
    if (value instanceof Number number) {
      return number.doubleValue();
    }
    throw refusal(key + " must be a number but was " + shown(value));
  }

  /** What is the same in height and width. */
  int square(String key, int usual) {
    Object value = get(key, (long) usual);
    Object one =
        value instanceof List<?> two && two.size() == 2 && two.get(0).equals(two.get(1))
            ? two.get(0)
            : value;
    if (one instanceof Long number && number > 0 && number <= Integer.MAX_VALUE) {
      return number.intValue();
    }
    throw refusal(
        key
            + " must be the same in height and width, as windows are square here, but was "
            + shown(value)
            + ": "
            + LIST_THEM);
  }

  /** Makes sure that a setting is what it always is here. */
  void require(String key, Object only) {
    Object value = get(key, only);
    if (!same(value, only)) {
      throw refusal(
          key + " must be " + shown(only) + " here but was " + shown(value) + ": " + LIST_THEM);
    }
  }

  /** Makes sure that, if anything is said of it, it is what concerns the last dimension. */
  void requireLast(String key, int dimensions) {
    Object value = get(key, -1L);
    Object one = value instanceof List<?> list && list.size() == 1 ? list.get(0) : value;
    if (!Long.valueOf(-1).equals(one) && !Long.valueOf(dimensions).equals(one)) {
      throw refusal(key + " must be the last one, -1, but was " + shown(value) + ": " + LIST_THEM);
    }
  }

  private static boolean same(Object value, Object only) {
    if (value instanceof Number one && only instanceof Number other) {
      return one.doubleValue() == other.doubleValue();
    }
    return value.equals(only);
  }

  /** Makes sure that numbers start in the one way that they always start here, if not imported. */
  void requireStart(String key, String word) {
    Object value = get(key, word);
    if (weights == StartingWeights.DRAWN && !plain(className(value)).equals(plain(word))) {
      throw refusal(
          key
              + " must be "
              + word
              + ", as everything but weights starts here, but was "
              + shown(className(value))
              + ": "
              + LIST_THEM);
    }
  }

  /** The name of what was written by its name alone, or with its settings. */
  static String className(Object value) {
    Object name = value instanceof Map<?, ?> map ? map.get("class_name") : value;
    return name instanceof String text ? text : "";
  }

  /** So that {@code GlorotUniform} and {@code glorot_uniform} are one. */
  static String plain(String word) {
    return word.replace("_", "").toLowerCase(Locale.ROOT);
  }

  /** Makes what may refuse its numbers. */
  <T> T made(Supplier<T> part) {
    try {
      return part.get();
    } catch (SpecException e) {
      String subject = e.path().isEmpty() ? "" : e.path().substring(1) + " ";
      throw refusal((e.getMessage().startsWith("must ") ? subject : "") + e.getMessage());
    }
  }

  /** Makes sure that nothing was said that nobody asked for. */
  void requireAllAsked() {
    settings.forEach(
        (key, value) -> {
          if (!asked.contains(key) && says(value)) {
            throw refusal(leftOver(String.valueOf(key)));
          }
        });
  }

  private static boolean says(Object value) {
    return value != null
        && !value.equals(false)
        && !(value instanceof List<?> list && list.isEmpty())
        && !(value instanceof Map<?, ?> map && map.isEmpty());
  }

  private static String leftOver(String key) {
    if (key.endsWith("_regularizer")) {
      return "has a "
          + QuotedText.shorten(key)
          + ": leave it out of the model; l2 is a key of a spec's optimizers, for all weights";
    }
    if (key.endsWith("_constraint")) {
      return "has a "
          + QuotedText.shorten(key)
          + ", and there are no constraints here: leave it out of the model";
    }
    return "has " + QuotedText.quote(key) + ", which means nothing here: " + LIST_THEM;
  }

  /** A value in a message. */
  static String shown(Object value) {
    return value instanceof String text
        ? QuotedText.quote(text)
        : value == null ? "not given" : QuotedText.shorten(String.valueOf(value));
  }
}
