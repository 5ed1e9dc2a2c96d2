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

/**
 * Between the layers of a residual block and those of its shortcut: keeps what the first gave, and
 * goes on with what the block saw.
 */
final class ResidualTurn extends ActivationLayer {
  private static final long serialVersionUID = 1L;

  private final transient ResidualArrays block;

  ResidualTurn(NeuralNetConfiguration conf, ResidualArrays block) {
    super(conf, DataType.FLOAT);
    this.block = block;
  }

  @Override
  public INDArray activate(boolean training, LayerWorkspaceMgr workspaces) {
    block.branch().keep(input);
    return workspaces.dup(ArrayType.ACTIVATIONS, block.input().array(), 'c');
  }

  @Override
  public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr workspaces) {
    block.shortcutGradient().keep(epsilon);
    INDArray branch = block.branchGradient().array().reshape('c', block.branch().array().shape());
    return new Pair<>(
        new DefaultGradient(), workspaces.dup(ArrayType.ACTIVATION_GRAD, branch, 'c'));
  }
}
