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
  Block of(List<ReportTable> tables) {
    List<Block> parts = new ArrayList<>();
    for (ReportTable reportTable : tables) {
      if (!parts.isEmpty()) {
        parts.add(Block.of(""));
      }
      parts.add(of(reportTable));
    }
    return Block.join(parts);
  }

  Block of(ReportTable reportTable) {
    List<Block> parts = new ArrayList<>();
    parts.add(paragraph(Style.BOLD, reportTable.title() + ": " + reportTable.conditions()));
    if (!reportTable.notice().isEmpty()) {
      parts.add(paragraph(Style.WARNING, "Mind the data: " + reportTable.notice()));
    }
    reportTable.warnings().forEach(w -> parts.add(paragraph(Style.WARNING, "Warning: " + w + ".")));
    parts.add(Block.of(""));
    List<String> lines = table(reportTable);
    parts.add(painted(Style.FAINT, lines.get(0)));
    for (int i = 0; i < reportTable.rows().size(); i++) {
      parts.add(row(reportTable.rows().get(i).mark(), lines.get(i + 1)));
    }
    parts.add(Block.of(""));
    reportTable.notes().forEach(n -> parts.add(paragraph(Style.FAINT, n)));
    return Block.join(parts);
  }

  private List<String> table(ReportTable reportTable) {
    List<Integer> shown =
        IntStream.range(0, reportTable.columns().size())
            .filter(i -> !reportTable.columns().get(i).wide())
            .boxed()
            .toList();
    TextColumns table = new TextColumns();
    table.column("", false, screen.widestCell());
    for (int i : shown) {
      ReportTable.Column column = reportTable.columns().get(i);
      table.column(column.head(), column.number(), screen.widestCell());
    }
    for (ReportTable.Row row : reportTable.rows()) {
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

  private Block row(ReportTable.Mark mark, String line) {
    return switch (mark) {
      case BEST -> painted(Style.BEST, line);
      case GROUP, HOLDS -> painted(Style.GOOD, line);
      case DIVERGED, REVERSED -> painted(Style.BAD, line);
      case NONE, OPEN, LEFT_OUT -> Block.of(line);
    };
  }
}
