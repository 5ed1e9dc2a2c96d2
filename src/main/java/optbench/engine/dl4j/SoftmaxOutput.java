package optbench.engine.dl4j;

import java.nio.FloatBuffer;
import optbench.engine.CrossEntropy;
import optbench.engine.NativeMemory;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.OutputLayer;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A dense layer, softmax and mean cross-entropy in one: loss, number of right answers and gradient
 * come from one pass over the outputs, in double, where the stock layer takes some twenty array
 * operations.
 */
final class SoftmaxOutput extends OutputLayer {
  private static final long serialVersionUID = 1L;

  private final DenseGradients.Below below;
  private transient int[] expected = new int[0];
  private transient float[] sums = new float[0];
  private final transient CrossEntropy loss;

  SoftmaxOutput(NeuralNetConfiguration conf, DenseGradients.Below below) {
    super(conf, DataType.FLOAT);
    this.below = below;
    loss = new CrossEntropy((int) ((FeedForwardLayer) conf.getLayer()).getNOut());
  }

  /** The classes of the samples to come; read when they have passed through the layers below. */
  void expect(int[] classes) {
    expected = classes;
  }

  /** Labels come by {@link #expect}. */
  @Override
  public boolean needsLabels() {
    return false;
  }

  /** Sum of the cross-entropies of the samples last seen, in nats. */
  double lossSum() {
    return loss.lossSum();
  }

  /** How many of the samples last seen had the highest output at their label. */
  int correct() {
    return loss.correct();
  }

  /** Loss and right answers of what was set as input; returns the sums before the softmax. */
  @Override
  public INDArray activate(boolean training, LayerWorkspaceMgr workspaces) {
    INDArray output = DenseGradients.sums(input, params, 'f', workspaces);
    assess(output, false);
    return output;
  }

  @Override
  public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr workspaces) {
    INDArray delta = DenseGradients.sums(input, params, 'f', workspaces);
    assess(delta, true);
    return DenseGradients.backpropagate(input, delta, params, gradientViews, below, workspaces);
  }

  /** The mean loss, known from the backward pass. */
  @Override
  public double computeScore(double penalty, boolean training, LayerWorkspaceMgr workspaces) {
    return loss.lossSum() / input.size(0) + penalty;
  }

  /**
   * Works out loss and right answers; with {@code toGradient}, the array becomes the gradient of
   * the mean loss.
   */
  private void assess(INDArray array, boolean toGradient) {
    int samples = (int) array.size(0);
    int classes = (int) array.size(1);
    if (sums.length < samples * classes) {
      sums = new float[samples * classes];
    }
    FloatBuffer memory = NativeMemory.of(array);
    memory.get(0, sums, 0, samples * classes);
    loss.reset();
    for (int i = 0; i < samples; i++) {
      loss.add(sums, i, samples, expected[i], samples);
    }
    if (toGradient) {
      memory.put(0, sums, 0, samples * classes);
    }
  }
}
