package optbench.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import optbench.optimizer.ParameterLayout.Role;
import optbench.optimizer.ParameterLayout.Tensor;
import optbench.optimizer.UpdateRule.StateVector;
import optbench.spec.OptimizerSpec;
import optbench.spec.Profile;
import optbench.spec.SpecException;
import optbench.spec.Techniques;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every optimizer there is, and for every one to come. */
class RegistryTest {
  /** A matrix of more than one block, a vector, running statistics and a small matrix. */
  private static final ParameterLayout LAYOUT =
      new ParameterLayout(
          List.of(
              new Tensor("0_W", 0, Role.WEIGHTS, List.of(50, 60)),
              new Tensor("0_b", 3000, Role.OTHER, List.of(50)),
              new Tensor("1_mean", 3050, Role.STATISTICS, List.of(50)),
              new Tensor("2_W", 3100, Role.WEIGHTS, List.of(4, 50))));

  private static final int SIZE = 3300;
  private static final int TRAINED = 3250;

  Updater updater(OptimizerSettings settings, ParameterLayout layout) {
    return new Updater(settings, layout);
  }

  record Form(Optimizer optimizer, String variant) {
    OptimizerSettings settings() {
      return settings(Map.of(), 0.01);
    }

    /** With the defaults of the profile that has this form, or else of the first. */
    OptimizerSettings settings(Map<String, Double> changes, double weightDecay) {
      ProfileDefaults defaults =
          Stream.of(Profile.values())
              .map(optimizer::defaults)
              .filter(d -> d.variant().equals(variant))
              .findFirst()
              .orElseGet(() -> optimizer.defaults(Profile.KERAS));
      Map<String, Double> values = new HashMap<>(defaults.values());
      values.putAll(optimizer.numbersOf(variant));
      changes.forEach((name, value) -> values.computeIfPresent(name, (n, old) -> value));
      return new OptimizerSettings(
          optimizer, Profile.PAPER, variant, values, Techniques.NONE.withWeightDecay(weightDecay));
    }

    @Override
    public String toString() {
      return optimizer.description().id() + "." + variant;
    }
  }

  static Stream<Optimizer> optimizers() {
    return Optimizers.builtIn().all().stream();
  }

  static Stream<Form> forms() {
    return optimizers()
        .filter(o -> !(o instanceof LineSearchOptimizer))
        .flatMap(o -> o.variants().stream().map(v -> new Form(o, v)));
  }

  /** Every form with every flag and every option that adds state. */
  static Stream<OptimizerSettings> settings() {
    return forms()
        .flatMap(
            form ->
                Stream.of(
                    form.settings(),
                    form.settings(Map.of("momentum", 0.8), 0),
                    form.settings(Map.of("centered", 1.0, "momentum", 0.0), 0),
                    form.settings(Map.of("centered", 1.0, "momentum", 0.8), 0.01)));
  }

