package optbench.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.ToIntFunction;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import optbench.store.CsvText;
import optbench.text.Block;
import optbench.text.NumberText;
import optbench.text.Screen;
import org.assertj.core.api.InstanceOfAssertFactories;

/** One table, and all that shows it. */
class TableTest {
  private record Runner(String name, OptionalDouble seconds, double points) {}

  private static final List<Column<Runner>> COLUMNS =
      List.of(
          Column.text("runner", "who", Runner::name),
          Column.<Runner>number(
                  "seconds",
                  "time",
                  r -> Cell.rounded(r.seconds(), NumberText::brief, "did not start"))
              .in("s"),
          Column.<Runner>number(
              "points", r -> Cell.rounded(r.points(), NumberText.points(r.points()))));

  private static final Table TABLE =
      Table.of(
          new Caption("Race", "one lap", "Wet."),
          COLUMNS,
          List.of(
              new Runner("a|b", OptionalDouble.of(59.987654321), -0.0051),
              new Runner("c & d", OptionalDouble.empty(), 0.0012)),
          r -> r.points() > 0 ? Mark.BEST : Mark.NONE);

  @Example
  void programsGetValuesAndPeopleTexts() {
    assertThat(TABLE.keys()).containsExactly("runner", "seconds", "points");
    assertThat(TABLE.titles()).containsExactly("who", "time, s", "points");
    assertThat(TableValues.of(TABLE))
        .containsExactly(
            List.of("a|b", new BigDecimal("59.9877"), new BigDecimal("-0.0051")),
            List.of("c & d", "", new BigDecimal("0.0012")));
    assertThat(TABLE.rows().get(1).cells())
        .extracting(Cell::text)
        .containsExactly("c & d", "–", "+0.12");
  }

  @Example
  void markdownShowsCaptionAndMarks() {
    assertThat(Markdown.of(TABLE))
        .isEqualTo(
            """
            ### Race

            one lap

            | | who | time, s | points |
            | :---: | :--- | ---: | ---: |
            | | a\\|b | 60.0 | −0.51 |
            | ★ | c \\& d | – | +0.12 |

            - Wet.
            """);
    assertThat(Markdown.plain(TABLE)).endsWith("| c &amp; d | – | +0.12 |\n");
  }

  @Example
  void latexShowsThemLikewise() {
    assertThat(Latex.of(TABLE, "race"))
        .contains(
            "\\caption{Race: one lap.}",
            "\\begin{tabular}{clrr}",
            "     & who & time, s & points \\\\\n",
            "     & a\\textbar{}b & 60.0 & $-$0.51 \\\\\n",
            "    $\\star$ & c \\& d & --{} & +0.12 \\\\\n");
  }

  @Example
  void terminalsShowThemInColumns() {
    assertThat(TerminalTable.of(TABLE, new Screen(false, 80, 20)).toString())
        .isEqualTo(
            """
            Race: one lap

                who    time, s  points
                a|b       60.0   −0.51
             ★  c & d        –   +0.12

            Wet.""");
  }

  /** The last columns go first; what even two have no room for stands below each other. */
  @Example
  void narrowTerminalsGetFewerColumnsOrStackedRows() {
    assertThat(on(24))
        .isEqualTo(
            """
            Race: one lap

                who    time, s
                a|b       60.0
             ★  c & d        –
            No room here for:
            points.

            Wet.""");
    assertThat(on(17))
        .isEqualTo(
            """
            Race: one lap

                a|b
                time, s
                    60.0
                points
                    −0.51
             ★  c & d
                time, s
                    –
                points
                    +0.12

            Wet.""");
    assertThat(on(40)).contains("time, s  points\n").doesNotContain("No room");
  }

  /** Columns that are alike follow below where they have no room: none is left out. */
  @Example
  void alikeColumnsStandBelowEachOther() {
    Table alike = TABLE.ofAlike();

    assertThat(TerminalTable.of(alike, new Screen(false, 24, 20, OptionalInt.of(24))).toString())
        .isEqualTo(
            """
            Race: one lap

                who    time, s
                a|b       60.0
             ★  c & d        –

                who    points
                a|b     −0.51
             ★  c & d   +0.12

            Wet.""");
    for (int columns : List.of(17, 40)) {
      assertThat(
              TerminalTable.of(alike, new Screen(false, columns, 20, OptionalInt.of(columns)))
                  .toString())
          .isEqualTo(on(columns));
    }
  }

