package optbench.check;

import optbench.table.Column;
import optbench.table.Markdown;
import optbench.table.Table;

/** A check in GitHub's flavour of Markdown, such as a job's summary shows it. */
public final class MarkdownSummary {
  private MarkdownSummary() {}

  /** Heading, sentence, tables and notes. */
  public static String of(CheckReport report) {
    StringBuilder text = new StringBuilder();
    text.append("### ").append(mark(report.finding())).append(" optbench check: ");
    text.append(report.finding().word()).append("\n\n");
    text.append(Markdown.inComment(report.sentence())).append("\n\n");
    if (!report.optimizers().isEmpty()) {
      text.append(Markdown.plain(accuracies(report))).append("\n");
    }
    report.timing().ifPresent(t -> text.append(Markdown.plain(times(t))).append("\n"));
    report.notes().forEach(note -> text.append("- ").append(Markdown.inComment(note)).append("\n"));
    return text.append("\n").toString();
  }

  private static Table accuracies(CheckReport report) {
    return CheckTables.accuracies(
        report.optimizers(), Column.text("finding", "", c -> marked(c.finding())));
  }

  private static Table times(TimingReport timing) {
    return CheckTables.times(timing, Column.text("finding", "", c -> marked(c.finding())));
  }

  private static String marked(GateOutcome finding) {
    return mark(finding) + " " + finding.word();
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
}
