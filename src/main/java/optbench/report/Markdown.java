package optbench.report;

import java.util.List;
import java.util.stream.Collectors;

/** Tables in GitHub's flavour of Markdown. */
final class Markdown {
  private Markdown() {}

  static String of(Sheet sheet) {
    StringBuilder text = new StringBuilder();
    text.append("### ").append(escape(sheet.title())).append("\n\n");
    text.append(escape(sheet.conditions())).append("\n\n");
    if (!sheet.notice().isEmpty()) {
      text.append("> **Mind the data:** ").append(escape(sheet.notice())).append("\n\n");
    }
    sheet.warnings().forEach(w -> text.append("> **Warning:** ").append(escape(w)).append(".\n\n"));
    text.append(row("", sheet.columns().stream().map(Sheet.Column::head).toList()));
    text.append(
        sheet.columns().stream()
            .map(c -> c.number() ? " ---: |" : " :--- |")
            .collect(Collectors.joining("", "| :---: |", "\n")));
    sheet.rows().forEach(r -> text.append(row(r.mark().symbol(), r.cells())));
    if (!sheet.notes().isEmpty()) {
      text.append("\n");
      sheet.notes().forEach(n -> text.append("- ").append(escape(n)).append("\n"));
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

  /** Labels and reasons come from users and may hold anything. */
  static String escape(String text) {
    return text.replaceAll("([\\\\`*_{}\\[\\]<>|~#])", "\\\\$1").replaceAll("\\s+", " ").strip();
  }
}
