package optbench.table;

import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import optbench.text.OneLine;

/** Tables in GitHub's flavour of Markdown. */
public final class Markdown {
  /** Control characters, and those that turn the direction of writing. */
  private static final Pattern UNSEEN =
      Pattern.compile("[\\p{Cc}\\u061c\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069]");

  private Markdown() {}

  /** A table with its caption, marks in a column of their own. */
  public static String of(Table table) {
    Caption caption = table.caption();
    StringBuilder text = new StringBuilder();
    text.append("### ").append(escape(caption.title())).append("\n\n");
    text.append(escape(caption.conditions())).append("\n\n");
    if (!caption.notice().isEmpty()) {
      text.append("> **Mind the data:** ").append(escape(caption.notice())).append("\n\n");
    }
    caption
        .warnings()
        .forEach(w -> text.append("> **Warning:** ").append(escape(w)).append(".\n\n"));
    text.append(row(Stream.concat(Stream.of(""), table.titles().stream()), Markdown::escape));
    text.append("| :---: ").append(alignment(table));
    for (Table.Row row : table.rows()) {
      Stream<String> cells = row.cells().stream().map(Cell::text);
      text.append(row(Stream.concat(Stream.of(row.mark().symbol()), cells), Markdown::escape));
    }
    if (!caption.notes().isEmpty()) {
      text.append("\n");
      caption.notes().forEach(n -> text.append("- ").append(escape(n)).append("\n"));
    }
    return text.toString();
  }

  /** Rows alone, for a comment or a summary: see {@link #inComment}. */
  public static String plain(Table table) {
    return row(table.titles().stream(), Markdown::inComment)
        + alignment(table)
        + table.rows().stream()
            .map(r -> row(r.cells().stream().map(Cell::text), Markdown::inComment))
            .collect(Collectors.joining());
  }

  private static String alignment(Table table) {
    return table.columns().stream()
        .map(c -> c.number() ? " ---: |" : " :--- |")
        .collect(Collectors.joining("", "|", "\n"));
  }

  private static String row(Stream<String> cells, UnaryOperator<String> escape) {
    return cells
        .map(c -> c.isEmpty() ? " |" : " " + escape.apply(c) + " |")
        .collect(Collectors.joining("", "|", "\n"));
  }

  /**
   * Labels and reasons come from users and may hold anything. Dollars would begin a formula, an
   * ampersand a character's name; what turns the direction of writing is shown as its code point,
   * for it would turn the rest of the row.
   */
  public static String escape(String text) {
    String escaped =
        text.replaceAll("[\\s\\u0085\\u2028\\u2029]+", " ")
            .strip()
            .replaceAll("([\\\\`*_{}\\[\\]<>|~#$&])", "\\\\$1");
    return UNSEEN
        .matcher(escaped)
        .replaceAll(m -> String.format(Locale.ROOT, "U+%04X", m.group().codePointAt(0)));
  }

  /**
   * For what GitHub shows to a project's members, where a mention would notify and a bare address
   * become a link: no label becomes a tag, a link, a mention or another cell.
   */
  public static String inComment(String text) {
    return OneLine.of(text)
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replaceAll("([\\\\`*_{}\\[\\]()|~#!])", "\\\\$1")
        .replace("@", "&#64;")
        // GitHub makes links of bare addresses as well.
        .replace("://", "&#58;//")
        .replaceAll("(?i)www\\.", "www&#46;");
  }
}
