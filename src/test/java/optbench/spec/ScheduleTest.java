package optbench.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.LongStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;
import optbench.spec.Schedule.Span;
import optbench.spec.ScheduleCurve.Constant;
import optbench.spec.ScheduleCurve.Cosine;
import optbench.spec.ScheduleCurve.Exponential;
import optbench.spec.ScheduleCurve.InverseTime;
import optbench.spec.ScheduleCurve.OneCycle;
import optbench.spec.ScheduleCurve.Polynomial;
import optbench.spec.ScheduleCurve.StepDecay;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against values worked out by hand; 10 steps, 5 an epoch, unless it says otherwise. */
class ScheduleTest {
  private static final Span TWO_STEPS = new Span(2, false);
  private static final Span ONE_EPOCH = new Span(1, true);

  @Test
  void staysConstant() {
    assertThat(factors(Schedule.CONSTANT)).containsOnly(1.0);
  }

  @Test
  void fallsInSteps() {
    assertThat(factors(plain(new StepDecay(0.5, new Span(3, false)))))
        .containsExactly(1, 1, 1, 0.5, 0.5, 0.5, 0.25, 0.25, 0.25, 0.125);
    assertThat(factors(plain(new StepDecay(0.1, ONE_EPOCH))))
        .containsExactly(1, 1, 1, 1, 1, 0.1, 0.1, 0.1, 0.1, 0.1);
  }

  @Test
  void fallsExponentially() {
    double[] factors = factors(plain(new Exponential(0.25, TWO_STEPS)));
    assertThat(factors[0]).isEqualTo(1);
    assertThat(factors[1]).isCloseTo(0.5, within(1e-12));
    assertThat(factors[9]).isCloseTo(Math.pow(0.5, 9), within(1e-12));
  }

  @Test
  void fallsWithInverseTime() {
    double[] factors = factors(plain(new InverseTime(1, ONE_EPOCH)));
    assertThat(factors[5]).isCloseTo(0.5, within(1e-12));
    assertThat(factors[9]).isCloseTo(1 / 2.8, within(1e-12));
  }

  @Test
  void fallsAlongAPolynomial() {
    double[] factors = factors(plain(new Polynomial(2, 0.1)));
    assertThat(factors[0]).isEqualTo(1);
    assertThat(factors[5]).isCloseTo(0.1 + 0.9 * 0.25, within(1e-12));
  }

  @Test
  void fallsAlongACosine() {
    double[] factors = factors(plain(new Cosine(0)));
    assertThat(factors[0]).isEqualTo(1);
    assertThat(factors[5]).isCloseTo(0.5, within(1e-12));
    assertThat(factors[9]).isCloseTo((1 + Math.cos(0.9 * Math.PI)) / 2, within(1e-12));
  }

  /** In epochs as it would in steps: with 5 steps each, 0.4 of 5 epochs less 1 is the second. */
  @Test
  void cyclesFromEpochToEpochIfItChangesOnceAnEpoch() {
    OneCycle curve = new OneCycle(0.1, 0.4, 0.01);
    Schedule byEpoch = new Schedule(curve, Span.NONE, true);
    for (int step = 1; step <= 25; step++) {
      assertThat(byEpoch.factor(step, 25, 5))
          .isCloseTo(plain(curve).factor((step - 1) / 5 + 1, 5, 1), within(1e-12));
    }
    assertThat(byEpoch.factor(6, 25, 5)).isEqualTo(1);
    assertThat(byEpoch.factor(21, 25, 5)).isCloseTo(0.01, within(1e-12));
  }

  /** What was trained with peak and end a step later has another text, and so another id. */
  @Test
  void marksCyclesThatWereOtherRatesBefore() {
    assertThat(plain(new OneCycle(0.1, 0.4, 0.01)).recorded(16))
        .isEqualTo("one_cycle from 0.1, rise 0.4, to 0.01 at the last step");
  }

  @Test
  void warmsUpBeforeTheCurveBegins() {
    double[] factors = factors(new Schedule(new Cosine(0), new Span(4, false), false));
    assertThat(factors).startsWith(0.25, 0.5, 0.75, 1, 1);
    assertThat(factors[7]).isCloseTo(0.5, within(1e-12));
  }

