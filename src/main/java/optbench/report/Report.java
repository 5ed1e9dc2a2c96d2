package optbench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import optbench.result.PublishedFigure;
import optbench.result.Run;
import optbench.stats.DetectableDifference;
import optbench.stats.Summary;
import optbench.stats.TimeBasis;
import optbench.stats.WatchedRun;
import optbench.table.Latex;
import optbench.table.Markdown;
import optbench.table.Table;
import optbench.table.TerminalTable;
import optbench.text.Block;
import optbench.text.Screen;

/**
 * All that a run has to show, made from its records alone. Tables and texts are the same bytes on
 * every JVM and in every locale; PNG files differ between JDKs.
 */
public final class Report {
  private final Run run;
  private final Summary summary;
  private final List<WatchedRun> watched;

  private Report(Run run) {
    this.run = run;
    this.summary = Summary.of(run);
    this.watched = WatchedRun.of(run);
  }

  /** Sums up a run, of which results may be missing. */
  public static Report of(Run run) {
    return new Report(run);
  }

  /** Everything in numbers, for {@code summary.json}. */
  public Summary summary() {
    return summary;
  }

  /** For {@code accuracy.csv}. */
  public Table accuracy() {
    return new AccuracyTable(summary).table();
  }

  /** For {@code timing.csv}. */
  public Table timing() {
    return new TimingTable(summary).table();
  }

  /** For {@code probes.csv}: what probes saw by epoch; empty if no trial was watched. */
  public Optional<Table> probes() {
    return watched.isEmpty() ? Optional.empty() : Optional.of(new ProbeTables(watched).epochs());
  }

  /** For {@code probe-loss.csv}: what they saw by step; empty if no trial was watched. */
  public Optional<Table> probeLoss() {
    return watched.isEmpty() ? Optional.empty() : Optional.of(new ProbeTables(watched).losses());
  }

  /** For {@code tuning.csv}; empty where hyper-parameters were taken as they are. */
  public Optional<Table> tuning() {
    return summary.tuning().map(t -> new TuningTable(summary).table());
  }

  /** For {@code tuning.md}, likewise. */
  public Optional<String> tuningMarkdown() {
    return summary.tuning().map(t -> Markdown.of(new TuningTable(summary).forPeople()));
  }

  /** For {@code accuracy.md}. */
  public String accuracyMarkdown() {
    return Markdown.of(new AccuracyTable(summary).forPeople());
  }

  /** For {@code timing.md}: why there is nothing, where times were not asked for. */
  public String timingMarkdown() {
    return summary.conditions().times() == TimeBasis.OFF
        ? "### Training time\n\n" + Markdown.escape(TimeNotes.OFF) + "\n"
        : Markdown.of(new TimingTable(summary).forPeople());
  }

  /** For {@code targets.csv}. */
  public Table targets() {
    return new TargetTable(summary).table();
  }

  /** For {@code target-winners.csv}. */
  public Table targetWinners() {
    return new TargetTable(summary).winners();
  }

  /** For {@code comparisons.csv}. */
  public Table comparisons() {
    return new ComparisonTable(summary).table();
  }

  /** For {@code ranks.csv}. */
  public Table ranks() {
    return new RankingTable(summary).table();
  }

  /** For {@code targets.md}. */
  public String targetsMarkdown() {
    TargetTable table = new TargetTable(summary);
    String costs = Markdown.of(table.forPeople());
    return summary.targets().winners().isEmpty()
        ? costs
        : costs + "\n" + Markdown.of(table.winnersForPeople());
  }

  /** For {@code comparisons.md}. */
  public String comparisonsMarkdown() {
    DetectableDifference least = DetectableDifference.of(summary);
    return Markdown.of(new ComparisonTable(summary).forPeople())
        + (least.exists() ? "\n" + Markdown.escape(least.sentence()) + ".\n" : "")
        + (summary.ranks().rows().isEmpty()
            ? ""
            : "\n" + Markdown.of(new RankingTable(summary).forPeople()));
  }

  /** A row for each trial and epoch, with figures that are not rounded. */
  public Table epochs() {
    return new TidyTable(run).epochs();
  }

  /** Likewise for each trial and evaluation within its first epoch. */
  public Table steps() {
    return new TidyTable(run).steps();
  }

  /** A row for each label: {@link #accuracy()} and {@link #timing()} side by side. */
  public Table labels() {
    return TidyTable.beside(accuracy(), timing());
  }

  /** Verdict and tables, as one would put them into a README. */
  public String markdown() {
    return Markdown.escape(verdict())
        + "\n\n"
        + accuracyMarkdown()
        + (hasTimes() ? "\n" + timingMarkdown() : "")
        + (summary.targets().results().isEmpty() ? "" : "\n" + targetsMarkdown());
  }

  /** The same tables in LaTeX, each a float of its own; they need the package booktabs. */
  public String latex() {
    TargetTable table = new TargetTable(summary);
    StringBuilder text =
        new StringBuilder("% Made by optbench. Put \\usepackage{booktabs} into the preamble.\n");
    text.append(Latex.of(new AccuracyTable(summary).forPeople(), "optbench-accuracy"));
    if (hasTimes()) {
      text.append("\n").append(Latex.of(new TimingTable(summary).forPeople(), "optbench-timing"));
    }
    if (!summary.targets().results().isEmpty()) {
      text.append("\n").append(Latex.of(table.forPeople(), "optbench-targets"));
    }
    return text.toString();
  }

  /** Else a table of them would be one of dashes. */
  private boolean hasTimes() {
    return summary.conditions().times().told();
  }

  /** Both tables for a terminal; where there are no times, only the first. */
  public Block terminal(Screen screen) {
    List<Table> tables = new ArrayList<>(List.of(new AccuracyTable(summary).forPeople()));
    if (hasTimes()) {
      tables.add(new TimingTable(summary).forPeople());
    }
    return TerminalTable.of(tables, screen);
  }

  /** The run's learning curves beside those that others report. */
  public PublishedTable beside(List<PublishedFigure> published) {
    return new PublishedTable(summary, published);
  }

  /** What it is made from. */
  public Run run() {
    return run;
  }

  /**
   * For {@code report.html}: all of it on one page, which needs no other file and no network.
   *
   * @param spec as one would save it to run the experiment again
   * @param claims that were held against this run, if any were
   */
  public String html(String spec, Optional<ClaimsReport> claims) {
    return html(spec, PageExtras.NONE.with(claims));
  }

  /** Likewise, with all that may stand on it. */
  public String html(String spec, PageExtras extras) {
    return new HtmlPage(summary, run, watched).html(spec, extras);
  }

  /** What its trials ran on and with. */
  PageFacts facts() {
    return new PageFacts(summary, run);
  }

  /** The result in a sentence. */
  public String verdict() {
    return summary.verdict();
  }

  /** Draws the usual charts: each as PNG of 1800 x 1080 pixels and as SVG. */
  public List<Artifact> charts() {
    return charts(ChartRequest.STANDARD).pictures();
  }

  /** Draws the charts that are asked for, below {@code charts/}. */
  public ChartFiles charts(ChartRequest request) {
    return new Charts(run, summary, watched).files(request);
  }
}
