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

/** After the shortcut of a residual block: adds what the block's own layers gave. */
final class ResidualOutput extends ActivationLayer {
  private static final long serialVersionUID = 1L;

  private final transient ResidualArrays block;

  ResidualOutput(NeuralNetConfiguration conf, ResidualArrays block) {
    super(conf, DataType.FLOAT);
    this.block = block;
  }

  @Override
  public INDArray activate(boolean training, LayerWorkspaceMgr workspaces) {
    INDArray sum = workspaces.dup(ArrayType.ACTIVATIONS, input, 'c');
    return sum.addi(block.branch().array().reshape('c', sum.shape()));
  }

  @Override
  public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr workspaces) {
    block.branchGradient().keep(epsilon);
    return new Pair<>(
        new DefaultGradient(), workspaces.dup(ArrayType.ACTIVATION_GRAD, epsilon, 'c'));
  }
}
