package optbench.descent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import optbench.descent.TestFunction.Slope;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class TestFunctionTest {
  @ParameterizedTest
  @EnumSource(TestFunction.class)
  void gradientsAreThoseOfCentralDifferences(TestFunction function) {
    SplittableRandom random = new SplittableRandom(7);
    PlaneArea view = function.view();
    double h = 1e-5;
    for (int i = 0; i < 200; i++) {
      double x = random.nextDouble(view.xLow(), view.xHigh());
      double y = random.nextDouble(view.yLow(), view.yHigh());
      Slope slope = function.gradient(x, y);
      double byX = (function.value(x + h, y) - function.value(x - h, y)) / (2 * h);
      double byY = (function.value(x, y + h) - function.value(x, y - h)) / (2 * h);
      double tolerance = 1e-5 * (1 + Math.abs(byX) + Math.abs(byY));
      assertThat(slope.byX()).as("by x at %s, %s", x, y).isCloseTo(byX, within(tolerance));
      assertThat(slope.byY()).as("by y at %s, %s", x, y).isCloseTo(byY, within(tolerance));
    }
  }

  /**
   * Rosenbrock 24.2 and Beale 14.203125 at the starts of More, Garbow and Hillstrom 1981; the
   * others worked out by hand.
   */
  @ParameterizedTest
  @CsvSource({
    "rosenbrock, 1, 1, 0",
    "rosenbrock, -1.2, 1, 24.2",
    "rosenbrock, 0, 0, 1",
    "beale, 3, 0.5, 0",
    "beale, 1, 1, 14.203125",
    "beale, 0, 0, 14.203125",
    "ravine, 0, 0, 0",
    "ravine, 1, 1, 0.5",
    "ravine, 1, -1, 50",
    "saddle, 0, 1, 0",
    "saddle, 0, -1, 0",
    "saddle, 0, 0, 0.25",
    "saddle, 2, 0, 4.25",
    "rastrigin, 0, 0, 0",
    "rastrigin, 1, 1, 2",
    "rastrigin, 0.5, 0.5, 40.5",
  })
  void hasTheValuesThatAreKnown(String id, double x, double y, double value) {
    assertThat(TestFunction.of(id).orElseThrow().value(x, y)).isCloseTo(value, within(1e-12));
  }

  @ParameterizedTest
  @EnumSource(TestFunction.class)
  void isLowestAtItsMinimaAndNowhereElse(TestFunction function) {
    for (PlanePoint minimum : function.minima()) {
      assertThat(function.value(minimum.x(), minimum.y())).isCloseTo(0, within(1e-12));
      Slope slope = function.gradient(minimum.x(), minimum.y());
      assertThat(Math.hypot(slope.byX(), slope.byY())).isCloseTo(0, within(1e-12));
      assertThat(function.view().contains(minimum.x(), minimum.y())).isTrue();
    }
    assertThat(function.view().contains(function.start().x(), function.start().y())).isTrue();
    SplittableRandom random = new SplittableRandom(8);
    for (int i = 0; i < 1000; i++) {
      double x = random.nextDouble(-4, 4);
      double y = random.nextDouble(-4, 4);
      if (function.distance(x, y) > 0.1) {
        assertThat(function.value(x, y)).as("at %s, %s", x, y).isPositive();
      }
    }
  }

  @Test
  void theSaddleIsOne() {
    Slope slope = TestFunction.SADDLE.gradient(0, 0);

    assertThat(Math.hypot(slope.byX(), slope.byY())).isZero();
    assertThat(TestFunction.SADDLE.value(0.1, 0)).isGreaterThan(0.25);
    assertThat(TestFunction.SADDLE.value(0, 0.1)).isLessThan(0.25);
  }

  @Test
  void distanceIsToTheNearestMinimum() {
    assertThat(TestFunction.SADDLE.distance(0, -4)).isEqualTo(3);
    assertThat(TestFunction.ROSENBROCK.distance(4, 5)).isEqualTo(5);
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, 1000.5, -1001})
  void pointsFarAwayAreRefused(double x) {
    assertThatThrownBy(() -> new PlanePoint(x, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("must be two numbers from -1000 to 1000 but was");
    assertThatThrownBy(() -> new PlanePoint(0, x)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aViewWidensForAPointOutsideItAndForNoOther() {
    PlaneArea view = new PlaneArea(-1, 1, -2, 2);

    assertThat(view.including(new PlanePoint(0.5, 1))).isEqualTo(view);
    PlaneArea wider = view.including(new PlanePoint(5, 0));
    assertThat(wider.xHigh()).isCloseTo(5.48, within(1e-9));
    assertThat(wider)
        .extracting(PlaneArea::xLow, PlaneArea::yLow, PlaneArea::yHigh)
        .containsExactly(-1.0, -2.0, 2.0);
    PlaneArea both = view.including(new PlanePoint(-3, -8));
    assertThat(both.contains(-3, -8)).isTrue();
    assertThat(both.contains(1, 2)).isTrue();
  }
}
