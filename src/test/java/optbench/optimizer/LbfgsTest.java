package optbench.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.ToDoubleBiFunction;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import optbench.optimizer.Minimizer.Ending;
import optbench.optimizer.ParameterLayout.Role;
import optbench.optimizer.ParameterLayout.Tensor;
import optbench.spec.Clipping;
import optbench.spec.GradientNoise;
import optbench.spec.OptimizerSpec;
import optbench.spec.Profile;
import optbench.spec.Schedule;
import optbench.spec.SpecException;
import optbench.spec.Techniques;
import org.junit.jupiter.api.Test;

/** On functions whose minimum is known, through the interface that trains networks. */
class LbfgsTest {
  private static final OptimizerSpec PLAIN = OptimizerSpec.of("lbfgs");

  /** Fills the gradient and gives the loss. */
  private interface LossFunction extends ToDoubleBiFunction<float[], float[]> {}

  /** An optimizer at work on a function. */
  private static final class Run {
    private final float[] parameters;
    private final LossFunction function;
    private final Minimizer minimizer;
    private final List<Double> losses = new ArrayList<>();
    private int evaluations;

    Run(OptimizerSpec spec, ParameterLayout layout, float[] start, LossFunction function) {
      this.parameters = start;
      this.function = function;
      OptimizerSettings settings = Optimizers.builtIn().resolve(spec, Profile.KERAS);
      minimizer = Optimizers.minimizer(settings, layout).orElseThrow();
    }

    Ending step() {
      Minimizer.Step step =
          minimizer.step(
              FloatBuffer.wrap(parameters),
              gradient -> {
                evaluations++;
                return function.applyAsDouble(parameters, gradient);
              });
      losses.add(step.loss());
      return step.ending();
    }

    void steps(int count) {
      for (int i = 0; i < count; i++) {
        step();
      }
    }

    void assertNeverRises() {
      for (int i = 1; i < losses.size(); i++) {
        assertThat(losses.get(i)).isLessThanOrEqualTo(losses.get(i - 1));
      }
    }
  }

  @Test
  void findsTheMinimumOfRosenbrocksValleyInFortySteps() throws IOException {
    Run run = on("rosenbrock");
    run.steps(41);
    assertThat(run.parameters).containsExactly(new float[] {1, 1}, within(1e-3f));
    assertThat(run.losses.get(40)).isLessThan(1e-7);
    run.assertNeverRises();
  }

  /** Its condition number is 4295. */
  @Test
  void findsTheMinimumOfAnIllConditionedQuadraticInTwentyFiveSteps() throws IOException {
    Run run = on("quadratic");
    run.steps(26);
    assertThat(run.losses.get(25)).isLessThan(1e-7);
    assertThat(run.parameters).containsExactly(new float[] {1, -1, 0.5f, 2, -0.5f}, within(1e-2f));
    run.assertNeverRises();
  }

