package optbench.spec;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What can be combined with every optimizer. In each step, in this order: the penalties' gradients
 * are added, then noise, then the gradient is clipped, then decoupled weight decay shrinks the
 * weights, then the optimizer steps at the scheduled rate, then the average of the weights follows.
 *
 * @param schedule of the learning rate
 * @param l1 coefficient of an L1 penalty: the weights' absolute sum times this is added to the loss
 *     that is minimised, and so their sign times this to the gradient
 * @param l2 coefficient of an L2 penalty: half the weights' square norm times this is added to the
 *     loss that is minimised, and so the weights times this to the gradient
 * @param weightDecay decoupled weight decay, if not the profile's: weights shrink by learning rate
 *     times this at every step
 * @param decoupled whether weight decay was asked for as decoupled, in so many words; otherwise the
 *     optimizer's profile must mean that by weight decay
 * @param decayAll whether penalties and weight decay hold for biases and normalisation layers, too
 * @param clipping of the gradient
 * @param noise added to the gradient
 * @param ema decay of an exponential moving average of the parameters, which is evaluated in their
 *     place; in [0, 1)
 */
public record Techniques(
    Schedule schedule,
    double l1,
    double l2,
    Optional<Double> weightDecay,
    boolean decoupled,
    boolean decayAll,
    Optional<Clipping> clipping,
    Optional<GradientNoise> noise,
    Optional<Double> ema) {
  /** None of them. */
  public static final Techniques NONE =
      new Techniques(
          Schedule.CONSTANT,
          0,
          0,
          Optional.empty(),
          false,
          Optional.empty(),
          Optional.empty(),
          Optional.empty());

  public Techniques {
    Objects.requireNonNull(schedule);
    requireNotNegative("l1", l1);
    requireNotNegative("l2", l2);
    weightDecay.ifPresent(
        decay -> requireNotNegative("weight_decay" + (decoupled ? "/decoupled" : ""), decay));
    if (decoupled && weightDecay.isEmpty()) {
      throw new IllegalArgumentException("there must be weight decay for it to be decoupled");
    }
    ema.ifPresent(Techniques::requireDecay);
  }

  /** With weight decay, if there is any, by its mere name. */
  public Techniques(
      Schedule schedule,
      double l1,
      double l2,
      Optional<Double> weightDecay,
      boolean decayAll,
      Optional<Clipping> clipping,
      Optional<GradientNoise> noise,
      Optional<Double> ema) {
    this(schedule, l1, l2, weightDecay, false, decayAll, clipping, noise, ema);
  }

  /** The same with weight decay decided: it is decoupled, and this much. */
  public Techniques withWeightDecay(double decay) {
    return new Techniques(
        schedule, l1, l2, Optional.of(decay), true, decayAll, clipping, noise, ema);
  }

  /** The same with an L2 penalty. */
  public Techniques withL2(double coefficient) {
    return new Techniques(
        schedule, l1, coefficient, weightDecay, decoupled, decayAll, clipping, noise, ema);
  }

  /** The same for the record of a training. */
  public Map<String, String> recorded(long stepsPerEpoch) {
    Map<String, String> recorded = inUse();
    recorded.computeIfPresent("schedule", (key, text) -> schedule.recorded(stepsPerEpoch));
    return recorded;
  }

  /** Those that are in use, each with all that decides it. */
  public Map<String, String> inUse() {
    Map<String, String> inUse = new LinkedHashMap<>();
    if (!schedule.equals(Schedule.CONSTANT)) {
      inUse.put("schedule", schedule.toString());
    }
    put(inUse, "l1", l1);
    put(inUse, "l2", l2);
    put(inUse, "weight_decay", weightDecay.orElse(0.0));
    if (decayAll) {
      inUse.put("decay_all", "true");
    }
    clipping.ifPresent(c -> inUse.put("clip", text(c, "{by} {threshold}")));
    noise.ifPresent(n -> inUse.put("gradient_noise", text(n, "eta {eta} gamma {gamma}")));
    ema.ifPresent(decay -> inUse.put("ema", Double.toString(decay)));
    return inUse;
  }

  private static String text(Record of, String pattern) {
    return RecordText.of(of, pattern, Double::toString);
  }

  private static void put(Map<String, String> inUse, String name, double value) {
    if (value != 0) {
      inUse.put(name, Double.toString(value));
    }
  }

  private static void requireDecay(double decay) {
    if (!(decay >= 0 && decay < 1)) {
      throw new SpecException(
          "/ema", "must be a number of at least 0 and below 1 but was " + decay);
    }
    Float32.require("/ema", decay);
  }

  private static void requireNotNegative(String name, double value) {
    if (!(value >= 0) || Double.isInfinite(value)) {
      throw new SpecException("/" + name, "must be a number of at least 0 but was " + value);
    }
    Float32.require("/" + name, value);
  }
}
