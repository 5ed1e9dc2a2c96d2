package optbench.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import optbench.spec.Schedule.Span;
import optbench.spec.ScheduleCurve.Cosine;
import optbench.spec.ScheduleCurve.Exponential;
import optbench.spec.ScheduleCurve.InverseTime;
import optbench.spec.ScheduleCurve.OneCycle;
import optbench.spec.ScheduleCurve.Polynomial;
import optbench.spec.ScheduleCurve.StepDecay;
import org.junit.jupiter.api.Test;

/**
 * The schedules that name a framework's, step by step against what that framework gives: the rates
 * are those of the classes named, from PyTorch 2.14.1 and Keras 3.15.1, for a rate of 1.
 */
class FrameworkScheduleTest {
  /** OneCycleLR(max_lr=1, total_steps=10), all else by default. */
  @Test
  void oneCycleIsPyTorchs() {
    assertRates(
        new OneCycle(0.04, 0.3, 4e-6),
        0.040000000000000036,
        0.52,
        1.0,
        0.9504846320134737,
        0.8117456539497631,
        0.6112620219362893,
        0.38874197806371075,
        0.18825834605023697,
        0.049519367986526286,
        4e-06);
  }

  /** Likewise, with total_steps 4: the peak of 0.2 lies between two steps. */
  @Test
  void oneCycleIsPyTorchsInAFewSteps() {
    assertRates(
        new OneCycle(0.04, 0.3, 4e-6),
        0.040000000000000036,
        0.811745653949763,
        0.28306099820869923,
        4e-06);
  }

  /** Likewise, with total_steps 13, pct_start 0.45, div_factor 8, final_div_factor 100. */
  @Test
  void oneCycleIsPyTorchsWithItsSettings() {
    assertRates(
        new OneCycle(1 / 8.0, 0.45, 1 / 800.0),
        0.125,
        0.21361877037880972,
        0.44357434339659996,
        0.7217084099215256,
        0.9353448603494865,
        0.9989157990893853,
        0.9375948981905682,
        0.7932619916013202,
        0.5933362771032649,
        0.37579802431748766,
        0.18197339038413998,
        0.048683611003085825,
        0.00125);
  }

  /** StepLR(step_size=3, gamma=0.5). */
  @Test
  void stepIsPyTorchs() {
    assertRates(
        new StepDecay(0.5, new Span(3, false)),
        1.0,
        1.0,
        1.0,
        0.5,
        0.5,
        0.5,
        0.25,
        0.25,
        0.25,
        0.125);
  }

  /** ExponentialDecay(decay_steps=2, decay_rate=0.9). */
  @Test
  void exponentialIsKeras() {
    assertRates(
        new Exponential(0.9, new Span(2, false)),
        1.0,
        0.9486832980505138,
        0.9,
        0.8538149682454624,
        0.81,
        0.7684334714209162,
        0.7290000000000001,
        0.6915901242788246,
        0.6561,
        0.6224311118509421);
  }

  /** InverseTimeDecay(decay_steps=4, decay_rate=0.5). */
  @Test
  void inverseTimeIsKeras() {
    assertRates(
        new InverseTime(0.5, new Span(4, false)),
        1.0,
        0.8888888888888888,
        0.8,
        0.7272727272727273,
        0.6666666666666666,
        0.6153846153846154,
        0.5714285714285714,
        0.5333333333333333,
        0.5,
        0.47058823529411764);
  }

  /** PolynomialDecay(decay_steps=10, end_learning_rate=0.1, power=2). */
  @Test
  void polynomialIsKeras() {
    assertRates(
        new Polynomial(2, 0.1),
        1.0,
        0.8290000000000001,
        0.6760000000000002,
        0.5409999999999999,
        0.42400000000000004,
        0.325,
        0.24400000000000005,
        0.18100000000000005,
        0.13599999999999998,
        0.109);
  }

  /** CosineDecay(decay_steps=10, alpha=0.1), and CosineAnnealingLR(T_max=10, eta_min=0.1). */
  @Test
  void cosineIsThatOfBoth() {
    assertRates(
        new Cosine(0.1),
        1.0,
        0.9779754323328191,
        0.9140576474687263,
        0.8145033635316129,
        0.6890576474687263,
        0.55,
        0.41094235253127376,
        0.2854966364683872,
        0.18594235253127372,
        0.12202456766718092);
  }

  private static void assertRates(ScheduleCurve curve, double... expected) {
    Schedule schedule = new Schedule(curve, Span.NONE, false);
    assertThat(
            IntStream.rangeClosed(1, expected.length)
                .mapToDouble(step -> schedule.factor(step, expected.length, 5))
                .toArray())
        .containsExactly(expected, within(1e-12));
  }
}
