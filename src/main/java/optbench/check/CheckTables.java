package optbench.check;

import java.util.List;
import optbench.stats.Interval;
import optbench.table.Cell;
import optbench.table.Column;
import optbench.table.Table;
import optbench.text.NumberText;

/** What a check found, in tables. */
public final class CheckTables {
  private CheckTables() {}

  /** Accuracies; what was found stands first. */
  public static Table accuracies(List<OptimizerCheck> checks) {
    return accuracies(checks, Column.text("finding", c -> c.finding().word()));
  }

  static Table accuracies(List<OptimizerCheck> checks, Column<OptimizerCheck> first) {
    return Table.of(
        List.of(
            first,
            Column.text("optimizer", OptimizerCheck::label),
            Column.number(
                "before %", c -> Cell.rounded(c.before(), NumberText::percent, c.reason())),
            Column.number("now %", c -> Cell.rounded(c.now(), NumberText::percent, c.reason())),
            Column.number(
                "difference", c -> Cell.rounded(c.difference(), NumberText::points, c.reason())),
            Column.number(
                "95 % interval",
                c ->
                    Cell.rounded(
                        c.ci95(), Interval::low, i -> i.text(NumberText::points), c.reason())),
            Column.number("seeds", c -> Cell.of(c.seeds())),
            Column.text("reason", "", OptimizerCheck::reason)),
        checks);
  }

  /** Times of a check against another command, likewise. */
  public static Table times(TimingReport timing) {
    return times(timing, Column.text("finding", c -> c.finding().word()));
  }

  static Table times(TimingReport timing, Column<TimingCheck> first) {
    return Table.of(
        List.of(
            first,
            Column.text("optimizer", TimingCheck::label),
            Column.number(
                "other ms a step",
                c -> Cell.rounded(c.otherMillis(), NumberText::brief, c.reason())),
            Column.number("this", c -> Cell.rounded(c.millis(), NumberText::brief, c.reason())),
            Column.number("ratio", c -> Cell.rounded(c.ratio(), NumberText::ratio, c.reason())),
            Column.number(
                "95 % interval",
                c ->
                    Cell.rounded(
                        c.ratio95(), Interval::low, i -> i.text(NumberText::ratio), c.reason())),
            Column.number(
                "against itself",
                c ->
                    Cell.rounded(
                        c.self95(), Interval::low, i -> i.text(NumberText::ratio), c.reason())),
            Column.number("rounds", c -> Cell.of(c.rounds())),
            Column.text("reason", "", TimingCheck::reason)),
        timing.optimizers());
  }
}
