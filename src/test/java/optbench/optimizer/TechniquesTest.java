package optbench.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import optbench.optimizer.ParameterLayout.Role;
import optbench.optimizer.ParameterLayout.Tensor;
import optbench.random.SeededRandom;
import optbench.spec.Clipping;
import optbench.spec.GradientNoise;
import optbench.spec.OptimizerSpec;
import optbench.spec.Profile;
import optbench.spec.Schedule;
import optbench.spec.ScheduleCurve;
import optbench.spec.Techniques;
import org.junit.jupiter.api.Test;

/**
 * Techniques and their order, against values worked out by hand: SGD at rate 0.1 on two layers of
 * two weights and a bias each.
 */
class TechniquesTest {
  private static final ParameterLayout LAYOUT =
      new ParameterLayout(
          List.of(
              new Tensor("0_W", 0, Role.WEIGHTS, List.of(1, 2)),
              new Tensor("0_b", 2, Role.OTHER, List.of(1)),
              new Tensor("1_W", 3, Role.WEIGHTS, List.of(1, 2)),
              new Tensor("1_b", 5, Role.OTHER, List.of(1))));
  private static final float[] START = {1, -2, 0.5f, 3, 0, -1};
  static final float[] GRADIENT = {3, 0, 4, 0, -12, 0};
  private static final Training TRAINING = new Training(7, 10, 5);

  private double l1;
  private double l2;
  private double weightDecay;
  private boolean decayAll;
  private Schedule schedule = Schedule.CONSTANT;
  private Clipping clipping;
  private GradientNoise noise;
  private Double ema;

  @Test
  void plainStep() {
    assertThat(afterOneStep()).containsExactly(Floats.of(0.7, -2, 0.1, 3, 1.2, -1), within(1e-6f));
  }

  @Test
  void penaltiesPullWeightsAndNotBiases() {
    l1 = 0.5;
    l2 = 0.1;
    // g + 0.1 p + 0.5 sign(p): 3.6, -0.7, 4, 0.8, -12, 0
    assertThat(afterOneStep())
        .containsExactly(Floats.of(0.64, -1.93, 0.1, 2.92, 1.2, -1), within(1e-6f));
  }

  @Test
  void penaltiesPullBiasesIfAsked() {
    l2 = 0.1;
    decayAll = true;
    // biases: 4 + 0.05 and 0 - 0.1
    assertThat(afterOneStep())
        .containsExactly(Floats.of(0.69, -1.98, 0.095, 2.97, 1.2, -0.99), within(1e-6f));
  }

  @Test
  void weightDecayShrinksBeforeTheStep() {
    weightDecay = 0.5;
    // weights times 0.95, then the step
    assertThat(afterOneStep())
        .containsExactly(Floats.of(0.65, -1.9, 0.1, 2.85, 1.2, -1), within(1e-6f));
  }

  @Test
  void clipsByValue() {
    clipping = new Clipping(Clipping.By.VALUE, 3.5);
    assertThat(afterOneStep())
        .containsExactly(Floats.of(0.7, -2, 0.15, 3, 0.35, -1), within(1e-6f));
  }

  @Test
  void clipsByTheNormOfEachLayer() {
    clipping = new Clipping(Clipping.By.LAYER_NORM, 6);
    // layer 0 has norm 5 and stays; layer 1 has norm 12 and is halved
    assertThat(afterOneStep()).containsExactly(Floats.of(0.7, -2, 0.1, 3, 0.6, -1), within(1e-6f));
  }

  @Test
  void clipsByTheGlobalNorm() {
    clipping = new Clipping(Clipping.By.GLOBAL_NORM, 6.5);
    // the norm is 13: all of it is halved
    assertThat(afterOneStep()).containsExactly(Floats.of(0.85, -2, 0.3, 3, 0.6, -1), within(1e-6f));
  }

  @Test
  void clipsWhatPenaltiesHaveAdded() {
    l2 = 1;
    clipping = new Clipping(Clipping.By.VALUE, 2);
    // g + p on weights: 4, -2, 4, 3, -12, 0, cut off at 2
    assertThat(afterOneStep())
        .containsExactly(Floats.of(0.8, -1.8, 0.3, 2.8, 0.2, -1), within(1e-6f));
  }

