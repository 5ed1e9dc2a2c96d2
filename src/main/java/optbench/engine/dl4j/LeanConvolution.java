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
  private final transient int plane;
  private final transient float[] planes;
  private final transient float[] bias;
  private transient INDArray output;
  private transient FloatBuffer memory;

  LeanConvolution(NeuralNetConfiguration conf, DataConvolution convolution) {
    super(conf, DataType.FLOAT);
    activation = Activations.of(convolution.geometry().layer().activation(), Placement.HOST);
    images = new ConvolvedImages(convolution.geometry(), convolution.pool(), 1);
    shape = images.output();
    plane = shape.height() * shape.width();
    planes = new float[ConvolvedImages.SIDE_BY_SIDE * plane];
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
      for (int p = 0; p < plane; p++) {
        float[] row = found.row(f * shape.height() + p / shape.width());
        spread(row, p % shape.width() * found.sideBySide(), found.count(), bias[f], planes, p);
      }
      for (int i = 0; i < found.count(); i++) {
        memory.put(place(found, i, f), planes, i * plane, plane);
      }
    }
  }

  private void giveGradients(Rows gradients) {
    for (int f = 0; f < shape.channels(); f++) {
      for (int i = 0; i < gradients.count(); i++) {
        memory.get(place(gradients, i, f), planes, i * plane, plane);
      }
      for (int p = 0; p < plane; p++) {
        float[] row = gradients.row(f * shape.height() + p / shape.width());
        gather(planes, p, row, p % shape.width() * gradients.sideBySide(), gradients.count());
      }
      for (int y = 0; y < shape.height(); y++) {
        bias[f] += gradients.sum(f * shape.height() + y);
      }
    }
  }

  /** A pixel of each image, side by side, to the images' planes. */
  private void spread(float[] row, int from, int n, float added, float[] to, int pixel) {
    for (int i = 0; i < n; i++) {
      to[i * plane + pixel] = row[from + i] + added;
    }
  }

  /** A pixel from the images' planes to side by side. */
  private void gather(float[] from, int pixel, float[] row, int to, int n) {
    for (int i = 0; i < n; i++) {
      row[to + i] = from[i * plane + pixel];
    }
  }

  private int place(Rows rows, int i, int f) {
    return ((rows.first() + i) * shape.channels() + f) * plane;
  }
}
