package optbench.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import optbench.compare.OptimizerComparison;
import optbench.compare.RunComparison;
import optbench.compare.RunFacts;
import optbench.stats.PairVerdict;
import optbench.table.Markdown;
import optbench.table.Table;
import optbench.table.TerminalTable;
import optbench.text.Block;
import optbench.text.NumberText;
import optbench.text.Screen;

/** A comparison of two runs for people and programs. */
public final class CompareReport {
  private final RunComparison comparison;
  private final CompareTables tables;

  private CompareReport(RunComparison comparison) {
    this.comparison = comparison;
    this.tables = new CompareTables(comparison);
  }

  public static CompareReport of(RunComparison comparison) {
    return new CompareReport(comparison);
  }

  /** For {@code compare.csv}: a row for each optimizer; accuracies as fractions of 1. */
  public Table table() {
    return tables.forPrograms();
  }

  /** For {@code compare.md}. */
  public String markdown() {
    StringBuilder text = new StringBuilder("# B against A\n\n");
    text.append("- A: ").append(Markdown.escape(side(comparison.a()))).append("\n");
    text.append("- B: ").append(Markdown.escape(side(comparison.b()))).append("\n\n");
    text.append(Markdown.escape(verdict())).append("\n\n");
    text.append(changesMarkdown()).append("\n");
    text.append(Markdown.of(tables.accuracy())).append("\n");
    text.append(Markdown.of(tables.curves())).append("\n");
    tables.times().ifPresent(table -> text.append(Markdown.of(table)).append("\n"));
    remarks().forEach(r -> text.append(Markdown.escape(r)).append("\n\n"));
    return text.toString().stripTrailing() + "\n";
  }

  private String changesMarkdown() {
    Table changes = tables.changes();
    return changes.rows().isEmpty()
        ? "### "
            + changes.caption().title()
            + "\n\n"
            + Markdown.escape(changes.caption().conditions())
            + "\n"
        : Markdown.of(changes);
  }

  /** Which run is which, a line each, for the terminal. */
  public List<String> sides() {
    return List.of("A: " + side(comparison.a()), "B: " + side(comparison.b()));
  }

  private static String side(RunFacts run) {
    return run.folder()
        + " ("
        + run.name()
        + ", "
        + run.data()
        + ", "
        + (run.settled() == run.planned()
            ? Captions.count(run.planned(), "trial")
            : run.settled() + " of " + Captions.count(run.planned(), "trial"))
        + ")";
  }

  /** The tables of accuracies, curves and times for a terminal. */
  public Block terminal(Screen screen) {
    List<Table> shown = new ArrayList<>(List.of(tables.accuracy(), tables.curves()));
    tables.times().ifPresent(shown::add);
    return TerminalTable.of(shown, screen);
  }

  /**
   * What is not in the tables, a sentence each: why there are no times, what has no counterpart.
   */
  public List<String> remarks() {
    List<String> remarks = new ArrayList<>();
    comparison
        .timesObstacle()
        .ifPresent(reason -> remarks.add("Times are not compared: " + reason + "."));
    tables.leftOver().forEach(sentence -> remarks.add(sentence + "."));
    return remarks;
  }

  /** The result in a sentence. */
  public String verdict() {
    Map<String, List<String>> groups = new LinkedHashMap<>();
    for (OptimizerComparison o : comparison.optimizers()) {
      groups.computeIfAbsent(group(o), g -> new ArrayList<>()).add(named(o));
    }
    return "After epoch "
        + comparison.epoch()
        + " B is "
        + groups.entrySet().stream()
            .map(e -> e.getKey() + " for " + Captions.listed(e.getValue()))
            .collect(Collectors.joining("; "))
        + ".";
  }

  private String group(OptimizerComparison o) {
    return switch (o.accuracy().verdict()) {
      case EQUIVALENT ->
          "equivalent within "
              + NumberText.percent(comparison.protocol().margin().orElseThrow())
              + " points";
      case BETTER, WORSE, IDENTICAL -> CompareTables.verdict(o);
      case INCONCLUSIVE -> o.accuracy().obstacle().isEmpty() ? "undecided" : "not tested";
    };
  }

  private static String named(OptimizerComparison o) {
    PairVerdict verdict = o.accuracy().verdict();
    return verdict == PairVerdict.BETTER || verdict == PairVerdict.WORSE
        ? o.label() + " (" + NumberText.points(o.accuracy().mean().orElseThrow()) + ")"
        : o.label();
  }

  /** Draws the charts, as PNG (1800 x 1080 pixels) and SVG. */
  public List<Artifact> charts() {
    Map<String, Picture> pictures = new CompareCharts(comparison).pictures();
    Canvas canvas = new Canvas(ChartRequest.STANDARD.look());
    List<Artifact> artifacts = new ArrayList<>();
    pictures.forEach(
        (name, picture) -> {
          artifacts.add(new Artifact(name + ".png", canvas.png(picture)));
          artifacts.add(new Artifact(name + ".svg", canvas.svg(picture)));
        });
    return List.copyOf(artifacts);
  }
}