  @ParameterizedTest
  @MethodSource("forms")
  void isRecordedInATrajectory(Form form) throws IOException, URISyntaxException {
    Path folder = Path.of(RegistryTest.class.getResource("/golden").toURI());
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).anyMatch(f -> f.getFileName().toString().startsWith(form + "."));
    }
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void isDescribed(Optimizer optimizer) {
    Description description = optimizer.description();
    assertThat(description.id()).matches("[a-z0-9_-]+");
    assertThat(description.title()).isNotBlank();
    assertThat(description.year()).isBetween(1800, 2100);
    assertThat(description.paper()).contains(", ").matches("(?s).*\\d{4}.*");
    assertThat(description.summary()).isNotBlank().doesNotEndWith(".");
    assertThat(description.formula()).contains("p = ");
    assertThat(description.differences()).endsWith(".");
    assertThat(optimizer.variants()).isNotEmpty().doesNotHaveDuplicates();
    assertThat(optimizer.hyperParameters().get(0).name()).isEqualTo(HyperParameter.LEARNING_RATE);
    assertThat(optimizer.hyperParameters())
        .extracting(HyperParameter::name)
        .doesNotHaveDuplicates()
        .allMatch(name -> name.matches("[a-z0-9_]+"));
    assertThat(optimizer.hyperParameters())
        .allSatisfy(p -> assertThat(p.symbol() + p.meaning()).isNotBlank());
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void hasAllNumbersInEveryProfile(Optimizer optimizer) {
    List<String> names = optimizer.hyperParameters().stream().map(HyperParameter::name).toList();
    for (Profile profile : Profile.values()) {
      ProfileDefaults defaults = optimizer.defaults(profile);
      assertThat(optimizer.variants()).contains(defaults.variant());
      assertThat(defaults.source()).isNotBlank();
      assertThat(defaults.weightDecay()).isBetween(0.0, 1.0);
      assertThat(defaults.values()).as("%s", profile).containsOnlyKeys(names);
      for (HyperParameter parameter : optimizer.hyperParameters()) {
        assertThat(parameter.range().allows(defaults.values().get(parameter.name())))
            .as("%s of %s", parameter.name(), profile)
            .isTrue();
      }
    }
  }

  /** Where one framework lacks an optimizer, it says which profile serves, and is like it. */
  @ParameterizedTest
  @MethodSource("optimizers")
  void fallsBackOnTheProfileThatItNames(Optimizer optimizer) {
    for (Profile profile : Profile.values()) {
      ProfileDefaults defaults = optimizer.defaults(profile);
      for (Profile other : Profile.values()) {
        if (defaults.source().contains("the " + other.id() + " profile serves instead")) {
          assertThat(defaults.values()).isEqualTo(optimizer.defaults(other).values());
          assertThat(defaults.variant()).isEqualTo(optimizer.defaults(other).variant());
          assertThat(defaults.weightDecay()).isEqualTo(optimizer.defaults(other).weightDecay());
          assertThat(defaults.decayKind()).isEqualTo(optimizer.defaults(other).decayKind());
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("settings")
  void countsItsStateExactly(OptimizerSettings settings) {
    UpdateRule rule = settings.rule();
    long vectors = 0;
    for (Tensor tensor : LAYOUT.tensors()) {
      if (tensor.role() != Role.STATISTICS) {
        List<StateVector> kept = rule.state(tensor);
        assertThat(kept).extracting(StateVector::name).doesNotHaveDuplicates();
        vectors += (long) kept.size() * tensor.length();
      }
    }
    assertThat(updater(settings, LAYOUT).stateBytes())
        .isEqualTo(4 * vectors + 8L * rule.scalars().size());
  }

  @Test
  void knowsTheStateOfSomeByHeart() {
    assertThat(stateBytes("sgd")).isZero();
    assertThat(stateBytes("momentum")).isEqualTo(4L * TRAINED);
    assertThat(stateBytes("adam")).isEqualTo(8L * TRAINED);
    assertThat(stateBytes("amsgrad")).isEqualTo(12L * TRAINED);
    assertThat(stateBytes("nadam")).isEqualTo(8L * TRAINED + 8);
    assertThat(stateBytes("muon")).isEqualTo(4L * 3200 + 8L * 50);
  }

  @ParameterizedTest
  @MethodSource("forms")
  void keepsFiniteWhereTheGradientIsZero(Form form) {
    for (Map<String, Double> changes : List.of(Map.<String, Double>of(), Map.of("epsilon", 0.0))) {
      float[] parameters = random(1, 0.1);
      train(updater(form.settings(changes, 0.01), LAYOUT), parameters, 1, 5, 0);
      assertThat(finite(parameters)).isTrue();
    }
  }

  @ParameterizedTest
  @MethodSource("forms")
  void doesNotHideAGradientThatIsNotANumber(Form form) {
    Updater updater = updater(form.settings(), LAYOUT);
    float[] parameters = random(1, 0.1);
    train(updater, parameters, 1, 3, 1);
    float[] gradient = random(9, 1);
    gradient[7] = Float.NaN;
    updater.step(new FlatMemory(FloatBuffer.wrap(parameters), FloatBuffer.wrap(gradient)), 0.01);
    train(updater, parameters, 4, 3, 1);
    assertThat(parameters[7]).isNaN();
  }

  @ParameterizedTest
  @MethodSource("forms")
  void moves(Form form) {
    float[] parameters = random(1, 0.1);
    float[] before = parameters.clone();
    train(updater(form.settings(), LAYOUT), parameters, 1, 1, 1);
    for (Tensor tensor : LAYOUT.tensors()) {
      assertThat(part(parameters, tensor)).as(tensor.name()).isNotEqualTo(part(before, tensor));
    }
  }

  /** ND4J's Adam, AMSGrad and AdaMax take a rate of 0 for one of epsilon. */
  @ParameterizedTest
  @MethodSource("forms")
  void standsStillWithoutALearningRate(Form form) {
    HyperParameter rate = form.optimizer().hyperParameters().get(0);
    if (!rate.range().allows(0)) {
      assertThat(form.optimizer().description().id()).isEqualTo("rprop");
      return;
    }
    float[] parameters = random(1, 0.1);
    float[] before = parameters.clone();
    Updater updater = updater(form.settings(Map.of(rate.name(), 0.0), 0.01), LAYOUT);
    for (int t = 1; t <= 5; t++) {
      updater.step(
          new FlatMemory(FloatBuffer.wrap(parameters), FloatBuffer.wrap(gradient(t, 1))), 0);
    }
    for (Tensor tensor : LAYOUT.tensors()) {
      if (tensor.role() != Role.STATISTICS) {
        assertThat(part(parameters, tensor)).as(tensor.name()).isEqualTo(part(before, tensor));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("settings")
  void goesOnFromASnapshotBitByBit(OptimizerSettings settings) {
    Updater updater = updater(settings, LAYOUT);
    float[] parameters = random(1, 0.1);
    train(updater, parameters, 1, 7, 1);
    Updater.Snapshot snapshot = updater.snapshot();
    float[] there = parameters.clone();
    train(updater, parameters, 8, 5, 1);
    Updater other = updater(settings, LAYOUT);
    other.restore(snapshot);
    train(other, there, 8, 5, 1);
    assertThat(there).isEqualTo(parameters);
  }

  @ParameterizedTest
  @MethodSource("forms")
  void trainsOnAfterAnEvaluationBitByBit(Form form) {
    Updater plain = updater(form.settings(), LAYOUT);
    Updater evaluated = updater(form.settings(), LAYOUT);
    float[] expected = random(1, 0.1);
    float[] parameters = expected.clone();
    for (int t = 1; t <= 6; t++) {
      train(plain, expected, t, 1, 1);
      train(evaluated, parameters, t, 1, 1);
      float[] trained = parameters.clone();
      float[] seen = evaluated.evaluate(flat(parameters), parameters::clone);
      assertThat(Arrays.equals(seen, trained))
          .isEqualTo(t == 1 || form.settings().rule().evaluation().isEmpty());
    }
    assertThat(parameters).isEqualTo(expected);
  }

  @Test
  void evaluatesTheScheduleFreeAverage() {
    OptimizerSettings settings =
        Optimizers.builtIn().resolve(OptimizerSpec.of("schedulefree_adamw"), Profile.PAPER);
    ParameterLayout one =
        new ParameterLayout(List.of(new Tensor("p", 0, Role.WEIGHTS, List.of(1))));
    Updater updater = updater(settings, one);
    float[] y = {1};
    // With the same gradient always, each step takes z on by the rate: 1 - lr, 1 - 2 lr, ...
    for (int t = 1; t <= 4; t++) {
      updater.step(new FlatMemory(FloatBuffer.wrap(y), FloatBuffer.wrap(new float[] {1})), 0.0025);
    }
    double x = updater.evaluate(flat(y), () -> y[0]);
    assertThat(x).isCloseTo(1 - 0.0025 * (1 + 2 + 3 + 4) / 4, within(1e-6));
    assertThat((double) y[0]).isCloseTo(0.9 * x + 0.1 * (1 - 4 * 0.0025), within(1e-6));
  }

  @ParameterizedTest
  @MethodSource("forms")
  void decaysWeightsAndNothingElse(Form form) {
    float[] with = random(1, 0.1);
    float[] without = with.clone();
    train(updater(form.settings(Map.of(), 0.5), LAYOUT), with, 1, 3, 1);
    train(updater(form.settings(Map.of(), 0), LAYOUT), without, 1, 3, 1);
    for (Tensor tensor : LAYOUT.tensors()) {
      assertThat(Arrays.equals(part(with, tensor), part(without, tensor)))
          .as(tensor.name())
          .isEqualTo(tensor.role() != Role.WEIGHTS);
    }
  }

  @ParameterizedTest
  @MethodSource("forms")
  void aFormOfAnotherProfileBringsItsOwnNumbers(Form form) {
    Map<String, Double> own = form.optimizer().numbersOf(form.variant());
    for (Profile profile : Profile.values()) {
      OptimizerSpec spec =
          new OptimizerSpec(
              form.optimizer().description().id(),
              Optional.empty(),
              Optional.empty(),
              Optional.of(form.variant()),
              Map.of(),
              Techniques.NONE);
      assertThat(Optimizers.builtIn().resolve(spec, profile).values()).containsAllEntriesOf(own);
    }
  }

  @Test
  void takesWeightDecayFromTheProfileUnlessItIsGiven() {
    assertThat(resolve("adamw", Optional.empty(), Profile.KERAS)).isEqualTo(0.004);
    assertThat(resolve("adamw", Optional.empty(), Profile.PYTORCH)).isEqualTo(0.01);
    assertThat(resolve("adamw", Optional.of(0.3), Profile.KERAS)).isEqualTo(0.3);
    assertThat(resolve("adamw", Optional.of(0.0), Profile.KERAS)).isZero();
    assertThat(resolve("adam", Optional.empty(), Profile.KERAS)).isZero();
  }

  @Test
  void refusesACountThatIsNotWhole() {
    OptimizerSpec spec = OptimizerSpec.of("muon").with(Map.of("ns_steps", 2.5));
    assertThatThrownBy(() -> Optimizers.builtIn().resolve(spec, Profile.KERAS))
        .isInstanceOf(SpecException.class)
        .hasMessage("must be a whole number of at least 0 and below 1000000 but was 2.5");
  }

  private static double resolve(String id, Optional<Double> decay, Profile profile) {
    OptimizerSpec spec =
        OptimizerSpec.of(id)
            .with(decay.map(Techniques.NONE::withWeightDecay).orElse(Techniques.NONE));
    return Optimizers.builtIn().resolve(spec, profile).techniques().weightDecay().orElse(0.0);
  }

  private static long stateBytes(String id) {
    return new Updater(Optimizers.builtIn().resolve(OptimizerSpec.of(id), Profile.KERAS), LAYOUT)
        .stateBytes();
  }

  private static void train(
      Updater updater, float[] parameters, int from, int steps, double scale) {
    for (int t = from; t < from + steps; t++) {
      updater.step(
          new FlatMemory(FloatBuffer.wrap(parameters), FloatBuffer.wrap(gradient(t, scale))), 0.01);
    }
  }

  private static float[] gradient(int t, double scale) {
    return random(100 + t, scale);
  }

  private static float[] random(long seed, double scale) {
    return Floats.random(SIZE, seed, scale);
  }

  private static float[] part(float[] values, Tensor tensor) {
    return Arrays.copyOfRange(values, tensor.offset(), tensor.offset() + tensor.length());
  }

  private static boolean finite(float[] values) {
    for (float value : values) {
      if (!Float.isFinite(value)) {
        return false;
      }
    }
    return true;
  }

  private static FlatMemory flat(float[] parameters) {
    FloatBuffer memory = FloatBuffer.wrap(parameters);
    return new FlatMemory(memory, memory);
  }
}