  @Test
  void changesOnceAnEpochIfAsked() {
    assertThat(factors(new Schedule(new Polynomial(1, 0), Span.NONE, true)))
        .containsExactly(1, 1, 1, 1, 1, 0.5, 0.5, 0.5, 0.5, 0.5);
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1 1 1 1 1",
    "2, 0.5 1 1 1 1",
    "4, 0.25 0.5 0.75 1 1",
    "2.5, 0.4 0.8 1 1 1",
    "0.4, 1 1 1 1 1"
  })
  void warmsUpFromEpochToEpochIfItChangesOnceAnEpoch(double epochs, String expected) {
    Schedule schedule = new Schedule(new Constant(), new Span(epochs, true), true);
    double[] factors =
        Arrays.stream(expected.split(" ")).mapToDouble(Double::parseDouble).toArray();

    for (int step = 1; step <= 50; step++) {
      assertThat(schedule.factor(step, 50, 10)).isEqualTo(factors[(step - 1) / 10]);
    }
  }

  /** Every curve then starts where it starts without a warm-up, in the first epoch after it. */
  @Property(tries = 300)
  void followsTheCurveFromTheEpochAfterTheWarmUp(
      @ForAll("curves") ScheduleCurve curve,
      @ForAll @LongRange(min = 1, max = 50) long perEpoch,
      @ForAll @LongRange(min = 1, max = 6) long warm,
      @ForAll @LongRange(min = 1, max = 6) long after) {
    Schedule schedule = new Schedule(curve, new Span(warm, true), true);
    long total = (warm + after) * perEpoch;
    for (long epoch = 0; epoch < warm + after; epoch++) {
      double expected =
          epoch < warm
              ? (epoch + 1.0) / warm
              : curve.factor((epoch - warm) * perEpoch, after * perEpoch, perEpoch, perEpoch);
      assertThat(schedule.factor(epoch * perEpoch + 1, total, perEpoch))
          .isCloseTo(expected, within(1e-12));
      assertThat(schedule.factor((epoch + 1) * perEpoch, total, perEpoch))
          .isCloseTo(expected, within(1e-12));
    }
  }

  /** What was trained at another rate has another record, and so another id; nothing else has. */
  @Test
  void marksWarmUpsThatWereOtherRatesBefore() {
    Schedule marked = new Schedule(new Constant(), new Span(2, true), true);
    assertThat(marked.recorded(16))
        .isEqualTo("constant, warm-up 2 epochs in whole epochs, once an epoch");
    assertThat(marked.recorded(1)).isEqualTo("constant, warm-up 2 epochs, once an epoch");
    Schedule oneStep = new Schedule(new Constant(), new Span(1, false), true);
    assertThat(oneStep.recorded(16)).isEqualTo(oneStep.toString());
    Schedule byStep = new Schedule(new Cosine(0), new Span(2, true), false);
    assertThat(byStep.recorded(16)).isEqualTo(byStep.toString());
    Schedule plain = new Schedule(new Cosine(0), Span.NONE, true);
    assertThat(plain.recorded(16)).isEqualTo(plain.toString());
  }

  @Test
  void tellsAllThatDecidesIt() {
    assertThat(new Schedule(new Cosine(0.1), new Span(0.5, true), false))
        .hasToString("cosine to 0.1, warm-up 0.5 epochs");
    assertThat(new Schedule(new StepDecay(0.1, ONE_EPOCH), Span.NONE, true))
        .hasToString("step 0.1 every 1 epochs, once an epoch");
  }

  @Test
  void refusesToRunPastTheEnd() {
    Schedule warm = new Schedule(new Cosine(0), new Span(2, true), false);
    warm.requireFits(11, 5);
    assertThatThrownBy(() -> warm.requireFits(10, 5))
        .isInstanceOf(SpecException.class)
        .hasMessage(
            "a warm-up of 2 epochs must end before the training does, which takes 10 steps");
    Schedule late = plain(new StepDecay(0.1, new Span(10, false)));
    late.requireFits(11, 5);
    assertThatThrownBy(() -> late.requireFits(10, 5))
        .hasMessage("a step every 10 steps never comes: the training takes 10 steps");
    OneCycle cycle = new OneCycle(0.04, 0.3, 0);
    plain(cycle).requireFits(4, 5);
    assertThatThrownBy(() -> plain(cycle).requireFits(3, 5))
        .hasMessage("a cycle with a rise of 0.3 takes at least 4 steps to rise at all, but has 3");
    Schedule byEpoch = new Schedule(cycle, Span.NONE, true);
    byEpoch.requireFits(20, 5);
    assertThatThrownBy(() -> byEpoch.requireFits(15, 5))
        .hasMessage(
            "a cycle with a rise of 0.3 takes at least 4 epochs, as it changes once an epoch, to rise"
                + " at all, but has 3; leave 'per: epoch' out");
  }

  @Test
  void refusesWhatCannotBe() {
    assertThatThrownBy(() -> new StepDecay(1.5, ONE_EPOCH))
        .isInstanceOf(SpecException.class)
        .hasMessage("must be a number from 0 to 1 but was 1.5");
    assertThatThrownBy(() -> new StepDecay(0.5, Span.NONE))
        .hasMessage("needs every_steps or every_epochs above 0");
    assertThatThrownBy(() -> new OneCycle(0.1, 1, 0))
        .hasMessage("must be a number above 0 and below 1 but was 1.0");
    assertThatThrownBy(() -> new Span(-1, true)).hasMessageContaining("at least 0");
  }

  @Property(tries = 300)
  void neverLeavesZeroToOne(
      @ForAll("curves") ScheduleCurve curve,
      @ForAll @LongRange(min = 1, max = 400) long total,
      @ForAll @LongRange(min = 1, max = 50) long perEpoch,
      @ForAll @LongRange(min = 0, max = 500) long warmup,
      @ForAll boolean onceAnEpoch) {
    Schedule schedule = new Schedule(curve, new Span(warmup, false), onceAnEpoch);
    assertThat(
            LongStream.rangeClosed(1, total).mapToDouble(t -> schedule.factor(t, total, perEpoch)))
        .allSatisfy(f -> assertThat(f).isBetween(0.0, 1.0 + 1e-12));
  }

  @Provide
  static Arbitrary<ScheduleCurve> curves() {
    return Arbitraries.of(
        new Constant(),
        new StepDecay(0.3, ONE_EPOCH),
        new Exponential(0.9, TWO_STEPS),
        new InverseTime(0.5, ONE_EPOCH),
        new Polynomial(0.5, 0.2),
        new Cosine(0.05),
        new OneCycle(0.04, 0.3, 4e-6));
  }

  private static Schedule plain(ScheduleCurve curve) {
    return new Schedule(curve, Span.NONE, false);
  }

  private static double[] factors(Schedule schedule) {
    return LongStream.rangeClosed(1, 10).mapToDouble(t -> schedule.factor(t, 10, 5)).toArray();
  }
}
