package optbench.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import optbench.stats.SeedsNeeded.Known;
import optbench.stats.SeedsNeeded.MoreThan;
import optbench.stats.SeedsNeeded.Never;
import optbench.stats.SeedsNeeded.Unknown;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PowerPlanTest {
  private static final PowerPlan ONE = PowerPlan.of(0.05, 1);

  /** SciPy 1.10.1, nct.cdf; R 4.2.2, pt (algorithm AS 243), agrees to 12 digits and more. */
  @ParameterizedTest
  @CsvSource({
    "1, 3, 0.5, 0.6515283330101278",
    "2, 5, 1, 0.7780746626162148",
    "-1, 4, 1, 0.032773295332027774",
    "3, 10, 2.5, 0.6365823804755735",
    "0, 7, 1.2, 0.11506967022170833",
    "12.706, 1, 3, 0.8138890000171254",
    "2, 29, 4, 0.025555509803247"
  })
  void noncentralTAgreesWithScipy(double t, int freedom, double noncentrality, double expected) {
    assertThat(PairedPower.noncentralT(t, freedom, noncentrality))
        .isCloseTo(expected, within(1e-9));
  }

  /** R: power.t.test(type = "paired", strict = TRUE). */
  @ParameterizedTest
  @CsvSource({
    "3, 1, 0.05, 0.179255393776663",
    "5, 1, 0.05, 0.401389917372453",
    "10, 1, 0.05, 0.803096856633018",
    "33, 0.5, 0.05, 0.795365841487633",
    "34, 0.5, 0.05, 0.80777750127944",
    "2, 2, 0.05, 0.175707411098663",
    "200, 0.2, 0.05, 0.803666660585839"
  })
  void powerAgreesWithR(int n, double effect, double alpha, double expected) {
    assertThat(PairedPower.ofDifference(n, effect, alpha)).isCloseTo(expected, within(1e-9));
    assertThat(PairedPower.ofDifference(n, -effect, alpha)).isCloseTo(expected, within(1e-9));
  }

  /** SciPy 1.17.1: nct.sf(t.isf(alpha, n - 1), n - 1, effect * sqrt(n)). */
  @ParameterizedTest
  @CsvSource({
    "3, 1, 0.05, 0.3218364091484602",
    "5, 1, 0.05, 0.5797373588621886",
    "10, 1, 0.05, 0.8975169943396827",
    "27, 0.5, 0.05, 0.811831551708168",
    "2, 2, 0.05, 0.341933388328901",
    "200, 0.2, 0.05, 0.8797900194043382",
    "5, 3, 0.008333333333333333, 0.9561943796258027"
  })
  void oneSidedPowerAgreesWithScipy(int n, double effect, double alpha, double expected) {
    assertThat(PairedPower.ofGain(n, effect, alpha)).isCloseTo(expected, within(1e-9));
  }

  /** Likewise: the smallest n whose one-sided power is 0.8 or more. */
  @ParameterizedTest
  @CsvSource({
    "0.2, 1, 156",
    "0.5, 1, 27",
    "0.8, 1, 12",
    "1, 1, 8",
    "2, 1, 4",
    "3, 1, 3",
    "0.09, 1, 765",
    "0.3, 6, 120",
    "0.5, 6, 45",
    "1, 6, 14",
    "2, 6, 6",
    "6, 6, 3"
  })
  void findsTheSeedsForAGain(double effect, int tests, int seeds) {
    assertThat(PowerPlan.of(0.05, tests).toShowGain(effect * 0.003, 0.003))
        .isEqualTo(new Known(seeds));
  }

  @Test
  void noGainIsShownOfWhatIsNone() {
    assertThat(ONE.toShowGain(-0.1, 1)).isEqualTo(new Never("the difference is not above 0"));
    assertThat(ONE.toShowGain(0, 0).isPossible()).isFalse();
    assertThat(ONE.toShowGain(1, 0)).isInstanceOf(Unknown.class);
    assertThat(ONE.toShowSameSign(1)).isEqualTo(new Known(5));
    assertThat(ONE.toShowSameSign(2)).isEqualTo(new Known(6));
  }

  @Test
  void powerOfACorrectedLevelAgreesWithR() {
    assertThat(PairedPower.ofDifference(10, 1, 0.05 / 21))
        .isCloseTo(0.261557550841136, within(1e-9));
  }

  /** The power to find nothing is the level. */
  @Test
  void powerWithoutADifferenceIsTheLevel() {
    assertThat(PairedPower.ofDifference(4, 0, 0.05)).isCloseTo(0.05, within(1e-9));
    assertThat(PairedPower.ofEquivalence(40, 1, 1, 0.05)).isCloseTo(0.05, within(1e-6));
  }

  /** R: integrate() over the density of the standard deviation, relative tolerance 1e-12. */
  @ParameterizedTest
  @CsvSource({
    "10, 0, 1, 0.05, 0.795207266705899",
    "10, 0.2, 1, 0.05, 0.722042836825571",
    "20, 0, 0.5, 0.05, 0.393463050829837",
    "3, 0, 2, 0.05, 0.558044542817103",
    "12, 0, 1, 0.016666666666666666, 0.670641875165213"
  })
  void powerOfEquivalenceAgreesWithR(
      int n, double effect, double margin, double alpha, double expected) {
    assertThat(PairedPower.ofEquivalence(n, effect, margin, alpha))
        .isCloseTo(expected, within(1e-9));
  }

  /**
   * R's power.t.test gives 198.15, 33.37, 14.30, 9.94, 4.22, 970.9 and 999.53 pairs; 199, 34 and 15
   * for small, medium and large effects are in the tables that follow Cohen.
   */
  @ParameterizedTest
  @CsvSource({"0.2, 199", "0.5, 34", "0.8, 15", "-1, 10", "2, 5", "0.09, 971", "0.0887, 1000"})
  void findsTheSeedsForADifference(double effect, int seeds) {
    assertThat(ONE.toShowDifference(effect * 0.003, 0.003)).isEqualTo(new Known(seeds));
  }

  /** R: 19.66 at 0.05 / 21; 43.996 for a power of 90 %. */
  @Test
  void plansForAFamilyAndForMorePower() {
    assertThat(PowerPlan.of(0.05, 21).toShowDifference(1, 1)).isEqualTo(new Known(20));
    assertThat(new PowerPlan(0.05, 1, 0.9).toShowDifference(0.5, 1)).isEqualTo(new Known(44));
  }

  /** R: the smallest n whose integral is 0.8 or more. */
  @ParameterizedTest
  @CsvSource({"0, 1, 11", "0, 0.5, 36", "0.2, 0.5, 71", "0, 2, 4"})
  void findsTheSeedsForEquivalence(double effect, double margin, int seeds) {
    assertThat(ONE.toShowEquivalence(effect, 1, margin)).isEqualTo(new Known(seeds));
  }

  /** R: power.t.test(n, power = 0.8)$delta. */
  @ParameterizedTest
  @CsvSource({
    "3, 3.26404354969677",
    "5, 1.68199696595358",
    "10, 0.996001371455107",
    "30, 0.529235615112784"
  })
  void findsTheSmallestDifference(int seeds, double expected) {
    assertThat(ONE.smallestDifference(seeds, 0.01)).hasValueCloseTo(expected * 0.01, within(1e-9));
  }

  @Test
  void findsTheSmallestDifferenceInAFamily() {
    assertThat(PowerPlan.of(0.05, 6).smallestDifference(5, 1))
        .hasValueCloseTo(2.75926263702169, within(1e-7));
  }

  @Test
  void stopsAtAThousand() {
    assertThat(ONE.toShowDifference(0.01, 1)).isEqualTo(new MoreThan(1000));
    assertThat(ONE.toShowDifference(0.01, 1).sentence())
        .isEqualTo("it would take more than 1000 seeds");
    assertThat(ONE.toShowEquivalence(0, 1, 0.001)).isEqualTo(new MoreThan(1000));
  }

  @Test
  void saysWhenNoNumberWillDo() {
    assertThat(ONE.toShowDifference(0, 1)).isEqualTo(new Never("the difference is 0"));
    assertThat(ONE.toShowEquivalence(-0.02, 1, 0.02).sentence())
        .isEqualTo("no number of seeds is enough: the difference is not smaller than the margin");
  }

  @Test
  void doesNotKnowWithoutVariation() {
    assertThat(ONE.toShowDifference(1, 0)).isInstanceOf(Unknown.class);
    assertThat(ONE.toShowEquivalence(0, 0, 1)).isInstanceOf(Unknown.class);
    assertThat(ONE.smallestDifference(5, 0)).isEmpty();
    assertThat(ONE.smallestDifference(1, 1)).isEmpty();
  }

  @Test
  void saysHowManyMore() {
    assertThat(new Known(5).moreThan(3)).hasValue(5);
    assertThat(new Known(5).moreThan(5)).isEmpty();
    assertThat(new Known(5).sentence()).isEqualTo("it would take 5 seeds");
  }

  @Test
  void refusesPlansWithoutSense() {
    assertThatThrownBy(() -> new PowerPlan(0.05, 0, 0.8))
        .hasMessage("tests must be at least 1 but were 0");
    assertThatThrownBy(() -> new PowerPlan(0.05, 1, 0.04))
        .hasMessage("the power must be greater than the level of 0.05 but was 0.04");
    assertThatThrownBy(() -> ONE.toShowDifference(1, Double.NaN))
        .hasMessage("the standard deviation must be at least 0 but was NaN");
  }
}
