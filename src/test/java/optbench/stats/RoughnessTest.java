package optbench.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class RoughnessTest {
  /** Changes -1, 0.5, -1 and 0.5: mean -0.25, each 0.75 away from it. */
  @Test
  void isWorkedOutFromChanges() {
    Roughness roughness = Roughness.of(List.of(3.0, 2.0, 2.5, 1.5, 2.0));

    assertThat(roughness.changes()).isEqualTo(4);
    assertThat(roughness.mean()).hasValue(-0.25);
    assertThat(roughness.sd()).hasValueCloseTo(Math.sqrt(4 * 0.5625 / 3), within(1e-15));
    assertThat(roughness.uphill()).hasValue(0.5);
  }

  /** A loss that stays is not one that rises. */
  @Test
  void isNothingOnAStraightWay() {
    assertThat(Roughness.of(List.of(4.0, 3.0, 2.0)))
        .isEqualTo(
            new Roughness(2, OptionalDouble.of(-1), OptionalDouble.of(0), OptionalDouble.of(0)));
    assertThat(Roughness.of(List.of(2.0, 2.0, 2.0)).uphill()).hasValue(0);
  }

  @Test
  void endsWhereALossIsNotFinite() {
    List<Double> diverging = List.of(3.0, 2.0, 2.5, Double.POSITIVE_INFINITY, Double.NaN, 1.0);

    assertThat(Roughness.of(diverging)).isEqualTo(Roughness.of(diverging.subList(0, 3)));
  }

  @Test
  void saysNothingOfTooFewLosses() {
    assertThat(Roughness.of(List.of()).changes()).isZero();
    assertThat(Roughness.of(List.of(Double.NaN, 1.0, 2.0)).mean()).isEmpty();
    assertThat(Roughness.of(List.of(2.0)).uphill()).isEmpty();
    Roughness one = Roughness.of(List.of(2.0, 3.0));
    assertThat(one.changes()).isEqualTo(1);
    assertThat(one.mean()).hasValue(1);
    assertThat(one.sd()).isEmpty();
    assertThat(one.uphill()).hasValue(1);
  }

  /** A slope under the way is not roughness. */
  @Property(tries = 200)
  void doesNotDependOnTheSlope(
      @ForAll @Size(min = 3, max = 50) List<@DoubleRange(min = 0, max = 10) Double> losses,
      @ForAll @DoubleRange(min = -1, max = 1) double slope) {
    List<Double> tilted = new ArrayList<>();
    for (int i = 0; i < losses.size(); i++) {
      tilted.add(losses.get(i) + slope * i);
    }

    assertThat(Roughness.of(tilted).sd())
        .hasValueCloseTo(Roughness.of(losses).sd().orElseThrow(), within(1e-9));
    assertThat(Roughness.of(tilted).mean())
        .hasValueCloseTo(Roughness.of(losses).mean().orElseThrow() + slope, within(1e-9));
  }
}