  /** Where a step says that the conditions hold, they do, at the parameters that it left. */
  @Property(tries = 300)
  void strongWolfeConditionsHoldAtEveryStep(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 12) int size) {
    LossFunction quadratic = quadratic(new Random(seed), size);
    float[] start = new float[size];
    for (int i = 0; i < size; i++) {
      start[i] = 1 + i % 3 - 4 * (i % 2);
    }
    Run run = new Run(PLAIN, layout(size), start, quadratic);
    float[] gradient = new float[size];
    float[] after = new float[size];
    double first = quadratic.applyAsDouble(start, gradient);
    for (int step = 1; step <= 15; step++) {
      float[] before = run.parameters.clone();
      double loss = quadratic.applyAsDouble(before, gradient);
      if (loss < 1e-5 * first) {
        return;
      }
      assertThat(run.step()).isEqualTo(Ending.WOLFE);
      double lossAfter = quadratic.applyAsDouble(run.parameters, after);
      double slope = 0;
      double slopeAfter = 0;
      for (int i = 0; i < size; i++) {
        double moved = (double) run.parameters[i] - before[i];
        slope += gradient[i] * moved;
        slopeAfter += after[i] * moved;
      }
      double rounding = 1e-4 * Math.abs(slope);
      assertThat(slope).isNegative();
      assertThat(lossAfter).isLessThanOrEqualTo(loss + 1e-4 * slope + rounding);
      assertThat(Math.abs(slopeAfter)).isLessThanOrEqualTo(-0.9 * slope + rounding);
    }
  }

  /**
   * Half a square, from 4. Without history the first try moves by 1, which leaves a slope of 3
   * where 0.9 times 4 is enough: two evaluations. Then the curvature is known, and a step of rate 1
   * ends in the minimum: two more. There the gradient is zero: one.
   */
  @Test
  void evaluatesNoMoreThanItMust() {
    Run run = new Run(PLAIN, layout(1), new float[] {4}, LbfgsTest::halfSquare);
    assertThat(run.step()).isEqualTo(Ending.WOLFE);
    assertThat(run.parameters).containsExactly(3);
    assertThat(run.evaluations).isEqualTo(2);
    assertThat(run.step()).isEqualTo(Ending.WOLFE);
    assertThat(run.parameters).containsExactly(0);
    assertThat(run.evaluations).isEqualTo(4);
    assertThat(run.step()).isEqualTo(Ending.STATIONARY);
    assertThat(run.evaluations).isEqualTo(5);
    assertThat(run.losses).containsExactly(8.0, 4.5, 0.0);
    assertThat(run.minimizer.remark()).isEmpty();
  }

  /** The gradient has the wrong sign, so that all that the search can reach is higher. */
  @Test
  void givesUpAfterTheEvaluationsAllowedAndKeepsTheParameters() {
    OptimizerSpec few = PLAIN.with(Map.of("max_evaluations", 7.0));
    Run run =
        new Run(
            few,
            layout(2),
            new float[] {3, -2},
            (p, g) -> {
              g[0] = -p[0];
              g[1] = -p[1];
              return p[0] * p[0] + p[1] * p[1];
            });
    assertThat(run.step()).isEqualTo(Ending.FAILED);
    assertThat(run.parameters).containsExactly(3, -2);
    assertThat(run.evaluations).isEqualTo(8);
    run.step();
    assertThat(run.minimizer.remark())
        .contains("in 2 of 2 steps the line search found no lower loss and kept the parameters");
  }

  @Test
  void endsWhereTheLossHasNoBottom() {
    Run run =
        new Run(
            PLAIN,
            layout(1),
            new float[] {0},
            (p, g) -> {
              g[0] = -1;
              return -p[0];
            });
    assertThat(run.step()).isEqualTo(Ending.DECREASED);
    assertThat(run.evaluations).isEqualTo(26);
    assertThat(run.parameters[0]).isGreaterThan(1);
    assertThat(run.minimizer.remark())
        .contains("in 1 of 1 steps it took a lower loss without the strong Wolfe conditions");
  }

  /** The loss is a number only below 1; its minimum is at 0.9. */
  @Test
  void backsOffFromWhatIsNotANumber() {
    Run run =
        new Run(
            PLAIN.with(Map.of("learning_rate", 1000.0)),
            layout(1),
            new float[] {-1},
            (p, g) -> {
              g[0] = p[0] < 1 ? p[0] - 0.9f : Float.NaN;
              return p[0] < 1 ? g[0] * g[0] / 2 : Double.NaN;
            });
    run.steps(8);
    assertThat(run.parameters[0]).isCloseTo(0.9f, within(1e-3f));
  }

  @Test
  void doesNotMoveFromWhereNothingIsANumber() {
    Run run = new Run(PLAIN, layout(1), new float[] {5}, (p, g) -> g[0] = Float.NaN);
    assertThat(run.step()).isEqualTo(Ending.NOT_FINITE);
    assertThat(run.losses.get(0)).isNaN();
    assertThat(run.evaluations).isEqualTo(1);
    assertThat(run.parameters).containsExactly(5);
  }

  @Test
  void keepsTwoVectorsForEveryPair() {
    Run run = new Run(PLAIN, layout(100), new float[100], (p, g) -> 0);
    assertThat(run.minimizer.stateBytes()).isEqualTo(2 * 10 * 100 * 4);
    OptimizerSpec two = PLAIN.with(Map.of("history_size", 2.0));
    assertThat(Optimizers.stateVectors(Optimizers.builtIn().resolve(two, Profile.PYTORCH)))
        .containsExactly("s1", "y1", "s2", "y2");
  }

  /** The older of two pairs is gone: the direction is that of the last one alone. */
  @Test
  void forgetsTheOldestPair() {
    CurvatureHistory history = new CurvatureHistory(1);
    assertThat(history.add(new float[] {1, 0}, new float[] {100, 0})).isTrue();
    assertThat(history.add(new float[] {0, 1}, new float[] {0, 4})).isTrue();
    float[] direction = new float[2];
    history.direct(new float[] {8, 8}, direction);
    assertThat(direction).containsExactly(-2, -2);
  }

  /** With as many independent pairs as there are parameters, it is Newton's direction. */
  @Test
  void pointsToTheMinimumOnceItKnowsEveryCurvature() {
    CurvatureHistory history = new CurvatureHistory(10);
    history.add(new float[] {1, 0}, new float[] {100, 0});
    history.add(new float[] {0, 1}, new float[] {0, 4});
    float[] direction = new float[2];
    history.direct(new float[] {50, 8}, direction);
    assertThat(direction).containsExactly(new float[] {-0.5f, -2}, within(1e-6f));
  }

  @Test
  void leavesOutAPairAlongWhichTheGradientDoesNotGrow() {
    CurvatureHistory history = new CurvatureHistory(10);
    assertThat(history.add(new float[] {1, 0}, new float[] {-1, 0})).isFalse();
    assertThat(history.add(new float[] {1, 0}, new float[] {0, 1})).isFalse();
    assertThat(history.add(new float[] {1, 0}, new float[] {Float.NaN, 1})).isFalse();
    assertThat(history.isEmpty()).isTrue();
  }

  /** (p - 1)^2 / 2 each: with l2 = 3 the weight's minimum is at 1/4; the bias goes to 1. */
  @Test
  void penaltiesArePartOfLossAndGradient() {
    ParameterLayout layout =
        new ParameterLayout(
            List.of(
                new Tensor("0_W", 0, Role.WEIGHTS, List.of(1, 1)),
                new Tensor("0_b", 1, Role.OTHER, List.of(1))));
    Run run =
        new Run(
            PLAIN.with(Techniques.NONE.withL2(3)),
            layout,
            new float[] {2, 0},
            (p, g) -> {
              g[0] = p[0] - 1;
              g[1] = p[1] - 1;
              return (g[0] * g[0] + g[1] * g[1]) / 2;
            });
    run.steps(8);
    assertThat(run.losses.get(0)).isEqualTo(0.5 + 0.5 + 1.5 * 4);
    assertThat(run.parameters).containsExactly(new float[] {0.25f, 1}, within(1e-5f));
  }

  @Test
  void runningStatisticsAreMovedOnceAStep() {
    ParameterLayout layout =
        new ParameterLayout(
            List.of(
                new Tensor("0_W", 0, Role.WEIGHTS, List.of(1, 1)),
                new Tensor("0_mean", 1, Role.STATISTICS, List.of(1))));
    Run run =
        new Run(
            PLAIN,
            layout,
            new float[] {4, 10},
            (p, g) -> {
              g[1] = 0.5f;
              return halfSquare(p, g);
            });
    run.steps(2);
    assertThat(run.parameters).containsExactly(0, 9);
  }

  @Test
  void refusesTechniquesThatChangeDirectionOrLength() {
    assertRefused("weight_decay", Techniques.NONE.withWeightDecay(0.1));
    assertRefused("clip", with(new Clipping(Clipping.By.VALUE, 1), null, null));
    assertRefused("gradient_noise", with(null, new GradientNoise(1, 0.5), null));
    assertRefused("ema", with(null, null, 0.9));
    OptimizerSpec harmless = PLAIN.with(Techniques.NONE.withWeightDecay(0).withL2(0.1));
    assertThat(Optimizers.builtIn().resolve(harmless, Profile.KERAS).get("learning_rate"))
        .isEqualTo(1);
  }

  private static Techniques with(Clipping clipping, GradientNoise noise, Double ema) {
    return new Techniques(
        Schedule.CONSTANT,
        0,
        0,
        Optional.empty(),
        false,
        Optional.ofNullable(clipping),
        Optional.ofNullable(noise),
        Optional.ofNullable(ema));
  }

  private static void assertRefused(String key, Techniques techniques) {
    assertThatThrownBy(() -> Optimizers.builtIn().resolve(PLAIN.with(techniques), Profile.KERAS))
        .isInstanceOfSatisfying(SpecException.class, e -> assertThat(e.path()).isEqualTo("/" + key))
        .hasMessageStartingWith("lbfgs searches along a line and cannot be combined with " + key);
  }

  private static double halfSquare(float[] p, float[] g) {
    g[0] = p[0];
    return p[0] * (double) p[0] / 2;
  }

  /** Convex, with its minimum of 0 at the origin: a sum of squares along random directions. */
  private static LossFunction quadratic(Random random, int size) {
    double[][] a = new double[size + 1][size];
    for (double[] row : a) {
      for (int i = 0; i < size; i++) {
        row[i] = random.nextGaussian() * Math.pow(10, random.nextInt(3) - 1);
      }
    }
    return (p, g) -> {
      double[] sum = new double[size];
      double value = 0;
      for (double[] row : a) {
        double along = 0;
        for (int i = 0; i < size; i++) {
          along += row[i] * p[i];
        }
        value += along * along / 2;
        for (int i = 0; i < size; i++) {
          sum[i] += along * row[i];
        }
      }
      for (int i = 0; i < size; i++) {
        g[i] = (float) sum[i];
      }
      return value;
    };
  }

  private static ParameterLayout layout(int size) {
    return new ParameterLayout(List.of(new Tensor("x", 0, Role.WEIGHTS, List.of(size))));
  }

  private static Run on(String name) throws IOException {
    Problem problem =
        Problem.of(
            new ObjectMapper()
                .readTree(
                    LbfgsTest.class.getResourceAsStream("/golden/problems/" + name + ".json")));
    return new Run(
        PLAIN,
        problem.layout(),
        problem.start(),
        (p, g) -> {
          double[] gradient = problem.gradient(p, 1);
          for (int i = 0; i < g.length; i++) {
            g[i] = (float) gradient[i];
          }
          return problem.value(p);
        });
  }
}
