package optbench.optimizer;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import optbench.optimizer.StrongWolfe.Found;
import optbench.optimizer.StrongWolfe.Point;
import optbench.spec.Techniques;

/**
 * L-BFGS, one outer iteration a step: a direction from the last few changes of gradient, then a
 * search along it for the strong Wolfe conditions. Both gradients of a change are of the step's own
 * objective, so that mini-batches do not mix.
 */
final class LbfgsMinimizer implements Minimizer {
  private final Settings settings;
  private final ParameterLayout layout;
  private final Techniques techniques;
  private final CurvatureHistory history;
  private final float[] origin;
  private final float[] gradient;
  private final float[] there;
  private final float[] direction;
  private long steps;
  private long failed;
  private long unfinished;
  private long skipped;

  /**
   * Numbers of the algorithm.
   *
   * @param learningRate the first step that is tried along a direction
   * @param pairs changes of gradient that are kept
   * @param maxEvaluations along one direction
   * @param gradientTolerance largest element of a gradient that is taken for zero
   * @param changeTolerance largest change of any parameter that is not worth searching for
   */
  record Settings(
      double learningRate,
      int pairs,
      int maxEvaluations,
      double gradientTolerance,
      double changeTolerance) {}

  LbfgsMinimizer(Settings settings, ParameterLayout layout, Techniques techniques) {
    this.settings = settings;
    this.layout = layout;
    this.techniques = techniques;
    this.history = new CurvatureHistory(settings.pairs());
    this.origin = new float[layout.size()];
    this.gradient = new float[layout.size()];
    this.there = new float[layout.size()];
    this.direction = new float[layout.size()];
  }

  @Override
  public Step step(FloatBuffer parameters, LossAndGradient objective) {
    steps++;
    PenalizedObjective penalized =
        new PenalizedObjective(layout, techniques, parameters, objective);
    double loss = penalized.evaluate(gradient);
    double largest = largest(gradient);
    if (!Double.isFinite(loss) || !Double.isFinite(largest)) {
      return new Step(loss, Ending.NOT_FINITE);
    }
    Ending ending =
        largest <= settings.gradientTolerance()
            ? Ending.STATIONARY
            : move(parameters, penalized, loss);
    penalized.moveStatistics();
    return new Step(loss, ending);
  }

  private Ending move(FloatBuffer parameters, PenalizedObjective objective, double loss) {
    parameters.get(0, origin);
    Point start = new Point(0, loss, direct());
    StrongWolfe search =
        new StrongWolfe(
            step -> at(step, parameters, objective),
            start,
            settings.maxEvaluations(),
            settings.changeTolerance() / largest(direction));
    Found found = search.search(firstStep());
    switch (found.ending()) {
      case WOLFE -> learn(parameters);
      case DECREASED -> {
        unfinished++;
        place(found.point().step(), parameters);
      }
      default -> {
        // With no history the next step follows the gradient itself.
        failed++;
        history.clear();
        parameters.put(0, origin);
      }
    }
    return found.ending();
  }

  /** Chooses a direction and says how steeply the loss falls along it. */
  private double direct() {
    history.direct(gradient, direction);
    double slope = CurvatureHistory.dot(gradient, direction);
    if (slope < 0 && Double.isFinite(slope)) {
      return slope;
    }
    history.clear();
    history.direct(gradient, direction);
    return CurvatureHistory.dot(gradient, direction);
  }

  /** Without history the gradient's length says nothing: nothing moves by more than the rate. */
  private double firstStep() {
    if (!history.isEmpty()) {
      return settings.learningRate();
    }
    double sum = 0;
    for (float g : gradient) {
      sum += Math.abs(g);
    }
    return Math.min(1, 1 / sum) * settings.learningRate();
  }

  private Point at(double step, FloatBuffer parameters, PenalizedObjective objective) {
    place(step, parameters);
    double loss = objective.evaluate(there);
    return new Point(step, loss, CurvatureHistory.dot(there, direction));
  }

  private void place(double step, FloatBuffer parameters) {
    for (int i = 0; i < origin.length; i++) {
      there[i] = (float) (origin[i] + step * direction[i]);
    }
    parameters.put(0, there);
  }

  /** The step as it was after rounding, and the change of gradient that came with it. */
  private void learn(FloatBuffer parameters) {
    float[] step = new float[origin.length];
    parameters.get(0, step);
    float[] change = there.clone();
    for (int i = 0; i < step.length; i++) {
      step[i] -= origin[i];
      change[i] -= gradient[i];
    }
    if (!history.add(step, change)) {
      skipped++;
    }
  }

  @Override
  public long stateBytes() {
    return 2L * settings.pairs() * layout.size() * Float.BYTES;
  }

  @Override
  public Optional<String> remark() {
    List<String> remarks = new ArrayList<>();
    remark(remarks, failed, () -> "the line search found no lower loss and kept the parameters");
    remark(remarks, unfinished, () -> "it took a lower loss without the strong Wolfe conditions");
    remark(remarks, skipped, () -> "the curvature was not positive and its pair was left out");
    return remarks.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", remarks));
  }

  private void remark(List<String> remarks, long count, Supplier<String> what) {
    if (count > 0) {
      remarks.add("in " + count + " of " + steps + " steps " + what.get());
    }
  }

  /** Of the absolute values; NaN if one of them is. */
  private static double largest(float[] values) {
    float largest = 0;
    for (float value : values) {
      largest = Math.max(largest, Math.abs(value));
    }
    return largest;
  }
}
