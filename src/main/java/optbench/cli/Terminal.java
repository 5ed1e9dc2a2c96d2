package optbench.cli;

import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Consumer;

/**
 * Where the command speaks. Results go to {@code out}; logs, progress and errors to {@code err}.
 *
 * @param outIsTerminal whether a person reads {@code out}, as the launcher found
 * @param color whether escape codes are welcome: a terminal, and no NO_COLOR
 * @param columns width of the terminal that is written to, where there is one and its width is
 *     known
 */
public record Terminal(
    PrintStream out,
    PrintStream err,
    boolean outIsTerminal,
    boolean errIsTerminal,
    boolean color,
    OptionalInt columns) {
  /** Longer lines of running text are hard to read, however wide the terminal. */
  private static final int WIDEST_TEXT = 100;

  /** Picocli's help takes no less. */
  private static final int NARROWEST = 55;

  /** As the launcher and the environment say. */
  public static Terminal of(PrintStream out, PrintStream err, Map<String, String> environment) {
    List<String> terminals = List.of(System.getProperty("optbench.terminal", "").split(","));
    boolean noColor =
        !environment.getOrDefault("NO_COLOR", "").isEmpty()
            || "dumb".equals(environment.get("TERM"));
    boolean outIsTerminal = terminals.contains("stdout");
    Integer columns = Integer.getInteger("optbench.columns");
    return new Terminal(
        out,
        err,
        outIsTerminal,
        terminals.contains("stderr"),
        outIsTerminal && !noColor,
        columns != null && columns > 0 ? OptionalInt.of(columns) : OptionalInt.empty());
  }

  /** Takes what is to be known beside the results, a line each. */
  Consumer<String> notes() {
    return line -> err.println("NOTE: " + line);
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
  String bold(String text) {
    return color ? "\u001b[1m" + text + "\u001b[0m" : text;
  }
}
