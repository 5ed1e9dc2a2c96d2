package optbench.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Workflow commands that GitHub shows beside the baseline's lines: an error for what regressed or
 * could not be compared, a warning for what is better or could not be told. What GitHub would take
 * for the command's own signs is written as it asks: % as %25, line ends as %0D and %0A, and in
 * properties : as %3A and , as %2C.
 */
public final class Annotations {
  private Annotations() {}

  /**
   * One command a line.
   *
   * @param file the baseline, or the spec, relative to the repository
   * @param lines on which the baseline's optimizers stand, in its order; those that are missing are
   *     taken for the first
   */
  public static List<String> of(CheckReport report, String file, List<Integer> lines) {
    List<String> commands = new ArrayList<>();
    for (int i = 0; i < report.optimizers().size(); i++) {
      OptimizerCheck check = report.optimizers().get(i);
      int line = i < lines.size() ? lines.get(i) : 1;
      level(check.finding())
          .map(level -> command(level, file, line, check.label(), check.finding(), text(check)))
          .ifPresent(commands::add);
    }
    report.timing().stream()
        .flatMap(timing -> timing.optimizers().stream())
        .forEach(
            check ->
                level(check.finding())
                    .map(
                        level ->
                            command(level, file, 1, check.label(), check.finding(), text(check)))
                    .ifPresent(commands::add));
    return commands;
  }

  private static Optional<String> level(GateOutcome finding) {
    return switch (finding) {
      case REGRESSED, NOT_COMPARED -> Optional.of("error");
      case BETTER, UNCLEAR -> Optional.of("warning");
      case OK, IDENTICAL, NEW -> Optional.empty();
    };
  }

  private static String text(OptimizerCheck check) {
    return check.label() + ": " + CheckReport.text(check);
  }

  private static String text(TimingCheck check) {
    return check.label() + ", time a step: " + check.text();
  }

  private static String command(
      String level, String file, int line, String label, GateOutcome finding, String text) {
    return "::"
        + level
        + " file="
        + property(file)
        + ",line="
        + line
        + ",title="
        + property("optbench: " + label + " " + finding.word())
        + "::"
        + data(text);
  }

  private static String data(String text) {
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
  }

  private static String property(String text) {
    return data(text).replace(":", "%3A").replace(",", "%2C");
  }
}
