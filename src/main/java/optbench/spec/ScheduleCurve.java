package optbench.spec;

import java.util.Optional;
import optbench.spec.Schedule.Span;

/** The form of a schedule. Steps are counted from 0, from the end of the warm-up. */
public sealed interface ScheduleCurve {
  /**
   * The factor after {@code step} steps of {@code steps}.
   *
   * @param held for how many steps a factor stays: 1, or an epoch's
   */
  double factor(long step, long steps, long stepsPerEpoch, long held);

  /** All that decides it: ids of trials are made of it. */
  String text();

  /**
   * What of it never comes about in this training, if anything does not.
   *
   * @param warm steps of the warm-up, below {@code totalSteps}
   * @param held for how many steps a factor stays
   */
  Optional<String> misfit(long warm, long totalSteps, long stepsPerEpoch, long held);

  /** What this form means to somebody. */
  <R> R accept(Visitor<R> visitor);

  /**
   * An answer for each form: with a new one, whoever has to do with schedules does not compile
   * until it has its answer.
   */
  interface Visitor<R> {
    R constant(Constant curve);

    R step(StepDecay curve);

    R exponential(Exponential curve);

    R inverseTime(InverseTime curve);

    R polynomial(Polynomial curve);

    R cosine(Cosine curve);

    R oneCycle(OneCycle curve);
  }

  /** Always 1. */
  record Constant() implements ScheduleCurve {
    @Override
    public double factor(long step, long steps, long stepsPerEpoch, long held) {
      return 1;
    }

    @Override
    public String text() {
      return ScheduleCurve.text(this, "constant");
    }

    @Override
    public Optional<String> misfit(long warm, long totalSteps, long stepsPerEpoch, long held) {
      return Optional.empty();
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.constant(this);
    }
  }

  /** The rate is multiplied by {@code factor} once every so often: factor^floor(t / every). */
  record StepDecay(double factor, Span every) implements ScheduleCurve {
    public StepDecay {
      ScheduleKeys.STEP_FACTOR.require(factor);
      requirePositive(every);
    }

    @Override
    public double factor(long step, long steps, long stepsPerEpoch, long held) {
      long times = step / period(every, stepsPerEpoch);
      return Math.pow(factor, (double) times);
    }

    @Override
    public String text() {
      return ScheduleCurve.text(this, "step {factor} every {every}");
    }

    @Override
    public Optional<String> misfit(long warm, long totalSteps, long stepsPerEpoch, long held) {
      return every.steps(stepsPerEpoch) < totalSteps - warm
          ? Optional.empty()
          : Optional.of(
              "a step every "
                  + every
                  + " never comes: the training takes "
                  + totalSteps
                  + " steps");
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.step(this);
    }
  }

  /** The same, smoothly: factor^(t / every). */
  record Exponential(double factor, Span every) implements ScheduleCurve {
    public Exponential {
      ScheduleKeys.EXPONENTIAL_FACTOR.require(factor);
      requirePositive(every);
    }

    @Override
    public double factor(long step, long steps, long stepsPerEpoch, long held) {
      return Math.pow(factor, (double) step / (double) period(every, stepsPerEpoch));
    }

    @Override
    public String text() {
      return ScheduleCurve.text(this, "exponential {factor} every {every}");
    }

    @Override
    public Optional<String> misfit(long warm, long totalSteps, long stepsPerEpoch, long held) {
      return Optional.empty();
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.exponential(this);
    }
  }

  /** 1 / (1 + rate t / every). */
  record InverseTime(double rate, Span every) implements ScheduleCurve {
    public InverseTime {
      requireNotNegative("rate", rate);
      requirePositive(every);
    }

    @Override
    public double factor(long step, long steps, long stepsPerEpoch, long held) {
      return 1 / (1 + rate * (double) step / (double) period(every, stepsPerEpoch));
    }

    @Override
    public String text() {
      return ScheduleCurve.text(this, "inverse_time {rate} every {every}");
    }

    @Override
    public Optional<String> misfit(long warm, long totalSteps, long stepsPerEpoch, long held) {
      return Optional.empty();
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.inverseTime(this);
    }
  }

