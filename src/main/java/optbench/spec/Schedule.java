package optbench.spec;

import java.util.Locale;
import java.util.Objects;

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
public record Schedule(ScheduleCurve curve, Span warmup, boolean perEpoch) {
  /** The rate stays as it is. */
  public static final Schedule CONSTANT =
      new Schedule(new ScheduleCurve.Constant(), Span.NONE, false);

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
    long held = held(stepsPerEpoch);
    long before = (step - 1) / held * held;
    long warm = Math.min(warmup.steps(stepsPerEpoch), totalSteps);
    if (before < warm) {
      return (double) Math.min(before + held, warm) / (double) warm;
    }
    return curve.factor(before - warm, totalSteps - warm, stepsPerEpoch, held);
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
        .misfit(warm, totalSteps, stepsPerEpoch, held(stepsPerEpoch))
        .ifPresent(
            misfit -> {
              throw new SpecException("/schedule", misfit);
            });
  }

  /** For how many steps a factor stays. */
  private long held(long stepsPerEpoch) {
    return perEpoch ? stepsPerEpoch : 1;
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

  /** 1 rather than 1.0. */
  static String number(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e9
        ? String.format(Locale.ROOT, "%.0f", value)
        : Double.toString(value);
  }
}
