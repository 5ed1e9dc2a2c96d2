package optbench.table;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import optbench.text.Block;
import optbench.text.Block.Style;
import optbench.text.OneLine;
import optbench.text.Prose;
import optbench.text.Screen;

/** Tables for a terminal. */
public final class TerminalTable {
  /** With fewer columns, a table is no table. */
  private static final int FEWEST = 2;

  private TerminalTable() {}

  /** A table with its caption, and more of them below it. */
  public static Block of(List<Table> tables, Screen screen) {
    List<Block> parts = new ArrayList<>();
    for (Table table : tables) {
      if (!parts.isEmpty()) {
        parts.add(Block.of(""));
      }
      parts.add(of(table, screen));
    }
    return Block.join(parts);
  }

  /** A table with its caption; wide columns are left out, long cells cut. */
  public static Block of(Table table, Screen screen) {
    Caption caption = table.caption();
    List<Block> parts = new ArrayList<>();
    parts.add(paragraph(Style.BOLD, caption.title() + ": " + caption.conditions(), screen));
    if (!caption.notice().isEmpty()) {
      parts.add(paragraph(Style.WARNING, "Mind the data: " + caption.notice(), screen));
    }
    caption
        .warnings()
        .forEach(w -> parts.add(paragraph(Style.WARNING, "Warning: " + w + ".", screen)));
    parts.add(Block.of(""));
    List<Integer> shown = shown(table, screen);
    if (!fits(table, shown, screen) || (table.alike() && !fitsInParts(table, screen))) {
      table.rows().forEach(row -> parts.add(stacked(table, row, screen)));
    } else if (table.alike()) {
      parts.addAll(inParts(table, screen));
    } else {
      parts.add(grid(table, shown, screen));
      leftOut(table, shown).ifPresent(t -> parts.add(paragraph(Style.FAINT, t, screen)));
    }
    parts.add(Block.of(""));
    caption.notes().forEach(n -> parts.add(paragraph(Style.FAINT, n, screen)));
    return Block.join(parts);
  }

  private static Block grid(Table table, List<Integer> shown, Screen screen) {
    List<List<String>> lines = marked(table, shown, screen);
    List<Block> parts = new ArrayList<>(List.of(painted(Style.FAINT, lines.get(0), screen)));
    for (int i = 0; i < table.rows().size(); i++) {
      parts.add(row(table.rows().get(i).mark(), lines.get(i + 1), screen));
    }
    return Block.join(parts);
  }

  /** Whether each column has room beside the first. */
  private static boolean fitsInParts(Table table, Screen screen) {
    List<Integer> usual = usual(table);
    return usual.stream().skip(1).allMatch(i -> fits(table, List.of(usual.get(0), i), screen));
  }

  /** The columns that there is no room for below the others, beside the first again. */
  private static List<Block> inParts(Table table, Screen screen) {
    List<Block> parts = new ArrayList<>();
    List<Integer> left = usual(table);
    int first = left.get(0);
    while (left.size() > 1) {
      List<Integer> shown = fitting(table, left, screen);
      if (!parts.isEmpty()) {
        parts.add(Block.of(""));
      }
      parts.add(grid(table, shown, screen));
      List<Integer> rest = new ArrayList<>(List.of(first));
      rest.addAll(left.subList(shown.size(), left.size()));
      left = rest;
    }
    return parts;
  }

  /**
   * The columns that there is room for: all of them, or those that are not for wide screens alone,
   * or the first of these.
   */
  private static List<Integer> shown(Table table, Screen screen) {
    List<Integer> all = IntStream.range(0, table.columns().size()).boxed().toList();
    if (screen.columns().isPresent() && fits(table, all, screen)) {
      return all;
    }
    return fitting(table, usual(table), screen);
  }

  /** The first of these columns. */
  private static List<Integer> fitting(Table table, List<Integer> columns, Screen screen) {
    List<Integer> some = columns;
    while (some.size() > FEWEST && !fits(table, some, screen)) {
      some = some.subList(0, some.size() - 1);
    }
    return some;
  }

  private static List<Integer> usual(Table table) {
    return IntStream.range(0, table.columns().size())
        .filter(i -> !table.columns().get(i).wide())
        .boxed()
        .toList();
  }

  private static boolean fits(Table table, List<Integer> shown, Screen screen) {
    return screen.columns().isEmpty()
        || marked(table, shown, screen).stream()
            .flatMap(List::stream)
            .allMatch(line -> Prose.width(line) <= screen.columns().getAsInt());
  }

