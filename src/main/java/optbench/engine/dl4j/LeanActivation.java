package optbench.engine.dl4j;

import optbench.engine.Placement;
import optbench.spec.Activation;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.ActivationLayer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Deeplearning4j's layer for an activation function alone, with our functions: its GELU is an
 * approximation.
 */
final class LeanActivation extends ActivationLayer {
  private static final long serialVersionUID = 1L;

  private final transient Activations activation;
  private final boolean fromOutputs;
  private transient INDArray output;

  LeanActivation(NeuralNetConfiguration conf, Activation function, Placement placement) {
    super(conf, DataType.FLOAT);
    activation = Activations.of(function, placement);
    fromOutputs = function.isMonotonic();
  }

  @Override
  public INDArray activate(boolean training, LayerWorkspaceMgr workspaces) {
    output = workspaces.dup(ArrayType.ACTIVATIONS, input, 'c');
    activation.apply(output);
    return output;
  }

  @Override
  public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr workspaces) {
    INDArray gradient = workspaces.dup(ArrayType.ACTIVATION_GRAD, epsilon, 'c');
    INDArray at = fromOutputs ? output : workspaces.dup(ArrayType.BP_WORKING_MEM, input, 'c');
    activation.backpropagate(at, gradient);
    return new Pair<>(new DefaultGradient(), gradient);
  }
}
