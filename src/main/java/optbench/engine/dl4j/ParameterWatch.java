package optbench.engine.dl4j;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import optbench.optimizer.ParameterLayout;
import optbench.optimizer.ParameterLayout.Role;
import optbench.optimizer.ParameterLayout.Tensor;

/**
 * Measures parameters and how they change, from copies of them. Running statistics are parameters
 * to Deeplearning4j, but are not trained, and are passed over.
 */
final class ParameterWatch {
  private final List<Tensor> trained;

  ParameterWatch(ParameterLayout layout) {
    trained = layout.tensors().stream().filter(t -> t.role() != Role.STATISTICS).toList();
  }

  /** Root of the sum of squares of the weights, without biases and the like. */
  double weightNorm(float[] parameters) {
    double sum = 0;
    for (Tensor tensor : trained) {
      if (tensor.role() == Role.WEIGHTS) {
        for (int i = tensor.offset(); i < end(tensor); i++) {
          sum += (double) parameters[i] * parameters[i];
        }
      }
    }
    return Math.sqrt(sum);
  }

  /** The largest change, sign aside; not a number if a change is not. */
  double largestChange(float[] before, float[] after) {
    double largest = 0;
    for (Tensor tensor : trained) {
      largest = Math.max(largest, largestChange(before, after, tensor.offset(), end(tensor)));
    }
    return largest;
  }

  /** In float32 and without Math.max, which take several times as long: it is for every step. */
  private static float largestChange(float[] before, float[] after, int from, int to) {
    float largest = 0;
    for (int i = from; i < to; i++) {
      float change = Math.abs(after[i] - before[i]);
      if (!(change <= largest)) {
        if (Float.isNaN(change)) {
          return change;
        }
        largest = change;
      }
    }
    return largest;
  }

  /**
   * Median of change over gradient, signs aside, where the gradient is not 0; empty if it is 0
   * everywhere.
   */
  OptionalDouble medianRate(float[] before, float[] after, float[] gradient) {
    double[] rates = new double[gradient.length];
    int count = 0;
    for (Tensor tensor : trained) {
      for (int i = tensor.offset(); i < end(tensor); i++) {
        if (gradient[i] != 0) {
          rates[count++] = change(before, after, i) / Math.abs((double) gradient[i]);
        }
      }
    }
    if (count == 0) {
      return OptionalDouble.empty();
    }
    Arrays.sort(rates, 0, count);
    return OptionalDouble.of((rates[(count - 1) / 2] + rates[count / 2]) / 2);
  }

  private static double change(float[] before, float[] after, int index) {
    return Math.abs((double) after[index] - before[index]);
  }

  private static int end(Tensor tensor) {
    return tensor.offset() + tensor.length();
  }
}
