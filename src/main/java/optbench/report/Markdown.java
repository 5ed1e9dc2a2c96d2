package optbench.report;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Tables in GitHub's flavour of Markdown. */
final class Markdown {
  /** Control characters, and those that turn the direction of writing. */
  private static final Pattern UNSEEN =
      Pattern.compile("[\\p{Cc}\\u061c\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069]");

  private Markdown() {}

  static String of(ReportTable table) {
    StringBuilder text = new StringBuilder();
    text.append("### ").append(escape(table.title())).append("\n\n");
    text.append(escape(table.conditions())).append("\n\n");
    if (!table.notice().isEmpty()) {
      text.append("> **Mind the data:** ").append(escape(table.notice())).append("\n\n");
    }
    table.warnings().forEach(w -> text.append("> **Warning:** ").append(escape(w)).append(".\n\n"));
    text.append(row("", table.columns().stream().map(ReportTable.Column::head).toList()));
    text.append(
        table.columns().stream()
            .map(c -> c.number() ? " ---: |" : " :--- |")
            .collect(Collectors.joining("", "| :---: |", "\n")));
    table.rows().forEach(r -> text.append(row(r.mark().symbol(), r.cells())));
    if (!table.notes().isEmpty()) {
      text.append("\n");
      table.notes().forEach(n -> text.append("- ").append(escape(n)).append("\n"));
    }
    return text.toString();
  }

  /** A paragraph and a list. */
  static String list(String title, String paragraph, List<String> items) {
    return "### "
        + escape(title)
        + "\n\n"
        + escape(paragraph)
        + "\n\n"
        + items.stream().map(i -> "- " + escape(i) + "\n").collect(Collectors.joining());
  }

  private static String row(String mark, List<String> cells) {
    return cells.stream()
        .map(c -> c.isEmpty() ? " |" : " " + escape(c) + " |")
        .collect(Collectors.joining("", mark.isEmpty() ? "| |" : "| " + mark + " |", "\n"));
  }

  /**
   * Labels and reasons come from users and may hold anything. Dollars would begin a formula, an
   * ampersand a character's name; what turns the direction of writing is shown as its code point,
   * for it would turn the rest of the row.
   */
  static String escape(String text) {
    String escaped =
        text.replaceAll("[\\s\\u0085\\u2028\\u2029]+", " ")
            .strip()
            .replaceAll("([\\\\`*_{}\\[\\]<>|~#$&])", "\\\\$1");
    return UNSEEN
        .matcher(escaped)
        .replaceAll(m -> String.format(Locale.ROOT, "U+%04X", m.group().codePointAt(0)));
  }
}
