package optbench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class EndLabelsTest {
  private static final double ROUNDING = 1e-6;

  @Test
  void leavesLabelsWithRoomWhereTheyAre() {
    assertThat(EndLabels.spread(new double[] {80, 20, 50}, 18, 0, 100)).containsExactly(80, 20, 50);
  }

  @Test
  void pushesLabelsApartEvenly() {
    assertThat(EndLabels.spread(new double[] {50, 50, 10}, 18, 0, 100))
        .containsExactly(new double[] {41, 59, 10}, within(ROUNDING));
  }

  @Test
  void pushesLabelsBackFromTheEdge() {
    assertThat(EndLabels.spread(new double[] {99, 100}, 18, 0, 100))
        .containsExactly(new double[] {82, 100}, within(ROUNDING));
  }

  @Property
  void neverOverlapsAndKeepsTheOrder(
      @ForAll @Size(min = 1, max = 40) double @DoubleRange(min = 0, max = 400) [] wanted) {
    double[] placed = EndLabels.spread(wanted, 18, 0, 400);

    double gap = wanted.length < 2 ? 18 : Math.min(18, 400.0 / (wanted.length - 1));
    double[] sorted = placed.clone();
    Arrays.sort(sorted);
    for (int i = 0; i < sorted.length; i++) {
      assertThat(sorted[i]).isBetween(-ROUNDING, 400 + ROUNDING);
      assertThat(i == 0 ? gap : sorted[i] - sorted[i - 1]).isGreaterThanOrEqualTo(gap - ROUNDING);
    }
    for (int i = 0; i < wanted.length; i++) {
      for (int j = 0; j < wanted.length; j++) {
        if (wanted[i] < wanted[j]) {
          assertThat(placed[i]).isLessThan(placed[j]);
        }
      }
    }
  }
}
