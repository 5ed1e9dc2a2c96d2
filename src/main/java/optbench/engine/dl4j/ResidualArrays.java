package optbench.engine.dl4j;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * What one way through a residual block leaves for the other: Deeplearning4j's layers go one after
 * the other, and what they give out may be overwritten two layers further on.
 */
final class ResidualArrays {
  private final Kept input = new Kept();
  private final Kept branch = new Kept();
  private final Kept branchGradient = new Kept();
  private final Kept shortcutGradient = new Kept();

  /** What both ways see. */
  Kept input() {
    return input;
  }

  /** What the block's own layers make of it. */
  Kept branch() {
    return branch;
  }

  /** The gradient of that. */
  Kept branchGradient() {
    return branchGradient;
  }

  /** The gradient of what the shortcut sees. */
  Kept shortcutGradient() {
    return shortcutGradient;
  }

  /** A copy, which no layer owns. */
  static final class Kept {
    private INDArray copy;

    void keep(INDArray array) {
      if (copy == null || !copy.equalShapes(array)) {
        copy = Nd4j.createUninitializedDetached(DataType.FLOAT, 'c', array.shape());
      }
      copy.assign(array);
    }

    INDArray array() {
      return copy;
    }
  }
}
