package optbench.report;

import java.util.List;
import optbench.report.ReportTable.Column;
import optbench.report.ReportTable.Mark;
import optbench.report.ReportTable.Row;
import optbench.result.Table;
import optbench.stats.OptimizerSummary;
import optbench.stats.RankTable;
import optbench.stats.Summary;

/** How often each optimizer is ahead, rather than by how much. */
final class RankingTable {
  private final Summary summary;
  private final RankTable ranks;

  RankingTable(Summary summary) {
    this.summary = summary;
    this.ranks = summary.ranks();
  }

  /** For programs: the lowest mean rank first. */
  Table table() {
    return new Table(
        List.of(
            "label", "optimizer", "seeds", "mean_rank", "best_rank", "worst_rank", "data_notice"),
        ranks.rows().stream()
            .map(
                r ->
                    List.<Object>of(
                        r.label(),
                        optimizer(r).optimizer(),
                        ranks.seeds(),
                        ReportNumberFormat.cell(r.meanRank()),
                        ReportNumberFormat.cell(r.bestRank()),
                        ReportNumberFormat.cell(r.worstRank()),
                        summary.conditions().notice().orElse("")))
            .toList());
  }

  /** For people: likewise. */
  ReportTable reportTable() {
    return new ReportTable(
        "Ranks by test accuracy on " + summary.conditions().dataTitle(),
        "Over " + Captions.count(ranks.seeds(), "seed") + " in which every optimizer has a result",
        "",
        List.of(
            Column.text("optimizer"),
            Column.number("mean rank"),
            Column.number("best"),
            Column.number("worst")),
        ranks.rows().stream()
            .map(
                r ->
                    new Row(
                        optimizer(r).diverged() > 0 ? Mark.DIVERGED : Mark.NONE,
                        List.of(
                            r.label(),
                            ReportNumberFormat.fixed(r.meanRank(), 2),
                            ReportNumberFormat.tick(r.bestRank()),
                            ReportNumberFormat.tick(r.worstRank()))))
            .toList(),
        List.of(
            "Within a seed the highest accuracy has rank 1, equal ones share the mean of their"
                + " ranks, and diverged ones share the last. Ranks are described, not tested."));
  }

  private OptimizerSummary optimizer(RankTable.Row row) {
    return summary.optimizers().stream()
        .filter(o -> o.label().equals(row.label()))
        .findFirst()
        .orElseThrow();
  }
}
