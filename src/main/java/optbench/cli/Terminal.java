package optbench.cli;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Consumer;
import optbench.store.JsonText;
import optbench.text.Block;
import optbench.text.CleanOutput;
import optbench.text.OneLine;
import optbench.text.Prose;
import optbench.text.Screen;

/**
 * Where the command speaks. Results go to {@code out}; logs, progress and errors to {@code err}.
 *
 * @param outIsTerminal whether a person reads {@code out}, as the launcher found
 * @param color whether escape codes are welcome: a terminal, and no NO_COLOR
 * @param columns width of the terminal that is written to, as COLUMNS or else the launcher says,
 *     where it is known
 */
public record Terminal(
    CleanOutput out,
    CleanOutput err,
    boolean outIsTerminal,
    boolean errIsTerminal,
    boolean color,
    OptionalInt columns) {
  /** Longer lines of running text are hard to read, however wide the terminal. */
  private static final int WIDEST_TEXT = 100;

  /** Tables of results fit so many columns. */
  private static final int TABLES = 80;

  /** In a table that fits. */
  private static final int WIDEST_CELL = 20;

  /** Picocli's help takes no less. */
  private static final int NARROWEST = 55;

  /** As the launcher and the environment say. */
  public static Terminal of(PrintStream out, PrintStream err, Map<String, String> environment) {
    List<String> terminals = List.of(System.getProperty("optbench.terminal", "").split(","));
    boolean noColor =
        !environment.getOrDefault("NO_COLOR", "").isEmpty()
            || "dumb".equals(environment.get("TERM"));
    boolean outIsTerminal = terminals.contains("stdout");
    OptionalInt columns = columns(environment.getOrDefault("COLUMNS", ""));
    return new Terminal(
        out,
        err,
        outIsTerminal,
        terminals.contains("stderr"),
        outIsTerminal && !noColor,
        columns.isPresent() ? columns : columns(System.getProperty("optbench.columns", "")));
  }

  /** What the environment says comes before what the terminal does, as with other programs. */
  private static OptionalInt columns(String text) {
    return text.matches("[1-9][0-9]{0,4}")
        ? OptionalInt.of(Integer.parseInt(text))
        : OptionalInt.empty();
  }

  /** The same for a user who wants none. */
  Terminal withoutColor() {
    return new Terminal(out, err, outIsTerminal, errIsTerminal, false, columns);
  }

  /** Takes what is to be known beside the results, a line each. */
  Consumer<String> notes() {
    return this::note;
  }

  /** On streams that are made to be clean. */
  Terminal(
      PrintStream out,
      PrintStream err,
      boolean outIsTerminal,
      boolean errIsTerminal,
      boolean color,
      OptionalInt columns) {
    this(CleanOutput.on(out), CleanOutput.on(err), outIsTerminal, errIsTerminal, color, columns);
  }

  /** What was wrong. */
  void error(String message) {
    err.println("optbench: error: " + message);
  }

  /** What may be wrong. */
  void warn(String message) {
    err.println("optbench: warning: " + message);
  }

  /** What should not be overlooked, though nothing is wrong. */
  void note(String message) {
    err.println("optbench: note: " + message);
  }

  /** What goes on. */
  void tell(String message) {
    err.println("optbench: " + message);
  }

  /** A record, for programs. */
  void json(Object value) {
    out.println(Block.document(JsonText.of(value)));
  }

  /** A sentence that belongs to tables, broken between words. */
  void sentence(String text) {
    out.println(Prose.paragraph(text, sentenceWidth(), ""));
  }

  /** What matters most: a sentence that stands out. */
  void heading(String text) {
    List<String> lines = Prose.wrap(OneLine.of(text), sentenceWidth());
    out.println(bold(lines.toArray(String[]::new)));
  }

  /** A document in a format of its own, to the byte; made harmless only where a person looks. */
  void document(String text) {
    if (outIsTerminal) {
      out.println(Block.document(text));
    } else {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      out.write(bytes, 0, bytes.length);
      out.flush();
    }
  }

  /** For tables of results. */
  Screen screen() {
    if (!outIsTerminal || columns.isEmpty()) {
      return new Screen(color, sentenceWidth(), outIsTerminal ? WIDEST_CELL : Integer.MAX_VALUE);
    }
    int room = Math.max(0, columns.getAsInt() - TABLES);
    return new Screen(color, sentenceWidth(), WIDEST_CELL + room, columns);
  }

  /** For sentences that belong to tables: as wide as these where the width is not known. */
  int sentenceWidth() {
    return Math.min(WIDEST_TEXT, outIsTerminal ? columns.orElse(TABLES) : TABLES);
  }

  /** For running text and help. */
  int textWidth() {
    int width = outIsTerminal ? columns.orElse(WIDEST_TEXT) : WIDEST_TEXT;
    return Math.max(NARROWEST, Math.min(WIDEST_TEXT, width));
  }

  /** For a progress bar, which must not wrap. */
  int progressWidth() {
    return Math.min(WIDEST_TEXT, columns.orElse(80));
  }

  /** For tables whose lines a program may read: these are broken on a terminal only. */
  int tableWidth() {
    return outIsTerminal ? columns.orElse(WIDEST_TEXT) : Integer.MAX_VALUE;
  }

  /** A heading. */
  Block bold(String... lines) {
    return color ? Block.styled(Block.Style.BOLD, List.of(lines)) : Block.of(lines);
  }
}
