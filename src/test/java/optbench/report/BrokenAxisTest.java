package optbench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.geom.Rectangle2D;
import java.util.Arrays;
import java.util.List;
import org.jfree.chart.axis.AxisState;
import org.jfree.chart.axis.NumberTick;
import org.jfree.chart.ui.RectangleEdge;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BrokenAxisTest {
  private static final Rectangle2D AREA = new Rectangle2D.Double(100, 0, 1000, 500);

  @ParameterizedTest
  @CsvSource({
    "5 5.2 6 60, 6",
    "60 6 5 5.2, 6",
    "5 15, 5",
    "5 5 20 25, 5",
    "1 1 1 5 30, 5",
    "5 14.9,",
    "1 50 60,",
    "1 4 16,4",
    "7,",
    "5 6 7 8,"
  })
  void breaksWhereAFewGoOnThreeTimesAsFarAsTheOthers(String ends, Double last) {
    assertThat(axis(ends).stream().map(BrokenAxis::breakAt))
        .isEqualTo(last == null ? List.of() : List.of(1.02 * last));
  }

  @Test
  void givesMostOfItsLengthToWhatLiesBeforeTheBreak() {
    BrokenAxis axis = axis("9 10 100").get(0);

    assertThat(place(axis, 0)).isEqualTo(100);
    assertThat(place(axis, 5.1)).isCloseTo(500, within(1e-9));
    assertThat(place(axis, 10.2)).isCloseTo(900, within(1e-9));
    assertThat(place(axis, 55.6)).isCloseTo(1000, within(1e-9));
    assertThat(place(axis, 101)).isCloseTo(1100, within(1e-9));
    for (double value : new double[] {0, 3, 10.2, 40, 101}) {
      assertThat(axis.java2DToValue(place(axis, value), AREA, RectangleEdge.BOTTOM))
          .isCloseTo(value, within(1e-9));
    }
  }

  @Test
  void labelsBothScales() {
    List<NumberTick> ticks =
        axis("9 10 100").get(0).refreshTicks(null, new AxisState(), AREA, RectangleEdge.BOTTOM);

    assertThat(ticks)
        .extracting(NumberTick::getText)
        .containsExactly("0", "2", "4", "6", "8", "10", "50", "100");
  }

  private static List<BrokenAxis> axis(String ends) {
    return BrokenAxis.of(
            "seconds", Arrays.stream(ends.split(" ")).mapToDouble(Double::parseDouble).toArray())
        .stream()
        .toList();
  }

  private static double place(BrokenAxis axis, double value) {
    return axis.valueToJava2D(value, AREA, RectangleEdge.BOTTOM);
  }
}
