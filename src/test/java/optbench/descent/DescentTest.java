package optbench.descent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import optbench.descent.DescentPath.Ending;
import optbench.descent.DescentPath.Point;
import optbench.optimizer.Optimizer;
import optbench.optimizer.Optimizers;
import optbench.spec.OptimizerSpec;
import optbench.spec.Profile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Paths beside formulas written out here in double, with derivatives written out here too; float32
 * makes the difference.
 */
class DescentTest {
  private static final double FLOAT = 2e-5;

  private static DescentPath follow(
      TestFunction function, String optimizer, double rate, int steps) {
    return Descent.follow(
        function,
        function.start(),
        Optimizers.builtIn()
            .resolve(
                OptimizerSpec.of(optimizer).adding(Map.of("learning_rate", rate)), Profile.KERAS),
        steps);
  }

  /** d/dx of (1 - x)^2 + 100 (y - x^2)^2. */
  private static double rosenbrockX(double x, double y) {
    return 2 * (x - 1) + 400 * (x * x * x - x * y);
  }

  /** d/dy of the same. */
  private static double rosenbrockY(double x, double y) {
    return 200 * y - 200 * x * x;
  }

  /** d/dx of ((x + y)^2 + 100 (x - y)^2) / 8; d/dy has x and y the other way round. */
  private static double ravineX(double x, double y) {
    return 25.25 * x - 24.75 * y;
  }

  private static void assertAt(DescentPath path, int step, double x, double y) {
    Point point = path.points().get(step);
    assertThat(point.x()).as("x after %s", step).isCloseTo(x, within(FLOAT * (1 + Math.abs(x))));
    assertThat(point.y()).as("y after %s", step).isCloseTo(y, within(FLOAT * (1 + Math.abs(y))));
  }

  @Test
  void sgdGoesAgainstTheGradient() {
    DescentPath path = follow(TestFunction.ROSENBROCK, "sgd", 0.001, 300);

    double x = -1.2;
    double y = 1;
    for (int step = 1; step <= 300; step++) {
      double gx = rosenbrockX(x, y);
      double gy = rosenbrockY(x, y);
      x -= 0.001 * gx;
      y -= 0.001 * gy;
      assertAt(path, step, x, y);
    }
    assertThat(path.ending()).isEqualTo(Ending.ALL_STEPS);
    assertThat(path.gradients()).isEqualTo(300);
  }

  @Test
  void momentumKeepsNineTenthsOfItsVelocity() {
    DescentPath path = follow(TestFunction.RAVINE, "momentum", 0.02, 150);

    double x = -3;
    double y = -1.5;
    double vx = 0;
    double vy = 0;
    for (int step = 1; step <= 150; step++) {
      double gx = ravineX(x, y);
      double gy = ravineX(y, x);
      vx = 0.9 * vx - 0.02 * gx;
      vy = 0.9 * vy - 0.02 * gy;
      x += vx;
      y += vy;
      assertAt(path, step, x, y);
    }
  }

  @Test
  void adamDividesByTheRootOfItsMeanSquare() {
    DescentPath path = follow(TestFunction.ROSENBROCK, "adam", 0.02, 200);

    double[] p = {-1.2, 1};
    double[] m = new double[2];
    double[] v = new double[2];
    for (int step = 1; step <= 200; step++) {
      double[] g = {rosenbrockX(p[0], p[1]), rosenbrockY(p[0], p[1])};
      for (int i = 0; i < 2; i++) {
        m[i] = 0.9 * m[i] + 0.1 * g[i];
        v[i] = 0.999 * v[i] + 0.001 * g[i] * g[i];
        double unbiased = Math.sqrt(1 - Math.pow(0.999, step)) / (1 - Math.pow(0.9, step));
        p[i] -= 0.02 * unbiased * m[i] / (Math.sqrt(v[i]) + 1e-7);
      }
      assertAt(path, step, p[0], p[1]);
    }
  }

  @Test
  void scheduleFreeIsShownAtTheAverageThatIsEvaluated() {
    DescentPath path = follow(TestFunction.SADDLE, "schedulefree_adamw", 0.1, 300);

    assertThat(path.distance()).isLessThan(0.2);
    assertThat(path.points()).hasSize(301);
  }

  @Test
  void lbfgsFindsTheEndOfTheValleyAndCountsItsGradients() {
    DescentPath path = follow(TestFunction.ROSENBROCK, "lbfgs", 1, 200);

    assertThat(path.distance()).isLessThan(1e-3);
    assertThat(path.gradients()).isGreaterThan(path.steps());
    assertThat(path.settled(0.1).orElseThrow()).isLessThan(60);
  }

  @Test
  void whatSearchesAlongLinesStopsWhereTheGradientIsZero() {
    DescentPath path =
        Descent.follow(
            TestFunction.RASTRIGIN,
            new PlanePoint(0, 0),
            Optimizers.builtIn().resolve(OptimizerSpec.of("lbfgs"), Profile.KERAS),
            50);

    assertThat(path.ending()).isEqualTo(Ending.STATIONARY);
    assertThat(path.points()).containsExactly(new Point(0, 0, 0));
    assertThat(path.settled(0.1)).hasValue(0);
  }

  @Test
  void aStepThatLeadsNowhereEndsThePath() {
    DescentPath path = follow(TestFunction.ROSENBROCK, "sgd", 1, 100);

    assertThat(path.ending()).isEqualTo(Ending.DIVERGED);
    assertThat(path.steps()).isLessThan(10);
    assertThat(path.points())
        .allSatisfy(
            p -> {
              assertThat(Math.max(Math.abs(p.x()), Math.abs(p.y())))
                  .isLessThanOrEqualTo(Descent.FARTHEST);
              assertThat(p.value()).isFinite();
            });
    assertThat(path.settled(1e7)).isEmpty();
  }

  @Test
  void itIsSettledFromWhereItNoMoreLeaves() {
    DescentPath path =
        new DescentPath(
            TestFunction.RASTRIGIN,
            List.of(at(2, 0), at(0.05, 0), at(0.2, 0), at(0.1, 0), at(0, 0.03)),
            Ending.ALL_STEPS,
            4);

    assertThat(path.settled(0.1)).hasValue(3);
    assertThat(path.settled(0.01)).isEqualTo(OptionalInt.empty());
    assertThat(path.settled(5)).hasValue(0);
    assertThat(path.distance()).isEqualTo(0.03);
  }

  private static Point at(double x, double y) {
    return new Point(x, y, TestFunction.RASTRIGIN.value(x, y));
  }

  static List<Optimizer> optimizers() {
    return Optimizers.builtIn().all();
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void everyOptimizerGoesDownAndTheSameWayTwice(Optimizer optimizer) {
    String id = optimizer.description().id();
    DescentPath path = follow(TestFunction.RAVINE, id, 0.01, 200);

    assertThat(path.end().value()).isLessThan(path.points().get(0).value());
    assertThat(follow(TestFunction.RAVINE, id, 0.01, 200)).isEqualTo(path);
  }

  @ParameterizedTest
  @EnumSource(TestFunction.class)
  void noFunctionBreaksAtARateThatIsTooLarge(TestFunction function) {
    for (String id : List.of("sgd", "momentum", "adam", "rprop", "lbfgs", "muon", "lamb")) {
      DescentPath path = follow(function, id, 1e5, 100);

      assertThat(path.points()).allSatisfy(p -> assertThat(p.value()).isFinite());
    }
  }
}
