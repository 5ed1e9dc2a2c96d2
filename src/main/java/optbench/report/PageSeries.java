package optbench.report;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import optbench.stats.OptimizerSummary;
import optbench.stats.Summary;
import optbench.stats.TunedOptimizer;

/** The optimizers that the charts of the page show, in one order and with one look everywhere. */
final class PageSeries {
  /** More lines at once are a tangle: the others are a click away. */
  private static final int FIRST_SHOWN = 12;

  private final Summary summary;
  private final List<String> labels;
  private final SeriesStyles styles;

  PageSeries(Summary summary) {
    this.summary = summary;
    Set<String> all = new LinkedHashSet<>();
    summary.optimizers().forEach(o -> all.add(o.label()));
    // Those that were tuned and not trained yet.
    summary
        .tuning()
        .ifPresent(t -> t.optimizers().stream().map(TunedOptimizer::label).forEach(all::add));
    this.labels = List.copyOf(all);
    this.styles = SeriesStyles.of(summary);
  }

  /** Its place among them. */
  int of(String label) {
    return labels.indexOf(label);
  }

  /** For {@link ScriptJson}. */
  List<Map<String, Object>> tree() {
    Set<String> shown = new LinkedHashSet<>();
    Stream.concat(
            AccuracyTable.ranked(summary).stream().map(OptimizerSummary::label), labels.stream())
        .distinct()
        .limit(FIRST_SHOWN)
        .forEach(shown::add);
    return labels.stream().map(label -> tree(label, shown.contains(label))).toList();
  }

  private Map<String, Object> tree(String label, boolean shown) {
    Optional<OptimizerSummary> optimizer =
        summary.optimizers().stream().filter(o -> o.label().equals(label)).findFirst();
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("label", label);
    SeriesStyle style = styles.of(label);
    tree.put("color", style.color());
    tree.put("dash", Palette.dash(style));
    tree.put("mark", optimizer.map(o -> AccuracyTable.mark(summary, o).symbol()).orElse(""));
    tree.put("shown", shown);
    return tree;
  }
}
