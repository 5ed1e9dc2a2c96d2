package optbench.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import optbench.spec.Clipping;
import optbench.spec.GradientNoise;
import optbench.spec.Schedule;
import optbench.spec.Schedule.Constant;
import optbench.spec.Schedule.Cosine;
import optbench.spec.Schedule.Curve;
import optbench.spec.Schedule.Exponential;
import optbench.spec.Schedule.InverseTime;
import optbench.spec.Schedule.OneCycle;
import optbench.spec.Schedule.Polynomial;
import optbench.spec.Schedule.Span;
import optbench.spec.Schedule.StepDecay;
import optbench.spec.Techniques;

/** Techniques in specs, in both directions. What is read has passed the schema. */
final class TechniquesTree {
  private TechniquesTree() {}

  static Techniques read(JsonNode node) {
    return new Techniques(
        node.has("schedule") ? schedule(node.get("schedule")) : Schedule.CONSTANT,
        node.path("l1").asDouble(0),
        node.path("l2").asDouble(0),
        weightDecay(node.path(TechniquesSchema.WEIGHT_DECAY)),
        node.path(TechniquesSchema.WEIGHT_DECAY).isObject(),
        node.path("decay_all").asBoolean(false),
        Optional.ofNullable(node.get("clip")).map(TechniquesTree::clipping),
        Optional.ofNullable(node.get("gradient_noise")).map(TechniquesTree::noise),
        number(node, "ema"));
  }

  static void write(Techniques techniques, Map<String, Object> tree) {
    if (!techniques.schedule().equals(Schedule.CONSTANT)) {
      tree.put("schedule", write(techniques.schedule()));
    }
    put(tree, "l1", techniques.l1());
    put(tree, "l2", techniques.l2());
    techniques
        .weightDecay()
        .ifPresent(
            decay ->
                tree.put(
                    TechniquesSchema.WEIGHT_DECAY,
                    techniques.decoupled() ? Map.of(TechniquesSchema.DECOUPLED, decay) : decay));
    if (techniques.decayAll()) {
      tree.put("decay_all", true);
    }
    techniques.clipping().ifPresent(c -> tree.put("clip", Map.of(c.by().id(), c.threshold())));
    techniques.noise().ifPresent(n -> tree.put("gradient_noise", write(n)));
    techniques.ema().ifPresent(decay -> tree.put("ema", decay));
  }

  private static void put(Map<String, Object> tree, String name, double value) {
    if (value != 0) {
      tree.put(name, value);
    }
  }

  private static Optional<Double> number(JsonNode node, String name) {
    return Optional.ofNullable(node.get(name)).map(JsonNode::asDouble);
  }

  private static Optional<Double> weightDecay(JsonNode node) {
    return node.isMissingNode()
        ? Optional.empty()
        : Optional.of((node.isObject() ? node.get(TechniquesSchema.DECOUPLED) : node).asDouble());
  }

  private static Clipping clipping(JsonNode node) {
    String by = node.fieldNames().next();
    return new Clipping(Clipping.By.valueOf(by.toUpperCase(Locale.ROOT)), node.get(by).asDouble());
  }

  private static GradientNoise noise(JsonNode node) {
    return new GradientNoise(
        node.get("eta").asDouble(), node.path("gamma").asDouble(GradientNoise.DEFAULT_GAMMA));
  }

