package optbench.engine.dl4j;

import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.layers.DropoutLayer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Deeplearning4j's dropout without two of its faults: two such layers in a row could not be
 * evaluated, because the array that they hand on stayed in the workspace of the layer below; and it
 * overwrote the outputs of any layer below it, also of one that needs them for its own gradient.
 */
final class LeanDropout extends DropoutLayer {
  private static final long serialVersionUID = 1L;

  /**
   * @param inPlace whether the outputs of the layer below may be overwritten
   */
  LeanDropout(NeuralNetConfiguration conf, boolean inPlace) {
    super(conf, DataType.FLOAT);
    allowInputModification(inPlace);
  }

  @Override
  public INDArray activate(boolean training, LayerWorkspaceMgr workspaces) {
    return training
        ? super.activate(true, workspaces)
        : workspaces.dup(ArrayType.ACTIVATIONS, input);
  }
}
