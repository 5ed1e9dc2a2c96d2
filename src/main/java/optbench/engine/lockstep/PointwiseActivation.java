package optbench.engine.lockstep;

import java.nio.FloatBuffer;
import optbench.engine.ActivationFunctions;
import optbench.spec.Activation;

/**
 * An activation function by itself, which keeps its inputs: for those whose derivative cannot be
 * told from outputs.
 */
final class PointwiseActivation implements Layer {
  private static final int BLOCK = 4096;

  private final Panel input;
  private final Panel output;
  private final Activation function;
  private final float[] values = new float[BLOCK];
  private final float[] gradients = new float[BLOCK];

  PointwiseActivation(Panel input, Activation function, int capacity) {
    this.input = input;
    this.function = function;
    output =
        input.isData()
            ? Panel.ofData(input.shape(), capacity)
            : Panel.ofTrials(input.trials(), input.shape(), capacity);
  }

  Panel output() {
    return output;
  }

  @Override
  public void forward(int samples, boolean training) {
    int all = samples * input.row();
    for (int from = 0; from < all; from += BLOCK) {
      int n = Math.min(BLOCK, all - from);
      input.valueMemory().get(from, values, 0, n);
      ActivationFunctions.apply(function, values, n);
      output.valueMemory().put(from, values, 0, n);
    }
  }

  @Override
  public void backward(int samples, boolean more) {
    if (input.isData()) {
      return;
    }
    FloatBuffer at = (function.isMonotonic() ? output : input).valueMemory();
    int all = samples * input.row();
    for (int from = 0; from < all; from += BLOCK) {
      int n = Math.min(BLOCK, all - from);
      at.get(from, values, 0, n);
      output.gradientMemory().get(from, gradients, 0, n);
      ActivationFunctions.multiplyByDerivative(function, values, gradients, n);
      input.gradientMemory().put(from, gradients, 0, n);
    }
  }
}
