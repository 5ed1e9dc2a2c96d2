package optbench.spec;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import optbench.spec.key.ChoiceType;
import optbench.spec.key.Given;
import optbench.spec.key.Key;
import optbench.spec.key.NumberType;
import optbench.spec.key.ObjectType;
import optbench.spec.key.OneKeyType;
import optbench.spec.key.ValueType;

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

  private static final String PYTORCH = "PyTorch's OneCycleLR";

  private static final Key<Double> WARMUP_STEPS =
      Key.of("warmup_steps", atLeastZero("Steps in which the rate rises to its value"));

  private static final Key<Double> WARMUP_EPOCHS =
      Key.of("warmup_epochs", atLeastZero("Epochs in which the rate rises to its value"));

  private static final Key<Boolean> PER =
      Key.of(
              "per",
              ValueType.words(
                  "unit",
                  "When the rate changes",
                  List.of(false, true),
                  perEpoch -> perEpoch ? "epoch" : "step"))
          .byDefault("step");

  static final Key<Schedule> KEY = key();

  /** Curves that need no settings may be written as a word. */
  private static Key<Schedule> key() {
    Map<String, ValueType<? extends Schedule>> curves = new LinkedHashMap<>();
    curves.put("constant", of(Constant.class, Constant.KEYS));
    curves.put("step", of(StepDecay.class, StepDecay.KEYS));
    curves.put("exponential", of(Exponential.class, Exponential.KEYS));
    curves.put("inverse_time", of(InverseTime.class, InverseTime.KEYS));
    curves.put("polynomial", of(Polynomial.class, Polynomial.KEYS));
    curves.put("cosine", of(Cosine.class, Cosine.KEYS));
    curves.put("one_cycle", of(OneCycle.class, OneCycle.KEYS));
    String doc = "How the learning rate changes during training";
    OneKeyType<Schedule> one = new OneKeyType<>(doc, curves, schedule -> schedule.curve.id(), null);
    List<String> bare = curves.keySet().stream().filter(name -> !name.equals("step")).toList();
    return Key.of(
            "schedule",
            ChoiceType.<Schedule>of(doc)
                .way(
                    ValueType.words("schedule", "A schedule with its defaults", bare).as(one::bare))
                .way(one, schedule -> true)
                .examples("cosine", Map.of("cosine", Map.of(WARMUP_EPOCHS.name(), 1)))
                .named("schedule"))
        .byDefault("constant");
  }

  private static <C extends Curve> ObjectType<Schedule> of(Class<C> form, ObjectType<C> curve) {
    return ObjectType.<Schedule>of(curve.doc())
        .optional(WARMUP_STEPS, schedule -> length(schedule.warmup, false))
        .optional(WARMUP_EPOCHS, schedule -> length(schedule.warmup, true))
        .unlessDefault(PER, Schedule::perEpoch)
        .part(curve, schedule -> form.cast(schedule.curve))
        .reads(given -> new Schedule(given.get(curve), warmup(given), given.get(PER)));
  }

  private static Span warmup(Given given) {
    Span warmup =
        given
            .find(WARMUP_STEPS)
            .map(steps -> new Span(steps, false))
            .orElseGet(() -> new Span(given.find(WARMUP_EPOCHS).orElse(0.0), true));
    return warmup.isNone() ? Span.NONE : warmup;
  }

  private static Optional<Double> length(Span span, boolean inEpochs) {
    return span.isNone() || span.inEpochs != inEpochs ? Optional.empty() : Optional.of(span.length);
  }

  /** From one change of the rate to the next. */
  private static final class Every {
    private static final Key<Double> STEPS =
        Key.of("every_steps", ValueType.number("Steps from one time to the next").above(0));

    private static final Key<Double> EPOCHS =
        Key.of("every_epochs", ValueType.number("Epochs from one time to the next").above(0))
            .byDefault(1);

    private static final ObjectType<Span> KEYS =
        ObjectType.<Span>of("From one time to the next")
            .optional(STEPS, span -> length(span, false))
            .optional(EPOCHS, span -> length(span, true))
            .reads(
                given ->
                    given
                        .find(STEPS)
                        .map(steps -> new Span(steps, false))
                        .orElseGet(() -> new Span(given.get(EPOCHS), true)));
  }

  private static NumberType atLeastZero(String doc) {
    return ValueType.number(doc).atLeast(0);
  }

  private static Key<Double> share(String name, String doc, double usual) {
    return share(name, doc, usual, "");
  }

  private static Key<Double> share(String name, String doc, double usual, String source) {
    return Key.of(name, ValueType.number(doc).atLeast(0).atMost(1)).byDefault(usual, source);
  }

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
              + warmup.text()
              + " must end before the training does, which takes "
              + totalSteps
              + " steps");
    }
    if (curve instanceof StepDecay decay
        && decay.every().steps(stepsPerEpoch) >= totalSteps - warm) {
      throw new SpecException(
          "/schedule",
          "a step every "
              + decay.every().text()
              + " never comes: the training takes "
              + totalSteps
              + " steps");
    }
    if (curve instanceof OneCycle && perEpoch && totalSteps - warm <= stepsPerEpoch) {
      throw new SpecException(
          "/schedule",
          "a cycle that changes once an epoch never rises: the training takes "
              + totalSteps
              + " steps, "
              + stepsPerEpoch
              + " an epoch; leave 'per: epoch' out");
    }
  }

  /** As records and tables show it: deterministic, and all that decides the factor. */
  @Override
  public String toString() {
    return text(warmup.text());
  }

  /**
   * The same for the record of a training. A warm-up that goes up once an epoch is marked: before,
   * an epoch had the factor of its first step there, and what was trained so is not to be taken for
   * it. With one step an epoch, and in a warm-up of one step, there is no difference, and no mark.
   */
  public String recorded(long stepsPerEpoch) {
    boolean marked = perEpoch && stepsPerEpoch > 1 && warmup.steps(stepsPerEpoch) > 1;
    return text(warmup.text() + (marked ? " in whole epochs" : ""));
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

    String text() {
      return number(length) + (inEpochs ? " epochs" : " steps");
    }
  }

  /** The form of a schedule. Steps are counted from 0, from the end of the warm-up. */
  public sealed interface Curve {
    /** The factor after {@code step} steps of {@code steps}. */
    double factor(long step, long steps, long stepsPerEpoch);

    /** All that decides it. */
    String text();

    /** As written in specs. */
    String id();
  }

  /** Always 1. */
  public record Constant() implements Curve {
    static final ObjectType<Constant> KEYS =
        ObjectType.<Constant>of("The rate stays as it is, after a warm-up")
            .reads(given -> new Constant());

    @Override
    public double factor(long step, long steps, long stepsPerEpoch) {
      return 1;
    }

    @Override
    public String id() {
      return "constant";
    }

    @Override
    public String text() {
      return "constant";
    }
  }

  /** The rate is multiplied by {@code factor} once every so often: factor^floor(t / every). */
  public record StepDecay(double factor, Span every) implements Curve {
    private static final Key<Double> FACTOR =
        share("factor", "What the rate is multiplied by", 0.1);

    static final ObjectType<StepDecay> KEYS =
        ObjectType.<StepDecay>of("Multiplied once in a while")
            .with(FACTOR, StepDecay::factor)
            .part(Every.KEYS, curve -> curve.every)
            .reads(given -> new StepDecay(given.get(FACTOR), given.get(Every.KEYS)));

    public StepDecay {
      FACTOR.require(factor);
      requirePositive(every);
    }

    @Override
    public double factor(long step, long steps, long stepsPerEpoch) {
      long times = step / period(every, stepsPerEpoch);
      return Math.pow(factor, (double) times);
    }

    @Override
    public String id() {
      return "step";
    }

    @Override
    public String text() {
      return "step " + number(factor) + " every " + every.text();
    }
  }

  /** The same, smoothly: factor^(t / every). */
  public record Exponential(double factor, Span every) implements Curve {
    private static final Key<Double> FACTOR =
        share("factor", "What the rate is multiplied by", 0.9);

    static final ObjectType<Exponential> KEYS =
        ObjectType.<Exponential>of("Multiplied smoothly")
            .with(FACTOR, Exponential::factor)
            .part(Every.KEYS, curve -> curve.every)
            .reads(given -> new Exponential(given.get(FACTOR), given.get(Every.KEYS)));

    public Exponential {
      FACTOR.require(factor);
      requirePositive(every);
    }

    @Override
    public double factor(long step, long steps, long stepsPerEpoch) {
      return Math.pow(factor, (double) step / (double) period(every, stepsPerEpoch));
    }

    @Override
    public String id() {
      return "exponential";
    }

    @Override
    public String text() {
      return "exponential " + number(factor) + " every " + every.text();
    }
  }

  /** 1 / (1 + rate t / every). */
  public record InverseTime(double rate, Span every) implements Curve {
    private static final Key<Double> RATE =
        Key.of("rate", atLeastZero("How fast it falls")).byDefault(1);

    static final ObjectType<InverseTime> KEYS =
        ObjectType.<InverseTime>of("Divided by 1 + rate t / every")
            .with(RATE, InverseTime::rate)
            .part(Every.KEYS, curve -> curve.every)
            .reads(given -> new InverseTime(given.get(RATE), given.get(Every.KEYS)));

    public InverseTime {
      requireNotNegative("rate", rate);
      requirePositive(every);
    }

    @Override
    public double factor(long step, long steps, long stepsPerEpoch) {
      return 1 / (1 + rate * (double) step / (double) period(every, stepsPerEpoch));
    }

    @Override
    public String id() {
      return "inverse_time";
    }

    @Override
    public String text() {
      return "inverse_time " + number(rate) + " every " + every.text();
    }
  }

  /** end + (1 - end) (1 - t / T)^power: from 1 to {@code end} at the end of training. */
  public record Polynomial(double power, double end) implements Curve {
    private static final Key<Double> POWER =
        Key.of("power", atLeastZero("1 for a straight line")).byDefault(1);

    private static final Key<Double> END = share("end", "Share of the rate at the end", 0);

    static final ObjectType<Polynomial> KEYS =
        ObjectType.<Polynomial>of("Falls to the end along a power of the time left")
            .with(POWER, Polynomial::power)
            .with(END, Polynomial::end)
            .reads(given -> new Polynomial(given.get(POWER), given.get(END)));

    public Polynomial {
      requireNotNegative("power", power);
      END.require(end);
    }

    @Override
    public double factor(long step, long steps, long stepsPerEpoch) {
      return end + (1 - end) * Math.pow(1 - (double) step / (double) steps, power);
    }

    @Override
    public String id() {
      return "polynomial";
    }

    @Override
    public String text() {
      return "polynomial power " + number(power) + " to " + number(end);
    }
  }

  /**
   * end + (1 - end) (1 + cos(pi t / T)) / 2: from 1 to {@code end} at the end of training
   * (Loshchilov and Hutter, SGDR, ICLR 2017, without restarts).
   */
  public record Cosine(double end) implements Curve {
    private static final Key<Double> END = share("end", "Share of the rate at the end", 0);

    static final ObjectType<Cosine> KEYS =
        ObjectType.<Cosine>of("Falls to the end along half a cosine")
            .with(END, Cosine::end)
            .reads(given -> new Cosine(given.get(END)));

    public Cosine {
      END.require(end);
    }

    @Override
    public double factor(long step, long steps, long stepsPerEpoch) {
      return between(1, end, (double) step / (double) steps);
    }

    @Override
    public String id() {
      return "cosine";
    }

    @Override
    public String text() {
      return "cosine to " + number(end);
    }
  }

  /**
   * Up from {@code start} to 1 over the first {@code rise} of training, and down to {@code end}
   * over the rest, each along half a cosine (Smith and Topin, Super-Convergence, 2018; PyTorch's
   * OneCycleLR has start 0.04, rise 0.3, end 4e-6).
   */
  public record OneCycle(double start, double rise, double end) implements Curve {
    private static final Key<Double> START =
        share("start", "Share of the rate at the start", 0.04, PYTORCH);

    private static final Key<Double> RISE =
        Key.of("rise", ValueType.number("Share of the training spent rising").above(0).below(1))
            .byDefault(0.3, PYTORCH);

    private static final Key<Double> END =
        share("end", "Share of the rate at the end", 4e-6, PYTORCH);

    static final ObjectType<OneCycle> KEYS =
        ObjectType.<OneCycle>of("Rises to the rate, then falls")
            .with(START, OneCycle::start)
            .with(RISE, OneCycle::rise)
            .with(END, OneCycle::end)
            .reads(given -> new OneCycle(given.get(START), given.get(RISE), given.get(END)));

    public OneCycle {
      START.require(start);
      END.require(end);
      RISE.require(rise);
    }

    @Override
    public double factor(long step, long steps, long stepsPerEpoch) {
      double done = (double) step / (double) steps;
      return done < rise
          ? between(start, 1, done / rise)
          : between(1, end, (done - rise) / (1 - rise));
    }

    @Override
    public String id() {
      return "one_cycle";
    }

    @Override
    public String text() {
      return "one_cycle from " + number(start) + ", rise " + number(rise) + ", to " + number(end);
    }
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

  private static String number(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e9
        ? String.format(Locale.ROOT, "%.0f", value)
        : Double.toString(value);
  }
}
