package optbench.report;

import java.util.List;
import optbench.stats.OptimizerSummary;
import optbench.stats.RankTable;
import optbench.stats.Summary;
import optbench.table.Caption;
import optbench.table.Cell;
import optbench.table.Column;
import optbench.table.Mark;
import optbench.table.Table;
import optbench.text.NumberText;

/** How often each optimizer is ahead, rather than by how much. */
final class RankingTable {
  private static final Column<RankTable.Row> LABEL =
      Column.text("label", "optimizer", RankTable.Row::label);

  private static final Column<RankTable.Row> MEAN =
      Column.number(
          "mean_rank",
          "mean rank",
          r -> Cell.rounded(r.meanRank(), NumberText.fixed(r.meanRank(), 2)));

  private static final Column<RankTable.Row> BEST =
      Column.number("best_rank", "best", r -> Cell.rounded(r.bestRank()));

  private static final Column<RankTable.Row> WORST =
      Column.number("worst_rank", "worst", r -> Cell.rounded(r.worstRank()));

  private final Summary summary;
  private final RankTable ranks;

  RankingTable(Summary summary) {
    this.summary = summary;
    this.ranks = summary.ranks();
  }

  /** For programs: the lowest mean rank first. */
  Table table() {
    return Table.of(
        List.of(
            LABEL,
            Column.text("optimizer", r -> optimizer(r).optimizer()),
            Column.number("seeds", r -> Cell.of(ranks.seeds())),
            MEAN,
            BEST,
            WORST,
            Column.text("data_notice", r -> summary.conditions().notice().orElse(""))),
        ranks.rows());
  }

  /** For people: likewise. */
  Table forPeople() {
    return Table.of(
        new Caption(
            "Ranks by test accuracy on " + summary.conditions().dataTitle(),
            "Over "
                + Captions.count(ranks.seeds(), "seed")
                + " in which every optimizer has a result",
            "Within a seed the highest accuracy has rank 1, equal ones share the mean of their"
                + " ranks, and diverged ones share the last. Ranks are described, not tested."),
        List.of(LABEL, MEAN, BEST, WORST),
        ranks.rows(),
        r -> optimizer(r).diverged() > 0 ? Mark.DIVERGED : Mark.NONE);
  }

  private OptimizerSummary optimizer(RankTable.Row row) {
    return summary.optimizers().stream()
        .filter(o -> o.label().equals(row.label()))
        .findFirst()
        .orElseThrow();
  }
}
