package optbench.optimizer;

import java.nio.FloatBuffer;
import optbench.optimizer.Minimizer.LossAndGradient;
import optbench.optimizer.ParameterLayout.Role;
import optbench.optimizer.ParameterLayout.Tensor;
import optbench.spec.Techniques;

/**
 * The loss with L1 and L2 penalties, in value and gradient, so that a line search sees the function
 * whose gradient it follows. Running statistics are no variables of it: their gradient is zero, and
 * they are moved once a step.
 */
final class PenalizedObjective implements LossAndGradient {
  private final ParameterLayout layout;
  private final Techniques techniques;
  private final FloatBuffer parameters;
  private final LossAndGradient loss;
  private final float[] statistics;

  /**
   * The penalties are those of the techniques.
   *
   * @param parameters where the loss is evaluated
   */
  PenalizedObjective(
      ParameterLayout layout, Techniques techniques, FloatBuffer parameters, LossAndGradient loss) {
    this.layout = layout;
    this.techniques = techniques;
    this.parameters = parameters;
    this.loss = loss;
    this.statistics = new float[length(layout, Role.STATISTICS)];
  }

  @Override
  public double evaluate(float[] gradient) {
    double sum = loss.evaluate(gradient);
    int kept = 0;
    for (Tensor tensor : layout.tensors()) {
      if (tensor.role() == Role.STATISTICS) {
        for (int i = tensor.offset(); i < tensor.end(); i++) {
          statistics[kept++] = gradient[i];
          gradient[i] = 0;
        }
      } else if (tensor.role() == Role.WEIGHTS || techniques.decayAll()) {
        sum += penalty(tensor, gradient);
      }
    }
    return sum;
  }

  private double penalty(Tensor tensor, float[] gradient) {
    double l1 = techniques.l1();
    double l2 = techniques.l2();
    if (l1 == 0 && l2 == 0) {
      return 0;
    }
    double sum = 0;
    for (int i = tensor.offset(); i < tensor.end(); i++) {
      double p = parameters.get(i);
      sum += l2 / 2 * p * p + l1 * Math.abs(p);
      gradient[i] += (float) (l2 * p + l1 * Math.signum(p));
    }
    return sum;
  }

  /** Takes off running statistics what the last evaluation says. */
  void moveStatistics() {
    int kept = 0;
    for (Tensor tensor : layout.tensors()) {
      if (tensor.role() == Role.STATISTICS) {
        for (int i = tensor.offset(); i < tensor.end(); i++) {
          parameters.put(i, parameters.get(i) - statistics[kept++]);
        }
      }
    }
  }

  private static int length(ParameterLayout layout, Role role) {
    return layout.tensors().stream().filter(t -> t.role() == role).mapToInt(Tensor::length).sum();
  }
}
