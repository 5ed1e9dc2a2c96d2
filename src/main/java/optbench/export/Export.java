package optbench.export;

import java.util.List;
import optbench.report.Report;
import optbench.result.Run;
import optbench.store.CsvText;
import optbench.store.JsonText;

/** A run in the formats of other tools. Nothing is rounded that is not rounded for people. */
public final class Export {
  private final Run run;
  private final Report report;

  private Export(Run run) {
    this.run = run;
    this.report = Report.of(run);
  }

  /** Of a run that was stored; results may be missing. */
  public static Export of(Run run) {
    return new Export(run);
  }

  /** A table with a row for each trial and epoch. */
  public String epochsCsv() {
    return CsvText.of(report.epochs());
  }

  /** A table with a row for each trial and evaluation within its first epoch. */
  public String stepsCsv() {
    return CsvText.of(report.steps());
  }

  /** A table with a row for each label. */
  public String labelsCsv() {
    return CsvText.of(report.labels());
  }

  /** One document with everything; {@link Document} says what. */
  public String json() {
    return JsonText.of(Document.of(run, report.summary())) + "\n";
  }

  /** The tables that a README would show. */
  public String markdown() {
    return report.markdown();
  }

  /** The same in LaTeX, with booktabs. */
  public String latex() {
    return report.latex();
  }

  /** Event files, each in a folder that TensorBoard takes for a run. */
  public List<ExportFile> tensorboard() {
    return new EventFiles(run).files();
  }
}
