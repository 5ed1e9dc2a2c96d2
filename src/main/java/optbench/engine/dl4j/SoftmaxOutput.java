package optbench.engine.dl4j;

import java.util.BitSet;
import optbench.engine.Placement;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.OutputLayer;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A dense layer, softmax and mean cross-entropy in one. */
final class SoftmaxOutput extends OutputLayer {
  private static final long serialVersionUID = 1L;

  private final DenseGradients.Below below;
  private final transient OutputLoss loss;

  SoftmaxOutput(NeuralNetConfiguration conf, DenseGradients.Below below, Placement placement) {
    super(conf, DataType.FLOAT);
    this.below = below;
    int classes = (int) ((FeedForwardLayer) conf.getLayer()).getNOut();
    loss = placement == Placement.HOST ? new HostLoss(classes) : new DeviceLoss(classes);
  }

  /** The classes of the samples to come; at least as many as there are samples. */
  void expect(int[] classes, int samples) {
    loss.expect(classes, samples);
  }

  /** Labels come by {@link #expect}. */
  @Override
  public boolean needsLabels() {
    return false;
  }

  /** Sum of the cross-entropies of the samples last seen, in nats. */
  double lossSum() {
    return loss.sum();
  }

  /** Which of the samples last seen, counted from 0, had the highest output at their label. */
  BitSet right() {
    return loss.right();
  }

  /** Loss and right answers of what was set as input; returns the sums before the softmax. */
  @Override
  public INDArray activate(boolean training, LayerWorkspaceMgr workspaces) {
    INDArray output = DenseGradients.sums(input, params, 'f', workspaces);
    loss.assess(output, false);
    return output;
  }

  @Override
  public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr workspaces) {
    INDArray delta = DenseGradients.sums(input, params, 'f', workspaces);
    loss.assess(delta, true);
    return DenseGradients.backpropagate(input, delta, params, gradientViews, below, workspaces);
  }

  /** Nobody asks Deeplearning4j: {@link #lossSum} is read when the clock has stopped. */
  @Override
  public double computeScore(double penalty, boolean training, LayerWorkspaceMgr workspaces) {
    return penalty;
  }
}
