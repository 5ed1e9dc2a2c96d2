package optbench.spec.key;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.commons.text.similarity.DamerauLevenshteinDistance;

/** Finds the word that was meant. */
public final class Suggestions {
  /** Longer than any word there is. */
  private static final int LONGEST_WORD = 64;

  private Suggestions() {}

  /** The nearest of the known words, if one is near enough to be meant. */
  public static Optional<String> nearest(String word, Collection<String> known) {
    if (word.length() > LONGEST_WORD) {
      return Optional.empty();
    }
    String given = normal(word);
    return known.stream()
        .filter(candidate -> distance(given, normal(candidate)) <= tolerance(given))
        .min(Comparator.comparingInt(candidate -> distance(given, normal(candidate))));
  }

  /** {@code : did you mean 'adam'?}, or nothing. */
  public static String didYouMean(String word, Collection<String> known) {
    return nearest(word, known).map(near -> ": did you mean '" + near + "'?").orElse("");
  }

  /** {@code : did you mean 'adam'? Known: sgd, adam}. */
  public static String didYouMeanOf(String word, Collection<String> known) {
    String near = didYouMean(word, known);
    return (near.isEmpty() ? "." : near) + " Known: " + String.join(", ", known);
  }

  /** What is said about a word that is none of those known. */
  public static String unknownWord(String noun, String word, Collection<String> known) {
    return "unknown " + noun + " " + QuotedText.quote(word) + didYouMeanOf(word, known);
  }

  /** What is said about a key that is none of those known. */
  public static String unknownKey(String key, Collection<String> known) {
    String fault = "unknown key " + QuotedText.quote(key);
    if (key.matches("[0-9]+")) {
      return fault + ": write a decimal point, not a comma";
    }
    int colon = key.indexOf(':');
    if (colon > 0 && known.contains(key.substring(0, colon))) {
      return fault + ": write a space after the colon";
    }
    List<String> words = known.stream().filter(word -> !word.startsWith("$")).toList();
    return nearest(key, words).isPresent()
        ? fault + didYouMean(key, words)
        : fault + didYouMeanOf(key, words);
  }

  private static int distance(String given, String candidate) {
    if (given.equals(candidate)) {
      return 0;
    }
    if (given.equals(initials(candidate)) || (given.length() > 2 && candidate.startsWith(given))) {
      return 1;
    }
    return new DamerauLevenshteinDistance().apply(given, candidate);
  }

  /** Short words are changed into others by few letters. */
  private static int tolerance(String word) {
    return word.length() <= 4 ? 1 : word.length() <= 8 ? 2 : 3;
  }

  /** {@code lr} for {@code learning_rate}. */
  private static String initials(String word) {
    return word.contains("_")
        ? Arrays.stream(word.split("_"))
            .filter(part -> !part.isEmpty())
            .map(part -> part.substring(0, 1))
            .collect(Collectors.joining())
        : word;
  }

  private static String normal(String word) {
    return word.toLowerCase(Locale.ROOT).replace('-', '_').replace(' ', '_');
  }
}
