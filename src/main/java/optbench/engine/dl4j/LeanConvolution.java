package optbench.engine.dl4j;

import java.nio.FloatBuffer;
import java.util.Arrays;
import optbench.engine.NativeMemory;
import optbench.engine.Placement;
import optbench.engine.convolution.ConvolvedImages;
import optbench.engine.convolution.ConvolvedImages.Rows;
import optbench.engine.dl4j.Dl4jConfiguration.DataConvolution;
import optbench.network.Shape;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.convolution.ConvolutionLayer;
import org.deeplearning4j.nn.params.ConvolutionParamInitializer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Deeplearning4j's convolution of the data in the host's memory, together with the pooling that
 * follows it, in a fraction of the stock layers' time; of the data it computes no gradient.
 */
final class LeanConvolution extends ConvolutionLayer {
  private static final long serialVersionUID = 1L;

  private final transient Activations activation;
  private final transient ConvolvedImages images;
  private final transient Shape shape;
  private final transient float[][] strips;
  private final transient float[] bias;
  private transient INDArray output;
  private transient FloatBuffer memory;

  LeanConvolution(NeuralNetConfiguration conf, DataConvolution convolution) {
    super(conf, DataType.FLOAT);
    activation = Activations.of(convolution.geometry().layer().activation(), Placement.HOST);
    images = new ConvolvedImages(convolution.geometry(), convolution.pool(), 1);
    shape = images.output();
    strips = new float[ConvolvedImages.SIDE_BY_SIDE][shape.height() * shape.width()];
    bias = new float[shape.channels()];
  }

  @Override
  public INDArray activate(boolean training, LayerWorkspaceMgr workspaces) {
    long samples = input.size(0);
    output =
        workspaces.createUninitialized(
            ArrayType.ACTIVATIONS,
            DataType.FLOAT,
            new long[] {samples, shape.channels(), shape.height(), shape.width()},
            'c');
    memory = NativeMemory.of(output);
    NativeMemory.of(params.get(ConvolutionParamInitializer.WEIGHT_KEY)).get(0, images.weights(0));
    NativeMemory.of(params.get(ConvolutionParamInitializer.BIAS_KEY)).get(0, bias);
    images.forward(NativeMemory.of(input), (int) samples, training, this::takeOutputs);
    activation.apply(output);
    return output;
  }

  @Override
  public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr workspaces) {
    boolean alike = epsilon.ordering() == 'c' && epsilon.elementWiseStride() == 1;
    INDArray delta = alike ? epsilon : workspaces.dup(ArrayType.BP_WORKING_MEM, epsilon, 'c');
    activation.backpropagate(output, delta);
    memory = NativeMemory.of(delta);
    Arrays.fill(images.weightGradients(0), 0);
    Arrays.fill(bias, 0);
    images.backward((int) delta.size(0), this::giveGradients);
    Gradient gradient = new DefaultGradient();
    store(gradient, ConvolutionParamInitializer.BIAS_KEY, bias);
    store(gradient, ConvolutionParamInitializer.WEIGHT_KEY, images.weightGradients(0));
    return new Pair<>(gradient, null);
  }

  private void store(Gradient gradient, String key, float[] values) {
    INDArray view = gradientViews.get(key);
    NativeMemory.of(view).put(0, values);
    gradient.setGradientFor(key, view, 'c');
  }

  /** Image after image, filter after filter, row after row. */
  private void takeOutputs(Rows found) {
    for (int f = 0; f < shape.channels(); f++) {
      for (int y = 0; y < shape.height(); y++) {
        toStrips(found, f, y);
      }
      for (int i = 0; i < found.count(); i++) {
        memory.put(place(found, i, f), strips[i]);
      }
    }
  }

  private void toStrips(Rows found, int f, int y) {
    float[] row = found.rows()[f * shape.height() + y];
    int width = shape.width();
    for (int i = 0; i < found.count(); i++) {
      float[] strip = strips[i];
      for (int x = 0; x < width; x++) {
        strip[y * width + x] = row[x * found.sideBySide() + i] + bias[f];
      }
    }
  }

  private void giveGradients(Rows gradients) {
    for (int f = 0; f < shape.channels(); f++) {
      for (int i = 0; i < gradients.count(); i++) {
        memory.get(place(gradients, i, f), strips[i]);
      }
      for (int y = 0; y < shape.height(); y++) {
        bias[f] += fromStrips(gradients, f, y);
      }
    }
  }

  private float fromStrips(Rows gradients, int f, int y) {
    float[] row = gradients.rows()[f * shape.height() + y];
    int width = shape.width();
    float sum = 0;
    for (int i = 0; i < gradients.count(); i++) {
      float[] strip = strips[i];
      for (int x = 0; x < width; x++) {
        row[x * gradients.sideBySide() + i] = strip[y * width + x];
        sum += strip[y * width + x];
      }
    }
    return sum;
  }

  private int place(Rows rows, int i, int f) {
    return ((rows.first() + i) * shape.channels() + f) * strips[0].length;
  }
}
