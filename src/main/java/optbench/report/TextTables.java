package optbench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import optbench.text.Block;
import optbench.text.Block.Style;
import optbench.text.OneLine;
import optbench.text.Screen;
import org.apache.commons.text.WordUtils;

/** Tables for a terminal. */
final class TextTables {

  private final Screen screen;

  TextTables(Screen screen) {
    this.screen = screen;
  }

  /** One below the other. */
  Block of(List<Sheet> sheets) {
    List<Block> parts = new ArrayList<>();
    for (Sheet sheet : sheets) {
      if (!parts.isEmpty()) {
        parts.add(Block.of(""));
      }
      parts.add(of(sheet));
    }
    return Block.join(parts);
  }

  Block of(Sheet sheet) {
    List<Block> parts = new ArrayList<>();
    parts.add(paragraph(Style.BOLD, sheet.title() + ": " + sheet.conditions()));
    if (!sheet.notice().isEmpty()) {
      parts.add(paragraph(Style.WARNING, "Mind the data: " + sheet.notice()));
    }
    sheet.warnings().forEach(w -> parts.add(paragraph(Style.WARNING, "Warning: " + w + ".")));
    parts.add(Block.of(""));
    List<String> lines = table(sheet);
    parts.add(painted(Style.FAINT, lines.get(0)));
    for (int i = 0; i < sheet.rows().size(); i++) {
      parts.add(row(sheet.rows().get(i).mark(), lines.get(i + 1)));
    }
    parts.add(Block.of(""));
    sheet.notes().forEach(n -> parts.add(paragraph(Style.FAINT, n)));
    return Block.join(parts);
  }

  private List<String> table(Sheet sheet) {
    List<Integer> shown =
        IntStream.range(0, sheet.columns().size())
            .filter(i -> !sheet.columns().get(i).wide())
            .boxed()
            .toList();
    TextColumns table = new TextColumns();
    table.column("", false, screen.widestCell());
    for (int i : shown) {
      Sheet.Column column = sheet.columns().get(i);
      table.column(column.head(), column.number(), screen.widestCell());
    }
    for (Sheet.Row row : sheet.rows()) {
      List<String> cells = new ArrayList<>();
      cells.add(row.mark().symbol());
      shown.forEach(i -> cells.add(OneLine.value(row.cells().get(i))));
      table.row(cells);
    }
    return table.lines();
  }

  private Block paragraph(Style style, String text) {
    return painted(style, WordUtils.wrap(OneLine.of(text), screen.width(), "\n", false));
  }

  private Block painted(Style style, String text) {
    List<String> lines = text.lines().toList();
    return screen.color() ? Block.styled(style, lines) : Block.of(lines);
  }

  private Block row(Sheet.Mark mark, String line) {
    return switch (mark) {
      case BEST -> painted(Style.BEST, line);
      case GROUP, HOLDS -> painted(Style.GOOD, line);
      case DIVERGED, REVERSED -> painted(Style.BAD, line);
      case NONE, OPEN, LEFT_OUT -> Block.of(line);
    };
  }
}