  @Test
  void doesNotClipDecoupledDecay() {
    weightDecay = 5;
    clipping = new Clipping(Clipping.By.GLOBAL_NORM, 1e-6);
    assertThat(afterOneStep()).containsExactly(Floats.of(0.5, -1, 0.5, 1.5, 0, -1), within(1e-6f));
  }

  @Test
  void addsNoiseOfTheStatedDeviationBeforeClipping() {
    noise = new GradientNoise(0.01, 0.55);
    float[] normal = new float[6];
    SeededRandom random = SeededRandom.of(TRAINING.seed(), "gradient noise", 1);
    float[] part = new float[2];
    int at = 0;
    for (Tensor tensor : LAYOUT.tensors()) {
      random.fillNormal(part, tensor.length());
      System.arraycopy(part, 0, normal, at, tensor.length());
      at += tensor.length();
    }
    float[] expected = new float[6];
    for (int i = 0; i < 6; i++) {
      expected[i] = START[i] - 0.1f * (GRADIENT[i] + 0.1f * normal[i]);
    }
    assertThat(afterOneStep()).containsExactly(expected, within(1e-6f));
    clipping = new Clipping(Clipping.By.VALUE, 1e-3);
    for (int i = 0; i < 6; i++) {
      assertThat(Math.abs(afterOneStep()[i] - START[i])).isLessThan(1.01e-4f);
    }
  }

  @Test
  void noiseFades() {
    GradientNoise fading = new GradientNoise(0.01, 0.5);
    assertThat(fading.deviation(1)).isCloseTo(0.1, within(1e-12));
    assertThat(fading.deviation(16)).isCloseTo(0.05, within(1e-12));
  }

  @Test
  void schedulesTheRateAlsoOfWeightDecay() {
    weightDecay = 0.5;
    schedule = new Schedule(new ScheduleCurve.Constant(), new Schedule.Span(2, false), false);
    // the first of two warm-up steps: rate 0.05
    assertThat(afterOneStep())
        .containsExactly(Floats.of(0.825, -1.95, 0.3, 2.925, 0.6, -1), within(1e-6f));
  }

  @Test
  void evaluatesTheAverageAndTrainsOnWithoutATrace() {
    ema = 0.75;
    Updater updater = updater();
    FloatBuffer parameters = FloatBuffer.wrap(START.clone());
    step(updater, parameters);
    step(updater, parameters);
    float[] trained = parameters.array().clone();
    // after two steps of -0.3 in the first weight: 0.75 * 0.7 + 0.25 * 0.4
    float average =
        updater.evaluate(new FlatMemory(parameters, parameters), () -> parameters.get(0));
    assertThat(average).isCloseTo(0.625f, within(1e-6f));
    assertThat(parameters.array()).containsExactly(trained);
    assertThat(updater.stateBytes()).isEqualTo(6L * Float.BYTES);
  }

  @Test
  void tellsWhichAreInUse() {
    assertThat(techniques().inUse()).isEmpty();
    l1 = 0.5;
    clipping = new Clipping(Clipping.By.GLOBAL_NORM, 1);
    List<String> inUse = new ArrayList<>();
    techniques().inUse().forEach((name, text) -> inUse.add(name + ": " + text));
    assertThat(inUse).containsExactly("l1: 0.5", "clip: global_norm 1.0");
  }

  private float[] afterOneStep() {
    FloatBuffer parameters = FloatBuffer.wrap(START.clone());
    step(updater(), parameters);
    return parameters.array();
  }

  void step(Updater updater, FloatBuffer parameters) {
    updater.step(new FlatMemory(parameters, FloatBuffer.wrap(GRADIENT.clone())));
  }

  Updater.Unit unit() {
    return Updater.Unit.BLOCKS;
  }

  private Updater updater() {
    OptimizerSpec spec =
        OptimizerSpec.of("sgd").with(Map.of(HyperParameter.LEARNING_RATE, 0.1)).with(techniques());
    return new Updater(Optimizers.builtIn().resolve(spec, Profile.KERAS), LAYOUT, TRAINING, unit());
  }

  private Techniques techniques() {
    return new Techniques(
        schedule,
        l1,
        l2,
        weightDecay > 0 ? Optional.of(weightDecay) : Optional.empty(),
        decayAll,
        Optional.ofNullable(clipping),
        Optional.ofNullable(noise),
        Optional.ofNullable(ema));
  }
}
