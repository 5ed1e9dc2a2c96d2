package optbench.engine.lockstep;

import java.util.Arrays;
import java.util.List;
import optbench.engine.LayerNormalization;
import optbench.spec.LayerSpec.LayerNorm;

/** Layer normalisation between panels. */
final class SampleNormalization implements Layer {
  private final Panel input;
  private final Panel output;
  private final LayerNormalization normalization;
  private final HeapTensor gain;
  private final HeapTensor offset;
  private final double[][] gainGradients;
  private final double[][] offsetGradients;
  private final float[] gainOfTrial;
  private final float[] offsetOfTrial;
  private final float[] values;
  private final float[] gradients;

  SampleNormalization(Panel input, int trials, LayerNorm layer, int capacity) {
    this.input = input;
    output = Panel.ofTrials(trials, input.shape(), capacity);
    normalization = new LayerNormalization(input.shape(), false, layer.epsilon());
    int channels = input.shape().channels();
    gain = HeapTensor.trained("gain", trials, channels);
    offset = HeapTensor.trained("offset", trials, channels);
    gainGradients = new double[trials][channels];
    offsetGradients = new double[trials][channels];
    gainOfTrial = new float[channels];
    offsetOfTrial = new float[channels];
    values = new float[input.features()];
    gradients = new float[input.features()];
  }

  Panel output() {
    return output;
  }

  @Override
  public List<TensorGroup> tensors() {
    return List.of(gain, offset);
  }

  @Override
  public void forward(int samples, boolean training) {
    for (int k = 0; k < output.trials(); k++) {
      gain.load(k, 0, gainOfTrial.length, gainOfTrial);
      offset.load(k, 0, offsetOfTrial.length, offsetOfTrial);
      for (int i = 0; i < samples; i++) {
        input.valueMemory().get(below(i, k), values);
        normalization.forward(values, gainOfTrial, offsetOfTrial);
        output.valueMemory().put(above(i, k), values);
      }
    }
  }

  @Override
  public void backward(int samples, boolean more) {
    for (int k = 0; k < output.trials(); k++) {
      if (!more) {
        Arrays.fill(gainGradients[k], 0);
        Arrays.fill(offsetGradients[k], 0);
      }
      gain.load(k, 0, gainOfTrial.length, gainOfTrial);
      for (int i = 0; i < samples; i++) {
        input.valueMemory().get(below(i, k), values);
        output.gradientMemory().get(above(i, k), gradients);
        normalization.backward(
            values, gradients, gainOfTrial, gainGradients[k], offsetGradients[k]);
        if (!input.isData()) {
          input.gradientMemory().put(below(i, k), gradients);
        }
      }
      store(gainGradients[k], gain, k);
      store(offsetGradients[k], offset, k);
    }
  }

  private static void store(double[] gradients, HeapTensor tensor, int trial) {
    for (int c = 0; c < gradients.length; c++) {
      tensor.gradients()[trial * gradients.length + c] = (float) gradients[c];
    }
  }

  private int below(int sample, int trial) {
    return sample * input.row() + (input.isData() ? 0 : trial * input.features());
  }

  private int above(int sample, int trial) {
    return sample * output.row() + trial * output.features();
  }
}
