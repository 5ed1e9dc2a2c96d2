package optbench.engine.lockstep;

import java.nio.FloatBuffer;
import java.util.Arrays;
import optbench.engine.ActivationFunctions;
import optbench.spec.Activation;

/** Adds a bias to each channel of a panel and applies an activation function, in place. */
final class BiasAndActivation {
  private final Panel panel;
  private final Activation function;
  private final HeapTensor bias;
  private final Tiling tiling;
  private final float[][] spread;
  private final float[][] sums;
  private final float[] values = new float[Tiling.PIECE];
  private final float[] gradients = new float[Tiling.PIECE];

  BiasAndActivation(Panel panel, Activation function) {
    this.panel = panel;
    this.function = function;
    bias = HeapTensor.trained("b", panel.trials(), panel.shape().channels());
    tiling = new Tiling(panel.row());
    spread = tiling.room();
    sums = tiling.room();
  }

  HeapTensor bias() {
    return bias;
  }

  /** values = f(values + bias). */
  void forward(int samples) {
    spreadBias();
    forward(samples, true);
  }

  /** values = f(values), where the bias is in already. */
  void activate(int samples) {
    if (function != Activation.LINEAR) {
      forward(samples, false);
    }
  }

  private void forward(int samples, boolean addsBias) {
    FloatBuffer memory = panel.valueMemory();
    tiling.over(
        samples * panel.row(),
        (at, length, piece) -> {
          memory.get(at, values, 0, length);
          if (addsBias) {
            add(values, spread[piece], length);
          }
          ActivationFunctions.apply(function, values, length);
          memory.put(at, values, 0, length);
        });
  }

  /** gradients = gradients f'(values), and their sum over samples and pixels. */
  void backward(int samples, boolean more) {
    for (float[] piece : sums) {
      Arrays.fill(piece, 0);
    }
    FloatBuffer outputs = panel.valueMemory();
    FloatBuffer memory = panel.gradientMemory();
    tiling.over(
        samples * panel.row(),
        (at, length, piece) -> {
          memory.get(at, gradients, 0, length);
          if (function != Activation.LINEAR) {
            outputs.get(at, values, 0, length);
            ActivationFunctions.multiplyByDerivative(function, values, gradients, length);
            memory.put(at, gradients, 0, length);
          }
          add(sums[piece], gradients, length);
        });
    gatherSums(more);
  }

  private void spreadBias() {
    int channels = panel.shape().channels();
    int each = panel.features();
    int place = 0;
    for (float[] piece : spread) {
      int i = 0;
      while (i < piece.length) {
        int trial = place % panel.row() / each;
        int channel = place % channels;
        int length = Math.min(channels - channel, piece.length - i);
        System.arraycopy(bias.values(), trial * channels + channel, piece, i, length);
        i += length;
        place += length;
      }
    }
  }

  private void gatherSums(boolean more) {
    float[] total = bias.gradients();
    if (!more) {
      Arrays.fill(total, 0);
    }
    int channels = panel.shape().channels();
    int each = panel.features();
    int place = 0;
    for (float[] piece : sums) {
      int i = 0;
      while (i < piece.length) {
        int trial = place % panel.row() / each;
        int channel = place % channels;
        int length = Math.min(channels - channel, piece.length - i);
        int to = trial * channels + channel;
        for (int j = 0; j < length; j++) {
          total[to + j] += piece[i + j];
        }
        i += length;
        place += length;
      }
    }
  }

  private static void add(float[] to, float[] numbers, int length) {
    for (int i = 0; i < length; i++) {
      to[i] += numbers[i];
    }
  }
}
