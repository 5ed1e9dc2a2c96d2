package optbench.report;

import java.util.List;
import java.util.Optional;
import optbench.result.PublishedFigure;
import optbench.result.RunRecord;
import optbench.result.Table;
import optbench.result.TrialResult;
import optbench.stats.Summary;
import optbench.stats.WatchedRun;

/**
 * All that a run has to show, made from its records alone. Tables and texts are the same bytes on
 * every JVM and in every locale; PNG files differ between JDKs.
 */
public final class Report {
  private final RunRecord run;
  private final List<TrialResult> results;
  private final Summary summary;
  private final List<WatchedRun> watched;

  private Report(
      RunRecord run, List<TrialResult> results, Summary summary, List<WatchedRun> watched) {
    this.run = run;
    this.results = List.copyOf(results);
    this.summary = summary;
    this.watched = watched;
  }

  /**
   * Sums up a run.
   *
   * @param results at most one for each id, in any order; planned ones may be absent
   */
  public static Report of(RunRecord run, List<TrialResult> results) {
    return new Report(run, results, Summary.of(run, results), WatchedRun.of(run, results));
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
    return summary.tuning().map(t -> Markdown.of(new TuningTable(summary).sheet()));
  }

  /** For {@code accuracy.md}. */
  public String accuracyMarkdown() {
    return Markdown.of(new AccuracyTable(summary).sheet());
  }

  /** For {@code timing.md}. */
  public String timingMarkdown() {
    return Markdown.of(new TimingTable(summary).sheet());
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
    return new RankSheet(summary).table();
  }

  /** For {@code targets.md}. */
  public String targetsMarkdown() {
    TargetTable table = new TargetTable(summary);
    return Markdown.of(table.sheet()) + table.winnersMarkdown();
  }

  /** For {@code comparisons.md}. */
  public String comparisonsMarkdown() {
    return Markdown.of(new ComparisonTable(summary).sheet())
        + (summary.ranks().rows().isEmpty()
            ? ""
            : "\n" + Markdown.of(new RankSheet(summary).sheet()));
  }

  /**
   * Both tables for a terminal of 80 columns.
   *
   * @param color whether to use ANSI colours; nothing is lost without
   */
  public String terminal(boolean color) {
    Terminal terminal = new Terminal(color);
    return terminal.of(new AccuracyTable(summary).sheet())
        + "\n"
        + terminal.of(new TimingTable(summary).sheet());
  }

  /** The run's learning curves beside those that others report. */
  public PublishedTable beside(List<PublishedFigure> published) {
    return new PublishedTable(summary, published);
  }

  /** The run, as it was recorded. */
  public RunRecord run() {
    return run;
  }

  /**
   * For {@code report.html}: all of it on one page, which needs no other file and no network.
   *
   * @param spec as one would save it to run the experiment again
   * @param claims that were held against this run, if any were
   */
  public String html(String spec, Optional<ClaimsReport> claims) {
    return html(spec, claims, Optional.empty());
  }

  /**
   * Likewise.
   *
   * @param published what others report, if that is to be set beside it
   */
  public String html(
      String spec, Optional<ClaimsReport> claims, Optional<PublishedTable> published) {
    return new HtmlPage(summary, run, results, watched).html(spec, claims, published);
  }

  /** The result in a sentence. */
  public String verdict() {
    return summary.verdict();
  }

  /**
   * Draws the charts: each as PNG (1800 x 1080 pixels) and SVG, below {@code charts/}. A chart for
   * which there is nothing to draw is left out.
   */
  public List<Artifact> charts() {
    return new Charts(summary, watched).artifacts();
  }
}
