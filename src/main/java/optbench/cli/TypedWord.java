package optbench.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * A name as people type it on the command line: Adam for adam, RMSProp for rmsprop,
 * schedulefree-adamw for schedulefree_adamw. Files are read to the letter.
 */
final class TypedWord {
  private TypedWord() {}

  /** The one known word that it can stand for; else the word as it is. */
  static String meant(String word, Iterable<String> known) {
    List<String> alike =
        StreamSupport.stream(known.spliterator(), false)
            .filter(each -> normal(each).equals(normal(word)))
            .toList();
    return alike.size() == 1 ? alike.get(0) : word;
  }

  /** Likewise of each word between commas. */
  static String eachMeant(String words, Iterable<String> known) {
    return Arrays.stream(words.split(",", -1))
        .map(word -> meant(word.strip(), known))
        .collect(Collectors.joining(","));
  }

  private static String normal(String word) {
    return word.toLowerCase(Locale.ROOT).replace('-', '_');
  }
}
