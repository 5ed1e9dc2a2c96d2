package optbench.engine.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.OptionalDouble;
import optbench.optimizer.ParameterLayout;
import optbench.optimizer.ParameterLayout.Role;
import optbench.optimizer.ParameterLayout.Tensor;
import org.junit.jupiter.api.Test;

/** Figures that can be worked out by hand: two weights, a bias, a running mean, two weights. */
class ParameterWatchTest {
  private static final ParameterWatch WATCH =
      new ParameterWatch(
          new ParameterLayout(
              List.of(
                  new Tensor("0_W", 0, Role.WEIGHTS, List.of(1, 2)),
                  new Tensor("0_b", 2, Role.OTHER, List.of(1)),
                  new Tensor("1_mean", 3, Role.STATISTICS, List.of(1)),
                  new Tensor("2_W", 4, Role.WEIGHTS, List.of(2)))));

  private static final float[] ZERO = new float[6];

  @Test
  void takesTheNormOfWeightsAlone() {
    assertThat(WATCH.weightNorm(new float[] {1, 2, 50, 60, -2, 4})).isEqualTo(5);
  }

  @Test
  void findsTheLargestChangeOfWhatIsTrained() {
    assertThat(WATCH.largestChange(ZERO, new float[] {1, -2, -7, 60, 3, 4})).isEqualTo(7);
    assertThat(WATCH.largestChange(ZERO, ZERO)).isZero();
    assertThat(WATCH.largestChange(ZERO, new float[] {1, Float.NaN, 2, 0, 3, 4})).isNaN();
    assertThat(WATCH.largestChange(ZERO, new float[] {1, 2, 3, Float.NaN, 3, 4})).isEqualTo(4);
  }

  /** Rates 2, 8, 1 and 4, and one without a gradient, and a statistic. */
  @Test
  void takesTheMedianRateWhereThereIsAGradient() {
    float[] after = {2, -4, 1, 9, 4, 1};
    float[] gradient = {-1, 0.5f, 1, 1, -1, 0};

    assertThat(WATCH.medianRate(ZERO, after, gradient)).hasValue(3);
    gradient[0] = 0;
    assertThat(WATCH.medianRate(ZERO, after, gradient)).hasValue(4);
    assertThat(WATCH.medianRate(ZERO, after, ZERO)).isEmpty();
  }

  /** Plain descent from 0, where no change is rounded. */
  @Test
  void givesBackTheRateOfPlainDescent() {
    float[] gradient = {0.3f, -0.001f, 7, 1, 1e-9f, -2};
    float[] after = new float[6];
    for (int i = 0; i < after.length; i++) {
      after[i] = -0.125f * gradient[i];
    }

    assertThat(WATCH.medianRate(ZERO, after, gradient)).isEqualTo(OptionalDouble.of(0.125));
    assertThat(WATCH.largestChange(ZERO, after)).isEqualTo(0.125 * 7, within(0.0));
  }
}
