package optbench.engine.dl4j;

import optbench.engine.Placement;
import optbench.spec.Activation;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.feedforward.dense.DenseLayer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Deeplearning4j's dense layer with less work: the stock one repeats the forward pass in the
 * backward pass, and computes the gradient of its input even where that is the data.
 */
final class LeanDense extends DenseLayer {
  private static final long serialVersionUID = 1L;

  private final transient Activations activation;
  private final DenseGradients.Below below;
  private final char order;
  private transient INDArray output;

  /**
   * @param order of the output: 'f' where a dense layer follows, which is faster; other layers
   *     expect 'c'
   * @param placement of all arrays
   */
  LeanDense(
      NeuralNetConfiguration conf,
      Activation activation,
      DenseGradients.Below below,
      char order,
      Placement placement) {
    super(conf, DataType.FLOAT);
    this.activation = Activations.of(activation, placement);
    this.below = below;
    this.order = order;
  }

  @Override
  public INDArray activate(boolean training, LayerWorkspaceMgr workspaces) {
    output = DenseGradients.sums(input, params, order, workspaces);
    activation.apply(output);
    return output;
  }

  @Override
  public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr workspaces) {
    boolean alike = epsilon.ordering() == order && epsilon.elementWiseStride() == 1;
    INDArray delta = alike ? epsilon : workspaces.dup(ArrayType.BP_WORKING_MEM, epsilon, order);
    activation.backpropagate(output, delta);
    return DenseGradients.backpropagate(input, delta, params, gradientViews, below, workspaces);
  }
}
