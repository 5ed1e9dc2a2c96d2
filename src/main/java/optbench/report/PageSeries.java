package optbench.report;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
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

  PageSeries(Summary summary) {
    this.summary = summary;
    Set<String> all = new LinkedHashSet<>();
    summary.optimizers().forEach(o -> all.add(o.label()));
    // Those that were tuned and not trained yet.
    summary
        .tuning()
        .ifPresent(t -> t.optimizers().stream().map(TunedOptimizer::label).forEach(all::add));
    this.labels = List.copyOf(all);
  }

  int of(String label) {
    return labels.indexOf(label);
  }

  int count() {
    return labels.size();
  }

  /** For {@link ScriptJson}. */
  List<Map<String, Object>> tree() {
    Set<String> shown = new LinkedHashSet<>();
    Stream.concat(
            AccuracyTable.ranked(summary).stream().map(OptimizerSummary::label), labels.stream())
        .distinct()
        .limit(FIRST_SHOWN)
        .forEach(shown::add);
    return IntStream.range(0, labels.size())
        .mapToObj(i -> tree(i, shown.contains(labels.get(i))))
        .toList();
  }

  private Map<String, Object> tree(int index, boolean shown) {
    String label = labels.get(index);
    Optional<OptimizerSummary> optimizer =
        summary.optimizers().stream().filter(o -> o.label().equals(label)).findFirst();
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("label", label);
    tree.put("color", index % Palette.colors());
    tree.put("dash", Palette.dash(index));
    tree.put("mark", optimizer.map(o -> AccuracyTable.mark(summary, o).symbol()).orElse(""));
    tree.put("shown", shown);
    return tree;
  }
}
