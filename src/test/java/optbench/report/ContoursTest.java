package optbench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import optbench.descent.DescentPath.Point;
import optbench.descent.PlaneArea;
import optbench.descent.TestFunction;
import optbench.report.ClippedLine.Spot;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ContoursTest {
  @ParameterizedTest
  @EnumSource(TestFunction.class)
  void outlinesCloseAndLieAtTheirLevel(TestFunction function) {
    PlaneArea view = function.view();

    Map<Double, List<List<Spot>>> contours = Contours.of(function, view);

    assertThat(contours.size()).isBetween(5, 12);
    assertThat(new ArrayList<>(contours.keySet()))
        .isSortedAccordingTo((a, b) -> Double.compare(b, a));
    contours.forEach(
        (level, outlines) -> {
          assertThat(outlines).isNotEmpty();
          for (List<Spot> outline : outlines) {
            assertThat(outline.get(0)).isEqualTo(outline.get(outline.size() - 1));
            for (Spot spot : outline) {
              if (view.contains(spot.x(), spot.y())) {
                assertThat(function.value(spot.x(), spot.y()))
                    .isCloseTo(level, within(0.01 * level + bend(function, view, spot)));
              }
            }
          }
        });
  }

  /** What a straight line between two nodes of the grid may miss, twice over. */
  private static double bend(TestFunction function, PlaneArea view, Spot spot) {
    double dx = view.width() / 237;
    double dy = view.height() / 147;
    double twice = 2 * function.value(spot.x(), spot.y());
    double x = function.value(spot.x() + dx, spot.y()) + function.value(spot.x() - dx, spot.y());
    double y = function.value(spot.x(), spot.y() + dy) + function.value(spot.x(), spot.y() - dy);
    return 0.25 * Math.max(Math.abs(x - twice), Math.abs(y - twice));
  }

  /** An ellipse where the quadratic form has eigenvalues 0.5 and 50: its area is 2 pi L / 5. */
  @Test
  void anEllipseHasItsArea() {
    Map<Double, List<List<Spot>>> contours =
        Contours.of(TestFunction.RAVINE, new PlaneArea(-4, 4, -4, 4));

    assertThat(contours).containsKey(3.0);
    List<List<Spot>> outlines = contours.get(3.0);
    assertThat(outlines).hasSize(1);
    assertThat(area(outlines.get(0))).isCloseTo(2 * Math.PI * 3 / 5, within(0.05));
  }

  /** What is below lies on the left: areas of outlines are positive, of holes negative. */
  private static double area(List<Spot> outline) {
    double twice = 0;
    for (int i = 1; i < outline.size(); i++) {
      Spot a = outline.get(i - 1);
      Spot b = outline.get(i);
      twice += a.x() * b.y() - b.x() * a.y();
    }
    return twice / 2;
  }

  private static Point at(double x, double y) {
    return new Point(x, y, 0);
  }

  private static final PlaneArea BOX = new PlaneArea(0, 2, 0, 1);

  @Test
  void aLineInsideStaysWhole() {
    assertThat(ClippedLine.of(List.of(at(0, 0), at(1, 0.5), at(2, 1)), BOX))
        .containsExactly(List.of(new Spot(0, 0), new Spot(1, 0.5), new Spot(2, 1)));
  }

  @Test
  void aLineThatLeavesAndComesBackIsCutAtTheEdge() {
    assertThat(ClippedLine.of(List.of(at(1, 0.5), at(1e6, 0.5), at(1, 0.25), at(1, 0.5)), BOX))
        .hasSize(2)
        .satisfies(
            runs -> {
              assertThat(runs.get(0)).hasSize(2);
              assertThat(runs.get(0).get(1).x()).isCloseTo(2, within(1e-9));
              assertThat(runs.get(1)).hasSize(3);
              assertThat(runs.get(1).get(0).x()).isCloseTo(2, within(1e-9));
              assertThat(runs.get(1).get(2)).isEqualTo(new Spot(1, 0.5));
            });
  }

  @Test
  void aLineThatPassesThroughIsCutTwice() {
    assertThat(ClippedLine.of(List.of(at(-2, 0.5), at(4, 0.5)), BOX))
        .hasSize(1)
        .first()
        .satisfies(
            run -> {
              assertThat(run.get(0).x()).isCloseTo(0, within(1e-12));
              assertThat(run.get(1).x()).isCloseTo(2, within(1e-12));
            });
  }

  @Test
  void aLineOutsideIsNotThere() {
    assertThat(ClippedLine.of(List.of(at(-1, 3), at(3, 3), at(5, -5)), BOX)).isEmpty();
    assertThat(ClippedLine.of(List.of(at(5, 5)), BOX)).isEmpty();
    assertThat(ClippedLine.of(List.of(at(1, 1)), BOX)).containsExactly(List.of(new Spot(1, 1)));
  }
}
