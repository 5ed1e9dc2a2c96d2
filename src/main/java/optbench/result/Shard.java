package optbench.result;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which part of a divided experiment a run is.
 *
 * @param numbers of the parts that are there, counted from 1, rising; more than one after some of
 *     them were merged
 * @param count how many parts the experiment was divided into
 */
public record Shard(List<Integer> numbers, int count) {
  private static final Pattern TEXT = Pattern.compile("([1-9][0-9]{0,5})/([1-9][0-9]{0,5})");

  public Shard {
    numbers = numbers.stream().distinct().sorted().toList();
    if (numbers.isEmpty() || numbers.get(0) < 1 || numbers.get(numbers.size() - 1) > count) {
      throw new IllegalArgumentException(
          "must be parts from 1 to " + count + " but were " + numbers);
    }
  }

  /**
   * Reads such as {@code 2/4}, the second of four parts.
   *
   * @throws IllegalArgumentException if it is no such thing
   */
  public static Shard parse(String text) {
    Matcher parts = TEXT.matcher(text);
    if (!parts.matches() || Integer.parseInt(parts.group(1)) > Integer.parseInt(parts.group(2))) {
      throw new IllegalArgumentException(
          "must be K/N with K from 1 to N, such as 2/4 for the second of four parts, but was '"
              + text
              + "'");
    }
    return new Shard(List.of(Integer.parseInt(parts.group(1))), Integer.parseInt(parts.group(2)));
  }

  /** Both, of the same division. */
  public Shard and(Shard other) {
    if (count != other.count) {
      throw new IllegalArgumentException(
          "must be of " + count + " parts but was of " + other.count);
    }
    return new Shard(Stream.concat(numbers.stream(), other.numbers.stream()).toList(), count);
  }

  /** Whether no part is missing. */
  public boolean complete() {
    return numbers.size() == count;
  }

  /** Such as {@code shard 2 of 4} or {@code shards 1, 3 of 4}. */
  public String text() {
    return (numbers.size() == 1 ? "shard " : "shards ")
        + numbers.stream().map(String::valueOf).collect(Collectors.joining(", "))
        + " of "
        + count;
  }
}
