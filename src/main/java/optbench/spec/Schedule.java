package optbench.spec;

import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * How the learning rate changes during training: a factor on the rate that the optimizer was given.
 *
 * <p>A warm-up, if any, raises the factor in equal steps to 1; then the curve begins, over the
 * steps that remain. With {@code perEpoch} the factor is one throughout the epoch: in the warm-up
 * that of the epoch's last step, so that a warm-up of E epochs goes through 1/E, 2/E, ..., 1; on
 * the curve that of its first.
 *
 * @param curve its form after the warm-up
 * @param warmup length of the warm-up
 * @param perEpoch whether it changes once an epoch, rather than at every step
 */
public record Schedule(Curve curve, Span warmup, boolean perEpoch) {
  /** The rate stays as it is. */
  public static final Schedule CONSTANT = new Schedule(new Constant(), Span.NONE, false);

  public Schedule {
    Objects.requireNonNull(curve);
    Objects.requireNonNull(warmup);
  }

  /**
   * The factor at a step.
   *
   * @param step counted from 1
   * @param totalSteps of the whole training
   * @param stepsPerEpoch the last batch of an epoch counts as a step, however small
   */
  public double factor(long step, long totalSteps, long stepsPerEpoch) {
    long before = perEpoch ? (step - 1) / stepsPerEpoch * stepsPerEpoch : step - 1;
    long warm = Math.min(warmup.steps(stepsPerEpoch), totalSteps);
    if (before < warm) {
      long done = before + (perEpoch ? stepsPerEpoch : 1);
      return (double) Math.min(done, warm) / (double) warm;
    }
    return curve.factor(before - warm, totalSteps - warm, stepsPerEpoch);
  }

  /**
   * Refuses a schedule that runs past the end of the training.
   *
   * @throws SpecException if the warm-up never ends, or the rate never takes its first step down,
   *     or up
   */
  public void requireFits(long totalSteps, long stepsPerEpoch) {
    long warm = warmup.steps(stepsPerEpoch);
    if (warm >= totalSteps) {
      throw new SpecException(
          "/schedule",
          "a warm-up of "
              + warmup
              + " must end before the training does, which takes "
              + totalSteps
              + " steps");
    }
    curve
        .misfit(warm, totalSteps, stepsPerEpoch, perEpoch)
        .ifPresent(
            misfit -> {
              throw new SpecException("/schedule", misfit);
            });
  }

  /** As records and tables show it: deterministic, and all that decides the factor. */
  @Override
  public String toString() {
    return text(warmup.toString());
  }

  /**
   * The same for the record of a training. A warm-up that goes up once an epoch is marked: before,
   * an epoch had the factor of its first step there, and what was trained so is not to be taken for
   * it. With one step an epoch, and in a warm-up of one step, there is no difference, and no mark.
   */
  public String recorded(long stepsPerEpoch) {
    boolean marked = perEpoch && stepsPerEpoch > 1 && warmup.steps(stepsPerEpoch) > 1;
    return text(warmup + (marked ? " in whole epochs" : ""));
  }

  private String text(String rise) {
    String text = curve.text() + (warmup.isNone() ? "" : ", warm-up " + rise);
    return text + (perEpoch ? ", once an epoch" : "");
  }

  /**
   * A length of training.
   *
   * @param length a number of steps, or of epochs
   */
  public record Span(double length, boolean inEpochs) {
    /** Nothing. */
    public static final Span NONE = new Span(0, false);

    public Span {
      if (!(length >= 0 && length <= 1e9)) {
        throw new SpecException("", "must be a number of at least 0 but was " + length);
      }
    }

    /** In steps, rounded. */
    public long steps(long stepsPerEpoch) {
      return Math.round(inEpochs ? length * (double) stepsPerEpoch : length);
    }

    boolean isNone() {
      return length == 0;
    }

    @Override
    public String toString() {
      return number(length) + (inEpochs ? " epochs" : " steps");
    }
  }

  /** The form of a schedule. Steps are counted from 0, from the end of the warm-up. */
  public sealed interface Curve {
    /** The factor after {@code step} steps of {@code steps}. */
    double factor(long step, long steps, long stepsPerEpoch);

    /** All that decides it: ids of trials are made of it. */
    String text();

    /**
     * What of it never comes about in this training, if anything does not.
     *
     * @param warm steps of the warm-up, below {@code totalSteps}
     */
    Optional<String> misfit(long warm, long totalSteps, long stepsPerEpoch, boolean perEpoch);

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
  }

  /** Always 1. */
  public record Constant() implements Curve {
    @Override
    public double factor(long step, long steps, long stepsPerEpoch) {
      return 1;
    }

    @Override
    public String text() {
      return Schedule.text(this, "constant");
    }

    @Override
    public Optional<String> misfit(
        long warm, long totalSteps, long stepsPerEpoch, boolean perEpoch) {
      return Optional.empty();
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.constant(this);
    }
  }

