package optbench.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Changes text and bytes without heed of what they mean. */
final class Texts {
  private static final List<String> PIECES =
      List.of(
          "\t",
          "\u0000",
          "\u0001",
          "\ufeff",
          "&a ",
          "*a",
          "!!int ",
          "---\n",
          "...\n",
          "#",
          ": ",
          "- ",
          "? ",
          "|\n",
          ">-\n",
          "'",
          "\"",
          "[",
          "]",
          "{",
          "}",
          ",",
          "%YAML 9.9\n",
          "<<: ",
          "~",
          "\\",
          "\\u",
          "\u2028",
          "\u0085",
          "\r",
          "\r\n",
          "\u001b[2J",
          "@",
          "`",
          "/*",
          "//",
          ";",
          "0",
          "-",
          ".",
          "e");

  private static final String BOMB =
      """
      a: &a [x, x, x, x, x, x, x, x, x]
      b: &b [*a, *a, *a, *a, *a, *a, *a, *a]
      c: &c [*b, *b, *b, *b, *b, *b, *b, *b]
      d: &d [*c, *c, *c, *c, *c, *c, *c, *c]
      e: &e [*d, *d, *d, *d, *d, *d, *d, *d]
      f: &f [*e, *e, *e, *e, *e, *e, *e, *e]
      """;

  private Texts() {}

  /** As UTF-8, or as what editors make of it; with one to four changes. */
  static byte[] damaged(String text, Dice dice) {
    String changed = text;
    int changes = 1 + dice.below(4);
    for (int i = 0; i < changes; i++) {
      changed = change(changed, dice);
    }
    return switch (dice.below(30)) {
      case 0 -> changed.getBytes(StandardCharsets.UTF_16);
      case 1 -> changed.getBytes(StandardCharsets.UTF_16LE);
      case 2 -> changed.getBytes(StandardCharsets.ISO_8859_1);
      case 3 -> ("\ufeff" + changed).getBytes(StandardCharsets.UTF_8);
      case 4, 5, 6 -> damaged(changed.getBytes(StandardCharsets.UTF_8), dice);
      default -> changed.getBytes(StandardCharsets.UTF_8);
    };
  }

  private static String change(String text, Dice dice) {
    int at = dice.below(text.length() + 1);
    int end = Math.min(text.length(), at + 1 + dice.below(12));
    return switch (dice.below(14)) {
      case 0 -> text.substring(0, at);
      case 1 -> text.substring(0, at) + text.substring(end);
      case 2 -> text.substring(0, end) + text.substring(at);
      case 3, 4, 5 -> text.substring(0, at) + dice.pick(PIECES) + text.substring(at);
      case 6 -> text.substring(0, at) + dice.pick(Hostile.TEXTS) + text.substring(end);
      case 7, 8, 9, 10 -> lines(text, dice);
      case 11 -> dice.oneIn(4) ? BOMB + text : text.replace("  ", "\t");
      case 12 ->
          dice.oneIn(4) ? text.substring(0, at) + "[".repeat(2_000) : text.replace("\n", "\r\n");
      default -> numbers(text, dice);
    };
  }

  private static String lines(String text, Dice dice) {
    List<String> lines = new ArrayList<>(Arrays.asList(text.split("\n", -1)));
    int at = dice.below(lines.size());
    int other = dice.below(lines.size());
    switch (dice.below(5)) {
      case 0 -> lines.remove(at);
      case 1 -> lines.add(other, lines.get(at));
      case 2 -> lines.set(at, lines.set(other, lines.get(at)));
      case 3 -> lines.set(at, " " + lines.get(at));
      default -> lines.set(at, lines.get(at).strip());
    }
    return String.join("\n", lines);
  }

  private static String numbers(String text, Dice dice) {
    String number = dice.pick(Hostile.NUMBERS).asText();
    int nth = dice.below(8);
    int[] seen = {0};
    return java.util.regex.Pattern.compile("[0-9][0-9.e+-]*")
        .matcher(text)
        .replaceAll(found -> seen[0]++ == nth ? number : found.group());
  }

  /** With one to four changes of bytes. */
  static byte[] damaged(byte[] bytes, Dice dice) {
    byte[] changed = bytes.clone();
    int changes = 1 + dice.below(4);
    for (int i = 0; i < changes; i++) {
      changed = change(changed, dice);
    }
    return changed;
  }

  private static byte[] change(byte[] bytes, Dice dice) {
    int at = dice.below(bytes.length + 1);
    int end = Math.min(bytes.length, at + 1 + dice.below(16));
    return switch (dice.below(6)) {
      case 0 -> Arrays.copyOf(bytes, at);
      case 1 -> join(Arrays.copyOf(bytes, at), Arrays.copyOfRange(bytes, end, bytes.length));
      case 2 -> join(Arrays.copyOf(bytes, end), Arrays.copyOfRange(bytes, at, bytes.length));
      case 3 -> join(bytes, new byte[1 + dice.below(20)]);
      case 4 -> filled(bytes, at, end, dice.anyByte());
      default -> at < bytes.length ? flipped(bytes, at, dice.below(8)) : bytes;
    };
  }

  private static byte[] filled(byte[] bytes, int from, int to, byte value) {
    byte[] copy = bytes.clone();
    Arrays.fill(copy, from, to, value);
    return copy;
  }

  private static byte[] flipped(byte[] bytes, int at, int bit) {
    byte[] copy = bytes.clone();
    copy[at] ^= (byte) (1 << bit);
    return copy;
  }

  static byte[] join(byte[] first, byte[] second) {
    byte[] joined = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, joined, first.length, second.length);
    return joined;
  }
}
