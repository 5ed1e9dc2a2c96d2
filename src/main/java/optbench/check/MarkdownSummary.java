package optbench.check;

import java.util.List;
import java.util.stream.Collectors;
import optbench.text.OneLine;

/** A check in GitHub's flavour of Markdown, such as a job's summary shows it. */
public final class MarkdownSummary {
  private MarkdownSummary() {}

  /** Heading, sentence, tables and notes. */
  public static String of(CheckReport report) {
    StringBuilder text = new StringBuilder();
    text.append("### ").append(mark(report.finding())).append(" optbench check: ");
    text.append(report.finding().word()).append("\n\n");
    text.append(escape(report.sentence())).append("\n\n");
    if (!report.optimizers().isEmpty()) {
      text.append("| | optimizer | before % | now % | difference | 95 % interval | seeds | |\n");
      text.append("| :---: | :--- | ---: | ---: | ---: | :---: | ---: | :--- |\n");
      report.optimizers().forEach(check -> text.append(row(check)));
      text.append("\n");
    }
    report.timing().ifPresent(timing -> text.append(table(timing)));
    report.notes().forEach(note -> text.append("- ").append(escape(note)).append("\n"));
    return text.append("\n").toString();
  }

  private static String table(TimingReport timing) {
    StringBuilder text = new StringBuilder();
    text.append("| | optimizer | other ms a step | this | ratio | 95 % interval | against itself");
    text.append(" | rounds | |\n");
    text.append("| :---: | :--- | ---: | ---: | ---: | :---: | :---: | ---: | :--- |\n");
    timing.optimizers().forEach(check -> text.append(row(check)));
    return text.append("\n").toString();
  }

  private static String row(TimingCheck check) {
    return List.of(
            mark(check.finding()) + " " + check.finding().word(),
            escape(check.label()),
            CheckNumberFormat.millis(check.otherMillis()),
            CheckNumberFormat.millis(check.millis()),
            CheckNumberFormat.ratio(check.ratio()),
            check.ratio95().map(CheckNumberFormat::ratios).orElse("–"),
            check.self95().map(CheckNumberFormat::ratios).orElse("–"),
            String.valueOf(check.rounds()),
            escape(check.reason()))
        .stream()
        .collect(Collectors.joining(" | ", "| ", " |\n"));
  }

  private static String row(OptimizerCheck check) {
    return List.of(
            mark(check.finding()) + " " + check.finding().word(),
            escape(check.label()),
            CheckNumberFormat.percent(check.before()),
            CheckNumberFormat.percent(check.now()),
            CheckNumberFormat.points(check.difference()),
            check.ci95().map(CheckNumberFormat::interval).orElse("–"),
            String.valueOf(check.seeds()),
            escape(check.reason()))
        .stream()
        .collect(Collectors.joining(" | ", "| ", " |\n"));
  }

  private static String mark(GateOutcome finding) {
    return switch (finding) {
      case REGRESSED -> "❌";
      case NOT_COMPARED, UNCLEAR -> "❔";
      case BETTER -> "⬆️";
      case OK, IDENTICAL -> "✅";
      case NEW -> "🆕";
    };
  }

  /** No label becomes a tag, a link, a mention or another cell. */
  static String escape(String text) {
    return OneLine.of(text)
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replaceAll("([\\\\`*_{}\\[\\]()|~#!])", "\\\\$1")
        .replace("@", "&#64;")
        // GitHub makes links of bare addresses as well.
        .replace("://", "&#58;//")
        .replaceAll("(?i)www\\.", "www&#46;");
  }
}
