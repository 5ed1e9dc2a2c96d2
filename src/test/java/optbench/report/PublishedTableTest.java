package optbench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import optbench.result.PublishedFigure;
import optbench.stats.FakeRun;
import optbench.table.TableValues;
import org.junit.jupiter.api.Test;

class PublishedTableTest {
  private final FakeRun run =
      new FakeRun()
          .finished("adam", 0.985, 0.987)
          .finished("sgd", 0.95, 0.952)
          .finished("rmsprop", 0.98, 0.98);

  private final Report report = Report.of(run.run());

  private final int last = report.summary().optimizers().get(0).curve().size();

  @Test
  void agreesWithinTheSpanOfAllSourcesWidenedByTheirTolerance() {
    PublishedTable table =
        report.beside(
            List.of(
                new PublishedFigure("A", "adam", last, 0.99, 0.005),
                new PublishedFigure("B", "adam", last, 0.992, 0.001),
                new PublishedFigure("A", "sgd", last, 0.97, 0.005),
                new PublishedFigure("B", "sgd", last, 0.957, 0.005)));

    assertThat(TableValues.of(table.table()))
        .extracting(row -> row.get(0), row -> row.get(5), row -> row.get(7))
        .containsExactly(
            tuple("adam", "A", "yes"),
            tuple("adam", "B", "yes"),
            tuple("sgd", "A", "no"),
            tuple("sgd", "B", "no"));
  }

  @Test
  void peopleSeeBothSidesAndTheSpan() {
    String text =
        report
            .beside(
                List.of(
                    new PublishedFigure("the <b>article</b>", "adam", last, 0.99, 0.005),
                    new PublishedFigure("the <b>article</b>", "lion", last, 0.99, 0.005)))
            .markdown();

    assertThat(text)
        .contains("98.60 (98.50 to 98.70) | 99.00 | 98.50 to 99.50 | yes |")
        .contains("Published, and not in this run: lion.")
        .contains("the \\<b\\>article\\</b\\>")
        .doesNotContain("<b>");
  }

  @Test
  void epochsThatTheRunDoesNotHaveAreLeftOut() {
    PublishedTable table =
        report.beside(List.of(new PublishedFigure("A", "adam", last + 1, 0.99, 0.005)));

    assertThat(TableValues.of(table.table())).isEmpty();
    assertThat(table.markdown()).doesNotContain("99.00");
  }
}
