package optbench.cli;

import java.io.PrintStream;
import java.util.List;
import java.util.Map;

/**
 * Where the command speaks. Results go to {@code out}; logs, progress and errors to {@code err}.
 *
 * @param outIsTerminal whether a person reads {@code out}, as the launcher found
 * @param columns of the terminal that {@code err} is, or 80
 * @param color whether escape codes are welcome: a terminal, and no NO_COLOR
 */
public record Terminal(
    PrintStream out,
    PrintStream err,
    boolean outIsTerminal,
    boolean errIsTerminal,
    boolean color,
    int columns) {
  /** As the launcher and the environment say. */
  public static Terminal of(PrintStream out, PrintStream err, Map<String, String> environment) {
    List<String> terminals = List.of(System.getProperty("optbench.terminal", "").split(","));
    boolean noColor =
        !environment.getOrDefault("NO_COLOR", "").isEmpty()
            || "dumb".equals(environment.get("TERM"));
    boolean outIsTerminal = terminals.contains("stdout");
    return new Terminal(
        out,
        err,
        outIsTerminal,
        terminals.contains("stderr"),
        outIsTerminal && !noColor,
        Integer.getInteger("optbench.columns", 80));
  }
}