  private static String on(int columns) {
    return TerminalTable.of(TABLE, new Screen(false, columns, 20, OptionalInt.of(columns)))
        .toString();
  }

  /** A column for wide screens is shown where all fit, and missed by nobody elsewhere. */
  @Example
  void wideScreensGetAllColumns() {
    List<Column<Runner>> columns = new ArrayList<>(COLUMNS);
    columns.set(2, COLUMNS.get(2).wideOnly());
    Table table =
        Table.of(TABLE.caption(), columns, List.of(new Runner("a", OptionalDouble.of(1), 2)));

    assertThat(TerminalTable.of(table, new Screen(false, 80, 20)).toString())
        .doesNotContain("points");
    assertThat(TerminalTable.of(table, new Screen(false, 80, 20, OptionalInt.of(80))).toString())
        .contains("points");
    assertThat(TerminalTable.of(table, new Screen(false, 20, 20, OptionalInt.of(20))).toString())
        .doesNotContain("points")
        .doesNotContain("No room");
  }

  /** The last column is read under its row where it would be a ribbon beside it. */
  @Example
  void wordsThatHaveNoRoomBesideGoBelow() {
    Table table =
        Table.of(
            List.of(
                Column.text("a long name for a column", Runner::name),
                Column.text("words", r -> "words that go on and on, for longer than a line")),
            List.of(new Runner("a", OptionalDouble.of(1), 2)));

    assertThat(TerminalTable.plain(table, 40, "").toString())
        .isEqualTo(
            """
            a long name for a column
                words
            a
                words that go on and on, for longer
                than a line""");
    assertThat(TerminalTable.plain(table, 80, "  ").toString())
        .contains("  a                         words that");
  }

  @Example
  void pagesSortByValuesAndSayWhyThereIsNone() {
    assertThat(HtmlTable.tree("race", TABLE, mark -> mark == Mark.BEST ? "best" : "").get("rows"))
        .asInstanceOf(InstanceOfAssertFactories.LIST)
        .element(1)
        .extracting("cells")
        .asInstanceOf(InstanceOfAssertFactories.LIST)
        .containsExactly(
            Map.of(
                "text",
                "c & d",
                "number",
                false,
                "mark",
                Map.of("name", "best", "symbol", "★", "words", "best")),
            Map.of("text", "–", "number", true, "reason", "did not start"),
            Map.of("text", "+0.12", "number", true, "key", "0.0012"));
  }

  /** However a number is written: with its unit, its sign, or as a bound. */
  @Example
  void whatIsSortedByIsTheValue() {
    List<Cell> rising =
        List.of(
            Cell.rounded(-0.0029, NumberText.points(-0.0029)),
            Cell.rounded(1e-7, NumberText.p(1e-7)),
            Cell.rounded(0.0001, NumberText.p(0.0001)),
            Cell.of(1_000_000, NumberText.bytes(1_000_000)),
            Cell.of(2_000_000, NumberText.bytes(2_000_000)),
            new Cell.MoreThan(2345, "> 2345"),
            new Cell.MoreThan(2400, "> 2400"));

    assertThat(rising)
        .extracting(c -> c.sortKey().orElseThrow())
        .isSorted()
        .doesNotHaveDuplicates();
    assertThat(
            List.of(Cell.of("12"), Cell.missing("none"), Cell.nothing(), Cell.rounded(Double.NaN)))
        .allSatisfy(cell -> assertThat(cell.sortKey()).isEmpty());
  }

