package optbench.engine.dl4j;

import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.ActivationLayer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Before the layers of a residual block: keeps what comes in for the shortcut. */
final class ResidualInput extends ActivationLayer {
  private static final long serialVersionUID = 1L;

  private final transient ResidualArrays block;

  ResidualInput(NeuralNetConfiguration conf, ResidualArrays block) {
    super(conf, DataType.FLOAT);
    this.block = block;
  }

  @Override
  public INDArray activate(boolean training, LayerWorkspaceMgr workspaces) {
    block.input().keep(input);
    return workspaces.dup(ArrayType.ACTIVATIONS, input, 'c');
  }

  @Override
  public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr workspaces) {
    INDArray gradient = workspaces.dup(ArrayType.ACTIVATION_GRAD, epsilon, 'c');
    gradient.addi(block.shortcutGradient().array());
    return new Pair<>(new DefaultGradient(), gradient);
  }
}
