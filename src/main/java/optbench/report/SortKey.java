package optbench.report;

import java.util.Locale;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The number that a cell of a table for people is sorted by. */
final class SortKey {
  /** Puts what was not reached behind all that was, as the tables do. */
  private static final double BEYOND = 1e12;

  private static final Pattern NUMBER =
      Pattern.compile(
          "(?<relation>[<>] )?(?<number>[-−]?\\d[\\d,]*(?:\\.\\d+)?)(?: (?<unit>B|KiB|MiB|GiB|TiB)\\b)?.*",
          Pattern.DOTALL);

  private SortKey() {}

  /** Of a cell that starts with a number, such as {@code 97.62 ± 0.11} or {@code 398 KiB}. */
  static OptionalDouble of(String cell) {
    Matcher matcher = NUMBER.matcher(cell);
    if (!matcher.matches()) {
      return OptionalDouble.empty();
    }
    double number =
        Double.parseDouble(matcher.group("number").replace('−', '-').replace(",", ""))
            * bytes(matcher.group("unit"));
    String relation = matcher.group("relation");
    if (relation == null) {
      return OptionalDouble.of(number);
    }
    return OptionalDouble.of(relation.startsWith(">") ? number + BEYOND : Math.nextDown(number));
  }

  private static double bytes(String unit) {
    if (unit == null) {
      return 1;
    }
    return switch (unit.toUpperCase(Locale.ROOT)) {
      case "KIB" -> 0x1p10;
      case "MIB" -> 0x1p20;
      case "GIB" -> 0x1p30;
      case "TIB" -> 0x1p40;
      default -> 1;
    };
  }
}
