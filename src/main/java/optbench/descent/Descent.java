package optbench.descent;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import optbench.descent.DescentPath.Ending;
import optbench.descent.DescentPath.Point;
import optbench.descent.TestFunction.Slope;
import optbench.optimizer.Minimizer;
import optbench.optimizer.OptimizerSettings;
import optbench.optimizer.Optimizers;
import optbench.optimizer.ParameterLayout;
import optbench.optimizer.ParameterLayout.Role;
import optbench.optimizer.ParameterLayout.Tensor;
import optbench.optimizer.ParameterMemory;
import optbench.optimizer.Training;
import optbench.optimizer.Updater;

/**
 * An optimizer on a function of two variables: a network with two weights, whose loss is the
 * function. Steps are those of training, in float32; values and gradients are worked out in double.
 */
public final class Descent {
  /** A path that is farther from the origin than this has diverged. */
  public static final double FARTHEST = 1e6;

  private static final long SEED = 1;

  /** A vector, as biases are: optimizers that treat matrices otherwise treat this as one. */
  private static final ParameterLayout LAYOUT =
      new ParameterLayout(List.of(new Tensor("0_W", 0, Role.WEIGHTS, List.of(2))));

  private final TestFunction function;
  private final PlaneMemory memory;
  private final List<Point> points = new ArrayList<>();
  private long gradients;

  private Descent(TestFunction function, PlanePoint start) {
    this.function = function;
    this.memory = new PlaneMemory((float) start.x(), (float) start.y());
    points.add(here());
  }

  /**
   * Follows an optimizer.
   *
   * @param steps at most; schedules run out at their end
   */
  public static DescentPath follow(
      TestFunction function, PlanePoint start, OptimizerSettings settings, int steps) {
    Descent descent = new Descent(function, start);
    Ending ending =
        Optimizers.minimizer(settings, LAYOUT)
            .map(minimizer -> descent.search(minimizer, steps))
            .orElseGet(
                () ->
                    descent.update(
                        new Updater(settings, LAYOUT, new Training(SEED, steps, steps)), steps));
    return new DescentPath(function, descent.points, ending, descent.gradients);
  }

  private Ending update(Updater updater, int steps) {
    for (int step = 0; step < steps; step++) {
      fill(memory.gradient);
      updater.step(memory);
      // With most optimizers, the very point; with others, an average of those on the way.
      if (!arrive(updater.evaluate(memory, this::here))) {
        return Ending.DIVERGED;
      }
    }
    return Ending.ALL_STEPS;
  }

  private Ending search(Minimizer minimizer, int steps) {
    FloatBuffer parameters = FloatBuffer.wrap(memory.parameters);
    for (int step = 0; step < steps; step++) {
      Minimizer.Ending ending = minimizer.step(parameters, this::fill).ending();
      if (ending == Minimizer.Ending.STATIONARY) {
        return Ending.STATIONARY;
      }
      if (ending == Minimizer.Ending.NOT_FINITE || !arrive(here())) {
        return Ending.DIVERGED;
      }
    }
    return Ending.ALL_STEPS;
  }

  /** The function at the parameters as they stand, and its gradient. */
  private double fill(float[] gradient) {
    gradients++;
    double x = memory.parameters[0];
    double y = memory.parameters[1];
    Slope slope = function.gradient(x, y);
    gradient[0] = (float) slope.byX();
    gradient[1] = (float) slope.byY();
    return function.value(x, y);
  }

  private Point here() {
    double x = memory.parameters[0];
    double y = memory.parameters[1];
    return new Point(x, y, function.value(x, y));
  }

  private boolean arrive(Point point) {
    boolean there =
        Math.abs(point.x()) <= FARTHEST
            && Math.abs(point.y()) <= FARTHEST
            && Double.isFinite(point.value());
    if (there) {
      points.add(point);
    }
    return there;
  }

  /** Two parameters and their gradient. */
  private static final class PlaneMemory implements ParameterMemory {
    private final float[] parameters;
    private final float[] gradient = new float[2];

    PlaneMemory(float x, float y) {
      parameters = new float[] {x, y};
    }

    @Override
    public void loadParameters(int from, int length, float[] into) {
      System.arraycopy(parameters, from, into, 0, length);
    }

    @Override
    public void storeParameters(int from, int length, float[] values) {
      System.arraycopy(values, 0, parameters, from, length);
    }

    @Override
    public void loadGradient(int from, int length, float[] into) {
      System.arraycopy(gradient, from, into, 0, length);
    }
  }
}
