package optbench.run;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import optbench.engine.Failure;

/**
 * How a process of its own ended, in one line.
 *
 * @param exitCode as Java has it: 128 and the signal's number for one that a signal ended
 * @param lastLines of what it said that was no event, those of its standard error last
 */
record ChildEnd(int exitCode, List<String> lastLines) {
  private static final int LONGEST = 300;

  private static final Map<Integer, String> SIGNALS =
      Map.of(
          129, "SIGHUP",
          130, "SIGINT",
          132, "SIGILL",
          134, "SIGABRT",
          135, "SIGBUS",
          136, "SIGFPE",
          137, "SIGKILL",
          139, "SIGSEGV",
          143, "SIGTERM");

  /** How the JVM begins its own report of a crash, among many lines of advice. */
  private static final Pattern CRASH =
      Pattern.compile("#\\s+(SIG\\w+ \\(.*|EXCEPTION_\\w+ \\(.*|There is insufficient memory.*)");

  ChildEnd {
    lastLines = List.copyOf(lastLines);
  }

  String reason() {
    return reason("its JVM");
  }

  /**
   * Likewise.
   *
   * @param subject what ended
   */
  String reason(String subject) {
    String how = subject + " ended with exit code " + exitCode;
    String signal = SIGNALS.get(exitCode);
    if (signal != null) {
      how += " (" + signal + (exitCode == 137 ? ": perhaps the memory ran out" : "") + ")";
    }
    String end = how;
    return said()
        .map(line -> (isOfMemory(line) ? Failure.OUT_OF_MEMORY + ": " : "") + end + ": " + line)
        .orElse(end);
  }

  private static boolean isOfMemory(String line) {
    return line.startsWith(Failure.OUT_OF_MEMORY)
        || line.startsWith("There is insufficient memory");
  }

  private Optional<String> said() {
    Optional<String> crash =
        lastLines.stream().filter(line -> CRASH.matcher(line).matches()).findFirst();
    return crash
        .or(() -> lastLines.stream().filter(line -> !line.isBlank()).reduce((a, b) -> b))
        .map(line -> line.replaceFirst("^#?\\s+", "").strip())
        .map(line -> line.length() > LONGEST ? line.substring(0, LONGEST) + "..." : line);
  }
}
