package optbench.run;

import optbench.report.Artifact;
import optbench.report.Report;
import optbench.store.RunStore;

/** Writes a report into a results folder. */
public final class ReportFiles {
  private ReportFiles() {}

  /** Tables, summary and charts, in place of earlier ones. */
  public static void write(Report report, RunStore store) {
    store.writeJson("summary.json", report.summary());
    store.writeTable("accuracy", report.accuracy());
    store.writeTable("timing", report.timing());
    store.writeText("accuracy.md", report.accuracyMarkdown());
    store.writeText("timing.md", report.timingMarkdown());
    report.tuning().ifPresent(table -> store.writeTable("tuning", table));
    report.tuningMarkdown().ifPresent(text -> store.writeText("tuning.md", text));
    for (Artifact chart : report.charts()) {
      store.writeBytes(chart.name(), chart.content());
    }
  }
}