  private static Map<String, Object> write(GradientNoise noise) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("eta", noise.eta());
    tree.put("gamma", noise.gamma());
    return tree;
  }

  private static Schedule schedule(JsonNode node) {
    String name = node.isTextual() ? node.asText() : node.fieldNames().next();
    JsonNode settings = node.isTextual() ? JsonNodeFactory.instance.objectNode() : node.get(name);
    Span warmup =
        settings.has(TechniquesSchema.WARMUP_STEPS)
            ? new Span(settings.get(TechniquesSchema.WARMUP_STEPS).asDouble(), false)
            : new Span(settings.path(TechniquesSchema.WARMUP_EPOCHS).asDouble(0), true);
    boolean perEpoch =
        settings.path(TechniquesSchema.PER).asText("").equals(TechniquesSchema.EPOCH);
    return new Schedule(curve(name, settings), warmup.length() == 0 ? Span.NONE : warmup, perEpoch);
  }

  private static Curve curve(String name, JsonNode node) {
    return switch (name) {
      case "constant" -> new Constant();
      case "step" ->
          new StepDecay(node.path("factor").asDouble(TechniquesSchema.STEP_FACTOR), every(node));
      case "exponential" ->
          new Exponential(
              node.path("factor").asDouble(TechniquesSchema.EXPONENTIAL_FACTOR), every(node));
      case "inverse_time" ->
          new InverseTime(
              node.path("rate").asDouble(TechniquesSchema.INVERSE_TIME_RATE), every(node));
      case "polynomial" ->
          new Polynomial(
              node.path("power").asDouble(TechniquesSchema.POWER),
              node.path("end").asDouble(TechniquesSchema.END));
      case "cosine" -> new Cosine(node.path("end").asDouble(TechniquesSchema.END));
      case "one_cycle" ->
          new OneCycle(
              node.path("start").asDouble(TechniquesSchema.CYCLE_START),
              node.path("rise").asDouble(TechniquesSchema.CYCLE_RISE),
              node.path("end").asDouble(TechniquesSchema.CYCLE_END));
      default ->
          throw new IllegalArgumentException("the schema lets no such schedule pass: " + name);
    };
  }

  private static Span every(JsonNode node) {
    return node.has(TechniquesSchema.EVERY_STEPS)
        ? new Span(node.get(TechniquesSchema.EVERY_STEPS).asDouble(), false)
        : new Span(node.path(TechniquesSchema.EVERY_EPOCHS).asDouble(1), true);
  }

  private static Map<String, Object> write(Schedule schedule) {
    Map<String, Object> settings = new LinkedHashMap<>();
    String name = schedule.curve().accept(new CurveWriter(settings));
    if (schedule.warmup().length() > 0) {
      settings.put(
          schedule.warmup().inEpochs()
              ? TechniquesSchema.WARMUP_EPOCHS
              : TechniquesSchema.WARMUP_STEPS,
          schedule.warmup().length());
    }
    if (schedule.perEpoch()) {
      settings.put(TechniquesSchema.PER, TechniquesSchema.EPOCH);
    }
    return Map.of(name, settings);
  }

  /** Fills in the settings; gives back the curve's name. */
  private record CurveWriter(Map<String, Object> settings) implements Curve.Visitor<String> {
    @Override
    public String constant(Constant constant) {
      return "constant";
    }

    @Override
    public String step(StepDecay step) {
      settings.put("factor", step.factor());
      write(step.every(), settings);
      return "step";
    }

    @Override
    public String exponential(Exponential exponential) {
      settings.put("factor", exponential.factor());
      write(exponential.every(), settings);
      return "exponential";
    }

    @Override
    public String inverseTime(InverseTime inverse) {
      settings.put("rate", inverse.rate());
      write(inverse.every(), settings);
      return "inverse_time";
    }

    @Override
    public String polynomial(Polynomial polynomial) {
      settings.put("power", polynomial.power());
      settings.put("end", polynomial.end());
      return "polynomial";
    }

    @Override
    public String cosine(Cosine cosine) {
      settings.put("end", cosine.end());
      return "cosine";
    }

    @Override
    public String oneCycle(OneCycle cycle) {
      settings.put("start", cycle.start());
      settings.put("rise", cycle.rise());
      settings.put("end", cycle.end());
      return "one_cycle";
    }
  }

  private static void write(Span every, Map<String, Object> settings) {
    settings.put(
        every.inEpochs() ? TechniquesSchema.EVERY_EPOCHS : TechniquesSchema.EVERY_STEPS,
        every.length());
  }
}