  /** Whatever texts hold, another program reads them and the numbers beside them. */
  @Property
  void csvReadsBackAsTheValues(
      @ForAll @Size(min = 1, max = 6) List<String> texts, @ForAll double number)
      throws IOException {
    Table table =
        Table.of(
            List.of(
                Column.<String>text("text", t -> t),
                Column.number("number", t -> Cell.of(number)),
                Column.number("rounded", t -> Cell.rounded(number))),
            texts);

    List<String[]> read =
        new CsvMapper()
            .readerFor(String[].class)
            .with(CsvParser.Feature.WRAP_AS_ARRAY)
            .<String[]>readValues(CsvText.of(table))
            .readAll();

    assertThat(read.get(0)).containsExactly("text", "number", "rounded");
    for (int i = 0; i < texts.size(); i++) {
      // An apostrophe keeps spreadsheets from taking text for a formula.
      assertThat(read.get(i + 1)[0]).isIn(texts.get(i), "'" + texts.get(i));
      assertThat(Double.parseDouble(read.get(i + 1)[1])).isEqualTo(number);
      assertThat(Double.parseDouble(read.get(i + 1)[2]))
          .isCloseTo(number, org.assertj.core.data.Percentage.withPercentage(1e-3));
    }
  }

  /** No text adds a cell or a row. */
  @Property
  void everyRowHasItsCells(@ForAll @Size(min = 1, max = 6) List<String> texts) {
    Table table =
        Table.of(
            new Caption("T", "c"),
            List.of(Column.<String>text("a", t -> t), Column.text("b", t -> t)),
            texts);

    assertThat(cells(Markdown.of(table), "|", "\\|")).hasSize(texts.size() + 2).containsOnly(4);
    assertThat(cells(Markdown.plain(table), "|", "\\|")).hasSize(texts.size() + 2).containsOnly(3);
    assertThat(Latex.of(table, "t").lines().filter(line -> line.endsWith(" \\\\")))
        .hasSize(texts.size() + 1)
        .extracting(line -> count(line.replace("\\&", ""), "&"))
        .containsOnly(1);
    assertThat(TerminalTable.plain(table, Integer.MAX_VALUE, "").toString().split("\n", -1))
        .hasSize(texts.size() + 1);
  }

  /** Of rows alone. */
  private static List<Integer> cells(String markdown, String bar, String escaped) {
    ToIntFunction<String> bars = line -> count(line.replace("\\\\", "").replace(escaped, ""), bar);
    return markdown.lines().filter(l -> l.startsWith(bar)).map(bars::applyAsInt).toList();
  }

  private static int count(String text, String part) {
    return (text.length() - text.replace(part, "").length()) / part.length();
  }

  /** A letter beyond the first 65,536 takes one place, as its neighbours do. */
  @Example
  void columnsAreAlignedByCharacters() {
    Table table =
        Table.of(
            List.of(
                Column.<List<String>>text("name", r -> r.get(0)),
                Column.text("text", r -> r.get(1))),
            List.of(List.of("𝛽₁𝛽₂", "x"), List.of("adam", "y")));

    assertThat(TerminalTable.plain(table, 80, "").toString())
        .isEqualTo("name  text\n𝛽₁𝛽₂  x\nadam  y");
    assertThat(
            TerminalTable.of(
                    Table.of(
                        new Caption("T", "c"),
                        List.of(Column.<String>text("name", n -> n)),
                        List.of("𝛽".repeat(30))),
                    new Screen(false, 80, 20))
                .toString())
        .contains("𝛽".repeat(19) + "…");
  }

  @Example
  void aLongLastColumnIsBrokenUnderItself() {
    List<Column<List<String>>> columns =
        List.of(
            Column.text("name", r -> r.get(0)),
            Column.number("n", r -> Cell.of(Integer.valueOf(r.get(1)))),
            Column.text("text", r -> r.get(2)));

    assertThat(
            TerminalTable.groups(
                    List.of(
                        new TerminalTable.Group(
                            Block.of(""),
                            Table.of(
                                columns,
                                List.of(
                                    List.of(
                                        "a", "10", "one two three four five six seven eight")))),
                        new TerminalTable.Group(
                            Block.of("Then"),
                            Table.of(columns, List.of(List.of("bcdef", "9", "short"))))),
                    40,
                    " ")
                .toString())
        .isEqualTo(
            """
             name    n  text
             a      10  one two three four five six
                        seven eight

            Then
             bcdef   9  short""");
  }

  @Example
  void aRowMustHaveAllCells() {
    List<Column<?>> columns = List.copyOf(COLUMNS);
    List<Table.Row> rows = List.of(new Table.Row(Mark.NONE, List.of(Cell.of("alone"))));

    assertThatThrownBy(() -> new Table(Caption.NONE, columns, rows, false))
        .hasMessage("a row must have 3 cells but had 1");
  }
}