  /** Which columns people would miss. */
  private static Optional<String> leftOut(Table table, List<Integer> shown) {
    String names =
        usual(table).stream()
            .filter(i -> !shown.contains(i))
            .map(i -> table.columns().get(i).title())
            .collect(Collectors.joining("; "));
    return names.isEmpty() ? Optional.empty() : Optional.of("No room here for: " + names + ".");
  }

  /** A row as lines: its first cell, and below it what each other column says. */
  private static Block stacked(Table table, Table.Row row, Screen screen) {
    List<Integer> usual = usual(table);
    List<List<String>> pairs =
        usual.subList(1, usual.size()).stream()
            .map(
                i ->
                    List.of(
                        table.columns().get(i).title(), OneLine.value(row.cells().get(i).text())))
            .toList();
    List<String> lines = new ArrayList<>();
    String mark = row.mark().symbol();
    lines.add(
        " "
            + (mark.isEmpty() ? " " : mark)
            + "  "
            + OneLine.value(row.cells().get(usual.get(0)).text()));
    new Grid("    ", screen.columns().orElseThrow(), Integer.MAX_VALUE, List.of(false, false))
        .lines(pairs)
        .forEach(lines::addAll);
    return row(row.mark(), lines, screen);
  }

  private static List<List<String>> marked(Table table, List<Integer> shown, Screen screen) {
    Function<List<String>, List<String>> row =
        texts -> shown.stream().map(i -> OneLine.value(texts.get(i))).toList();
    List<List<String>> cells = new ArrayList<>();
    cells.add(with("", row.apply(table.titles())));
    table.rows().forEach(r -> cells.add(with(r.mark().symbol(), row.apply(texts(r)))));
    List<Boolean> numbers = new ArrayList<>(List.of(false));
    shown.forEach(i -> numbers.add(table.columns().get(i).number()));
    return new Grid(" ", screen.columns().orElse(Integer.MAX_VALUE), screen.widestCell(), numbers)
        .lines(cells);
  }

  private static List<String> with(String first, List<String> others) {
    return Stream.concat(Stream.of(first), others.stream()).toList();
  }

  private static List<String> texts(Table.Row row) {
    return row.cells().stream().map(Cell::text).toList();
  }

  private static Block paragraph(Style style, String text, Screen screen) {
    return painted(style, Prose.wrap(OneLine.of(text), screen.width()), screen);
  }

  private static Block painted(Style style, List<String> lines, Screen screen) {
    return screen.color() ? Block.styled(style, lines) : Block.of(lines);
  }

  private static Block row(Mark mark, List<String> lines, Screen screen) {
    return switch (mark) {
      case BEST -> painted(Style.BEST, lines, screen);
      case EQUIVALENT, HOLDS -> painted(Style.GOOD, lines, screen);
      case DIVERGED, REVERSED -> painted(Style.BAD, lines, screen);
      case NONE, OPEN, LEFT_OUT -> Block.of(lines);
    };
  }

  /**
   * Rows alone, with a line of heads if there are any; the last column is broken into lines.
   *
   * @param width in characters
   * @param indent before every row
   */
  public static Block plain(Table table, int width, String indent) {
    return groups(List.of(new Group(Block.join(List.of()), table)), width, indent);
  }

  /** Rows under a title; groups that are shown together have the same columns. */
  public record Group(Block title, Table table) {}

  /** Groups of rows, a blank line between them. */
  public static Block groups(List<Group> groups, int width, String indent) {
    Table first = groups.get(0).table();
    List<List<String>> cells = new ArrayList<>();
    cells.add(first.titles());
    groups.stream()
        .flatMap(g -> g.table().rows().stream())
        .forEach(row -> cells.add(harmless(texts(row))));
    List<List<String>> lines =
        new Grid(
                indent,
                width,
                Integer.MAX_VALUE,
                first.columns().stream().map(Column::number).toList())
            .lines(cells);
    List<Block> parts = new ArrayList<>();
    if (!String.join("", first.titles()).isEmpty()) {
      parts.add(Block.of(lines.get(0)));
    }
    int next = 1;
    for (Group group : groups) {
      if (!group.title().toString().isEmpty()) {
        if (!parts.isEmpty()) {
          parts.add(Block.of(""));
        }
        parts.add(group.title());
      }
      for (int i = 0; i < group.table().rows().size(); i++) {
        parts.add(Block.of(lines.get(next)));
        next++;
      }
    }
    return Block.join(parts);
  }

  /** What is broken into lines may be a sentence, all else is a value. */
  private static List<String> harmless(List<String> cells) {
    int last = cells.size() - 1;
    return IntStream.rangeClosed(0, last)
        .mapToObj(i -> i < last ? OneLine.value(cells.get(i)) : OneLine.sentence(cells.get(i)))
        .toList();
  }
}
