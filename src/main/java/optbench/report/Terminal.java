package optbench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.text.WordUtils;

/** Tables for a terminal of 80 columns. */
final class Terminal {
  private static final int WIDTH = 80;
  private static final int WIDEST_TEXT = 20;
  private static final String RESET = "\u001b[0m";
  private static final String BOLD = "\u001b[1m";
  private static final String FAINT = "\u001b[2m";
  private static final String WARNING = "\u001b[33m";

  private final boolean color;

  Terminal(boolean color) {
    this.color = color;
  }

  String of(Sheet sheet) {
    StringBuilder text = new StringBuilder();
    text.append(paragraph(BOLD, sheet.title() + ": " + sheet.conditions()));
    if (!sheet.notice().isEmpty()) {
      text.append(paragraph(WARNING, "Mind the data: " + sheet.notice()));
    }
    sheet.warnings().forEach(w -> text.append(paragraph(WARNING, "Warning: " + w + ".")));
    text.append("\n");
    List<String> lines = table(sheet);
    text.append(painted(FAINT, lines.get(0)));
    IntStream.range(0, sheet.rows().size())
        .forEach(i -> text.append(painted(style(sheet.rows().get(i).mark()), lines.get(i + 1))));
    text.append("\n");
    sheet.notes().forEach(n -> text.append(paragraph(FAINT, n)));
    return text.toString();
  }

  private static List<String> table(Sheet sheet) {
    List<Integer> shown =
        IntStream.range(0, sheet.columns().size())
            .filter(i -> !sheet.columns().get(i).wide())
            .boxed()
            .toList();
    TextColumns table = new TextColumns();
    table.column("", false, WIDEST_TEXT);
    for (int i : shown) {
      Sheet.Column column = sheet.columns().get(i);
      table.column(column.head(), column.number(), WIDEST_TEXT);
    }
    for (Sheet.Row row : sheet.rows()) {
      List<String> cells = new ArrayList<>();
      cells.add(row.mark().symbol());
      shown.forEach(i -> cells.add(row.cells().get(i)));
      table.row(cells);
    }
    return table.lines();
  }

  private String paragraph(String style, String text) {
    StringBuilder lines = new StringBuilder();
    WordUtils.wrap(text, WIDTH, "\n", false)
        .lines()
        .forEach(line -> lines.append(painted(style, line)));
    return lines.toString();
  }

  private String painted(String style, String line) {
    return color && !style.isEmpty() && !line.isEmpty() ? style + line + RESET + "\n" : line + "\n";
  }

  private static String style(Sheet.Mark mark) {
    return switch (mark) {
      case BEST -> "\u001b[1;32m";
      case GROUP, HOLDS -> "\u001b[32m";
      case DIVERGED, REVERSED -> "\u001b[31m";
      case NONE, OPEN, LEFT_OUT -> "";
    };
  }
}