  /** The rate is multiplied by {@code factor} once every so often: factor^floor(t / every). */
  public record StepDecay(double factor, Span every) implements Curve {
    public StepDecay {
      requireFraction("factor", factor);
      requirePositive(every);
    }

    @Override
    public double factor(long step, long steps, long stepsPerEpoch) {
      long times = step / period(every, stepsPerEpoch);
      return Math.pow(factor, (double) times);
    }

    @Override
    public String text() {
      return Schedule.text(this, "step {factor} every {every}");
    }

    @Override
    public Optional<String> misfit(
        long warm, long totalSteps, long stepsPerEpoch, boolean perEpoch) {
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
  public record Exponential(double factor, Span every) implements Curve {
    public Exponential {
      requireFraction("factor", factor);
      requirePositive(every);
    }

    @Override
    public double factor(long step, long steps, long stepsPerEpoch) {
      return Math.pow(factor, (double) step / (double) period(every, stepsPerEpoch));
    }

    @Override
    public String text() {
      return Schedule.text(this, "exponential {factor} every {every}");
    }

    @Override
    public Optional<String> misfit(
        long warm, long totalSteps, long stepsPerEpoch, boolean perEpoch) {
      return Optional.empty();
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.exponential(this);
    }
  }

  /** 1 / (1 + rate t / every). */
  public record InverseTime(double rate, Span every) implements Curve {
    public InverseTime {
      requireNotNegative("rate", rate);
      requirePositive(every);
    }

    @Override
    public double factor(long step, long steps, long stepsPerEpoch) {
      return 1 / (1 + rate * (double) step / (double) period(every, stepsPerEpoch));
    }

    @Override
    public String text() {
      return Schedule.text(this, "inverse_time {rate} every {every}");
    }

    @Override
    public Optional<String> misfit(
        long warm, long totalSteps, long stepsPerEpoch, boolean perEpoch) {
      return Optional.empty();
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.inverseTime(this);
    }
  }

  /** end + (1 - end) (1 - t / T)^power: from 1 to {@code end} at the end of training. */
  public record Polynomial(double power, double end) implements Curve {
    public Polynomial {
      requireNotNegative("power", power);
      requireFraction("end", end);
    }

    @Override
    public double factor(long step, long steps, long stepsPerEpoch) {
      return end + (1 - end) * Math.pow(1 - (double) step / (double) steps, power);
    }

    @Override
    public String text() {
      return Schedule.text(this, "polynomial power {power} to {end}");
    }

    @Override
    public Optional<String> misfit(
        long warm, long totalSteps, long stepsPerEpoch, boolean perEpoch) {
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
  public record Cosine(double end) implements Curve {
    public Cosine {
      requireFraction("end", end);
    }

    @Override
    public double factor(long step, long steps, long stepsPerEpoch) {
      return between(1, end, (double) step / (double) steps);
    }

    @Override
    public String text() {
      return Schedule.text(this, "cosine to {end}");
    }

    @Override
    public Optional<String> misfit(
        long warm, long totalSteps, long stepsPerEpoch, boolean perEpoch) {
      return Optional.empty();
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.cosine(this);
    }
  }

  /**
   * Up from {@code start} to 1 over the first {@code rise} of training, and down to {@code end}
   * over the rest, each along half a cosine (Smith and Topin, Super-Convergence, 2018; PyTorch's
   * OneCycleLR has start 0.04, rise 0.3, end 4e-6).
   */
  public record OneCycle(double start, double rise, double end) implements Curve {
    public OneCycle {
      requireFraction("start", start);
      requireFraction("end", end);
      if (!(rise > 0 && rise < 1)) {
        throw new SpecException(
            "/rise", "must be a share of training between 0 and 1 but was " + rise);
      }
    }

    @Override
    public double factor(long step, long steps, long stepsPerEpoch) {
      double done = (double) step / (double) steps;
      return done < rise
          ? between(start, 1, done / rise)
          : between(1, end, (done - rise) / (1 - rise));
    }

    @Override
    public String text() {
      return Schedule.text(this, "one_cycle from {start}, rise {rise}, to {end}");
    }

    @Override
    public Optional<String> misfit(
        long warm, long totalSteps, long stepsPerEpoch, boolean perEpoch) {
      return !perEpoch || totalSteps - warm > stepsPerEpoch
          ? Optional.empty()
          : Optional.of(
              "a cycle that changes once an epoch never rises: the training takes "
                  + totalSteps
                  + " steps, "
                  + stepsPerEpoch
                  + " an epoch; leave 'per: epoch' out");
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

  private static void requireFraction(String name, double value) {
    if (!(value >= 0 && value <= 1)) {
      throw new SpecException("/" + name, "must be a number from 0 to 1 but was " + value);
    }
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

  private static String number(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e9
        ? String.format(Locale.ROOT, "%.0f", value)
        : Double.toString(value);
  }
}