  /** end + (1 - end) (1 - t / T)^power: from 1 to {@code end} at the end of training. */
  record Polynomial(double power, double end) implements ScheduleCurve {
    public Polynomial {
      requireNotNegative("power", power);
      ScheduleKeys.POLYNOMIAL_END.require(end);
    }

    @Override
    public double factor(long step, long steps, long stepsPerEpoch, long held) {
      return end + (1 - end) * Math.pow(1 - (double) step / (double) steps, power);
    }

    @Override
    public String text() {
      return ScheduleCurve.text(this, "polynomial power {power} to {end}");
    }

    @Override
    public Optional<String> misfit(long warm, long totalSteps, long stepsPerEpoch, long held) {
      return Optional.empty();
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.polynomial(this);
    }
  }

  /**
   * end + (1 - end) (1 + cos(pi t / T)) / 2: from 1 to {@code end} at the end of training
   * (Loshchilov and Hutter, SGDR, ICLR 2017, without restarts).
   */
  record Cosine(double end) implements ScheduleCurve {
    public Cosine {
      ScheduleKeys.COSINE_END.require(end);
    }

    @Override
    public double factor(long step, long steps, long stepsPerEpoch, long held) {
      return between(1, end, (double) step / (double) steps);
    }

    @Override
    public String text() {
      return ScheduleCurve.text(this, "cosine to {end}");
    }

    @Override
    public Optional<String> misfit(long warm, long totalSteps, long stepsPerEpoch, long held) {
      return Optional.empty();
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.cosine(this);
    }
  }

  /**
   * Up from {@code start} to 1 over the first {@code rise} of training, and down to {@code end}
   * over the rest, each along half a cosine (Smith and Topin, Super-Convergence, 2018). Counted
   * from 0 over T steps, the peak is at rise T - 1 and the end at T - 1, the last step, as in
   * PyTorch's OneCycleLR, which has start 0.04, rise 0.3, end 4e-6; it takes epochs for steps where
   * the rate changes once an epoch. The momentum, which PyTorch lets fall and rise against the
   * rate, stays.
   */
  record OneCycle(double start, double rise, double end) implements ScheduleCurve {
    public OneCycle {
      ScheduleKeys.ONE_CYCLE_START.require(start);
      ScheduleKeys.ONE_CYCLE_END.require(end);
      ScheduleKeys.ONE_CYCLE_RISE.require(rise);
    }

    @Override
    public double factor(long step, long steps, long stepsPerEpoch, long held) {
      double peak = rise * (double) steps - (double) held;
      double last = (double) (steps - held);
      return (double) step < peak
          ? between(start, 1, (double) step / peak)
          : between(1, end, ((double) step - peak) / (last - peak));
    }

    /**
     * With where the end is: before, peak and end came a step later, and what was trained so is not
     * to be taken for it.
     */
    @Override
    public String text() {
      return ScheduleCurve.text(
          this, "one_cycle from {start}, rise {rise}, to {end} at the last step");
    }

    @Override
    public Optional<String> misfit(long warm, long totalSteps, long stepsPerEpoch, long held) {
      double times = (double) (totalSteps - warm) / (double) held;
      if (rise * times > 1) {
        return Optional.empty();
      }
      String unit = held > 1 ? " epochs, as it changes once an epoch," : " steps";
      return Optional.of(
          "a cycle with a rise of "
              + rise
              + " takes at least "
              + Schedule.number(Math.floor(1 / rise) + 1)
              + unit
              + " to rise at all, but has "
              + Schedule.number(times)
              + (held > 1 ? "; leave 'per: epoch' out" : ""));
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.oneCycle(this);
    }
  }

  private static String text(Record of, String pattern) {
    return RecordText.of(of, pattern, Schedule::number);
  }

  /** Along half a cosine. */
  private static double between(double from, double to, double share) {
    return to + (from - to) * (1 + Math.cos(Math.PI * share)) / 2;
  }

  private static long period(Span every, long stepsPerEpoch) {
    return Math.max(1, every.steps(stepsPerEpoch));
  }

  private static void requireNotNegative(String name, double value) {
    if (!(value >= 0 && value <= 1e9)) {
      throw new SpecException("/" + name, "must be a number of at least 0 but was " + value);
    }
  }

  private static void requirePositive(Span every) {
    if (every.isNone()) {
      throw new SpecException("", "needs every_steps or every_epochs above 0");
    }
  }
}
