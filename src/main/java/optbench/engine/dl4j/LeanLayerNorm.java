package optbench.engine.dl4j;

import java.nio.FloatBuffer;
import java.util.Arrays;
import optbench.engine.LayerNormalization;
import optbench.engine.NativeMemory;
import optbench.network.Shape;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.normalization.BatchNormalization;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Layer normalisation in the host's memory. */
final class LeanLayerNorm extends BatchNormalization {
  private static final long serialVersionUID = 1L;

  private final transient LayerNormalization normalization;
  private final transient float[] gain;
  private final transient float[] offset;
  private final transient double[] gainGradients;
  private final transient double[] offsetGradients;
  private final transient float[] sample;
  private final transient float[] gradients;
  private transient INDArray seen;

  LeanLayerNorm(NeuralNetConfiguration conf) {
    super(conf, DataType.FLOAT);
    LayerNormConfiguration layer = (LayerNormConfiguration) conf.getLayer();
    Shape shape = layer.shape();
    normalization = new LayerNormalization(shape, true, layer.getEps());
    gain = new float[shape.channels()];
    offset = new float[shape.channels()];
    gainGradients = new double[shape.channels()];
    offsetGradients = new double[shape.channels()];
    sample = new float[shape.features()];
    gradients = new float[shape.features()];
  }

  @Override
  public INDArray activate(boolean training, LayerWorkspaceMgr workspaces) {
    seen = workspaces.dup(ArrayType.ACTIVATIONS, input, 'c');
    INDArray output =
        workspaces.createUninitialized(ArrayType.ACTIVATIONS, DataType.FLOAT, seen.shape(), 'c');
    NativeMemory.of(params.get(LayerNormConfiguration.GAIN)).get(0, gain);
    NativeMemory.of(params.get(LayerNormConfiguration.OFFSET)).get(0, offset);
    FloatBuffer from = NativeMemory.of(seen);
    FloatBuffer to = NativeMemory.of(output);
    for (int at = 0; at < from.capacity(); at += sample.length) {
      from.get(at, sample);
      normalization.forward(sample, gain, offset);
      to.put(at, sample);
    }
    return output;
  }

  @Override
  public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr workspaces) {
    INDArray delta = workspaces.dup(ArrayType.ACTIVATION_GRAD, epsilon, 'c');
    Arrays.fill(gainGradients, 0);
    Arrays.fill(offsetGradients, 0);
    FloatBuffer from = NativeMemory.of(seen);
    FloatBuffer memory = NativeMemory.of(delta);
    for (int at = 0; at < from.capacity(); at += sample.length) {
      from.get(at, sample);
      memory.get(at, gradients);
      normalization.backward(sample, gradients, gain, gainGradients, offsetGradients);
      memory.put(at, gradients);
    }
    Gradient gradient = new DefaultGradient();
    store(gradient, LayerNormConfiguration.GAIN, gainGradients);
    store(gradient, LayerNormConfiguration.OFFSET, offsetGradients);
    return new Pair<>(gradient, delta);
  }

  private void store(Gradient gradient, String key, double[] values) {
    INDArray view = gradientViews.get(key);
    FloatBuffer memory = NativeMemory.of(view);
    for (int c = 0; c < values.length; c++) {
      memory.put(c, (float) values[c]);
    }
    gradient.setGradientFor(key, view, 'c');
  }
}
