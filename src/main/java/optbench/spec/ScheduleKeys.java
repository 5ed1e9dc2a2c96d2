package optbench.spec;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import optbench.spec.Schedule.Span;
import optbench.spec.ScheduleCurve.Constant;
import optbench.spec.ScheduleCurve.Cosine;
import optbench.spec.ScheduleCurve.Exponential;
import optbench.spec.ScheduleCurve.InverseTime;
import optbench.spec.ScheduleCurve.OneCycle;
import optbench.spec.ScheduleCurve.Polynomial;
import optbench.spec.ScheduleCurve.StepDecay;
import optbench.spec.key.ChoiceType;
import optbench.spec.key.Given;
import optbench.spec.key.Key;
import optbench.spec.key.NumberType;
import optbench.spec.key.ObjectType;
import optbench.spec.key.OneKeyType;
import optbench.spec.key.ValueType;

/** The keys of a schedule, and of each of its forms. */
final class ScheduleKeys {
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

  private static final ObjectType<Constant> CONSTANT =
      ObjectType.<Constant>of("The rate stays as it is, after a warm-up")
          .reads(given -> new Constant());

  static final Key<Double> STEP_FACTOR = share("factor", "What the rate is multiplied by", 0.1);

  private static final ObjectType<StepDecay> STEP =
      ObjectType.<StepDecay>of("Multiplied once in a while, as by PyTorch's StepLR")
          .with(STEP_FACTOR, StepDecay::factor)
          .part(Every.KEYS, StepDecay::every)
          .reads(given -> new StepDecay(given.get(STEP_FACTOR), given.get(Every.KEYS)));

  static final Key<Double> EXPONENTIAL_FACTOR =
      share("factor", "What the rate is multiplied by", 0.9);

  private static final ObjectType<Exponential> EXPONENTIAL =
      ObjectType.<Exponential>of("Multiplied smoothly, as by Keras's ExponentialDecay")
          .with(EXPONENTIAL_FACTOR, Exponential::factor)
          .part(Every.KEYS, Exponential::every)
          .reads(given -> new Exponential(given.get(EXPONENTIAL_FACTOR), given.get(Every.KEYS)));

  static final Key<Double> INVERSE_TIME_RATE =
      Key.of("rate", atLeastZero("How fast it falls")).byDefault(1);

  private static final ObjectType<InverseTime> INVERSE_TIME =
      ObjectType.<InverseTime>of("Divided by 1 + rate t / every, as by Keras's InverseTimeDecay")
          .with(INVERSE_TIME_RATE, InverseTime::rate)
          .part(Every.KEYS, InverseTime::every)
          .reads(given -> new InverseTime(given.get(INVERSE_TIME_RATE), given.get(Every.KEYS)));

  static final Key<Double> POLYNOMIAL_POWER =
      Key.of("power", atLeastZero("1 for a straight line")).byDefault(1);

  static final Key<Double> POLYNOMIAL_END = share("end", "Share of the rate at the end", 0);

  private static final ObjectType<Polynomial> POLYNOMIAL =
      ObjectType.<Polynomial>of(
              "Falls to the end along a power of the time left, as in Keras's PolynomialDecay")
          .with(POLYNOMIAL_POWER, Polynomial::power)
          .with(POLYNOMIAL_END, Polynomial::end)
          .reads(given -> new Polynomial(given.get(POLYNOMIAL_POWER), given.get(POLYNOMIAL_END)));

  static final Key<Double> COSINE_END = share("end", "Share of the rate at the end", 0);

  private static final ObjectType<Cosine> COSINE =
      ObjectType.<Cosine>of(
              "Falls to the end along half a cosine, as in Keras's CosineDecay and PyTorch's CosineAnnealingLR")
          .with(COSINE_END, Cosine::end)
          .reads(given -> new Cosine(given.get(COSINE_END)));

  static final Key<Double> ONE_CYCLE_START =
      share("start", "Share of the rate at the start", 0.04, PYTORCH);

  static final Key<Double> ONE_CYCLE_RISE =
      Key.of("rise", ValueType.number("Share of the training spent rising").above(0).below(1))
          .byDefault(0.3, PYTORCH);

  static final Key<Double> ONE_CYCLE_END =
      share("end", "Share of the rate at the end", 4e-6, PYTORCH);

  private static final ObjectType<OneCycle> ONE_CYCLE =
      ObjectType.<OneCycle>of(
              "Rises to the rate, then falls to the end, which the last step has, each along half a cosine, as in PyTorch's OneCycleLR; the momentum stays")
          .with(ONE_CYCLE_START, OneCycle::start)
          .with(ONE_CYCLE_RISE, OneCycle::rise)
          .with(ONE_CYCLE_END, OneCycle::end)
          .reads(
              given ->
                  new OneCycle(
                      given.get(ONE_CYCLE_START),
                      given.get(ONE_CYCLE_RISE),
                      given.get(ONE_CYCLE_END)));

  /** As written in specs. */
  private static final ScheduleCurve.Visitor<String> NAME =
      new ScheduleCurve.Visitor<>() {
        @Override
        public String constant(Constant curve) {
          return "constant";
        }

        @Override
        public String step(StepDecay curve) {
          return "step";
        }

        @Override
        public String exponential(Exponential curve) {
          return "exponential";
        }

        @Override
        public String inverseTime(InverseTime curve) {
          return "inverse_time";
        }

        @Override
        public String polynomial(Polynomial curve) {
          return "polynomial";
        }

        @Override
        public String cosine(Cosine curve) {
          return "cosine";
        }

        @Override
        public String oneCycle(OneCycle curve) {
          return "one_cycle";
        }
      };

  static final Key<Schedule> KEY = key();

  private ScheduleKeys() {}

  /** Curves that need no settings may be written as a word. */
  private static Key<Schedule> key() {
    Map<String, ValueType<? extends Schedule>> curves = new LinkedHashMap<>();
    curves.put("constant", of(Constant.class, CONSTANT));
    curves.put("step", of(StepDecay.class, STEP));
    curves.put("exponential", of(Exponential.class, EXPONENTIAL));
    curves.put("inverse_time", of(InverseTime.class, INVERSE_TIME));
    curves.put("polynomial", of(Polynomial.class, POLYNOMIAL));
    curves.put("cosine", of(Cosine.class, COSINE));
    curves.put("one_cycle", of(OneCycle.class, ONE_CYCLE));
    String doc = "How the learning rate changes during training";
    OneKeyType<Schedule> one =
        new OneKeyType<>(doc, curves, schedule -> schedule.curve().accept(NAME), null);
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

  private static <C extends ScheduleCurve> ObjectType<Schedule> of(
      Class<C> form, ObjectType<C> curve) {
    return ObjectType.<Schedule>of(curve.doc())
        .optional(WARMUP_STEPS, schedule -> length(schedule.warmup(), false))
        .optional(WARMUP_EPOCHS, schedule -> length(schedule.warmup(), true))
        .unlessDefault(PER, Schedule::perEpoch)
        .part(curve, schedule -> form.cast(schedule.curve()))
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
    return span.isNone() || span.inEpochs() != inEpochs
        ? Optional.empty()
        : Optional.of(span.length());
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
}
