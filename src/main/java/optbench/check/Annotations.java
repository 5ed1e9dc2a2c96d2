package optbench.check;

import java.util.ArrayList;
import java.util.List;

/**
 * Workflow commands that GitHub shows beside the baseline's lines: an error for what regressed or
 * could not be compared, a warning for what is better. What GitHub would take for the command's own
 * signs is written as it asks: % as %25, line ends as %0D and %0A, and in properties : as %3A and ,
 * as %2C.
 */
public final class Annotations {
  private Annotations() {}

  /**
   * One command a line.
   *
   * @param file the baseline, relative to the repository
   * @param lines on which the baseline's optimizers stand, in its order
   */
  public static List<String> of(CheckReport report, String file, List<Integer> lines) {
    List<String> commands = new ArrayList<>();
    for (int i = 0; i < report.optimizers().size(); i++) {
      OptimizerCheck check = report.optimizers().get(i);
      String level =
          switch (check.finding()) {
            case REGRESSED, NOT_COMPARED -> "error";
            case BETTER -> "warning";
            case OK, IDENTICAL, NEW -> "";
          };
      if (!level.isEmpty()) {
        int line = i < lines.size() ? lines.get(i) : 1;
        commands.add(
            command(
                level,
                file,
                line,
                "optbench: " + check.label() + " " + check.finding().word(),
                check.label() + ": " + CheckReport.text(check)));
      }
    }
    report
        .notChecked()
        .forEach(rule -> commands.add(command("error", file, 1, "optbench: not checked", rule)));
    return commands;
  }

  private static String command(String level, String file, int line, String title, String text) {
    return "::"
        + level
        + " file="
        + property(file)
        + ",line="
        + line
        + ",title="
        + property(title)
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
