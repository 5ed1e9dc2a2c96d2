package optbench.engine.dl4j;

import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.inputs.InputType.InputTypeConvolutionalFlat;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.preprocessor.FeedForwardToCnnPreProcessor;
import org.nd4j.linalg.activations.impl.ActivationIdentity;

/**
 * A layer of Deeplearning4j's at a turn of a residual block. Where the shortcut begins, what comes
 * in there is again of the kind that the block saw.
 */
final class ResidualConfiguration extends ActivationLayer {
  private static final long serialVersionUID = 1L;

  private final transient Seen seen;
  private final boolean turn;

  /** The kind of array that a block sees: known when all its layers are. */
  static final class Seen {
    private InputType type;
  }

  private ResidualConfiguration(Seen seen, boolean turn) {
    super(new ActivationIdentity());
    this.seen = seen;
    this.turn = turn;
  }

  static ResidualConfiguration input(Seen seen) {
    return new ResidualConfiguration(seen, false);
  }

  static ResidualConfiguration turn(Seen seen) {
    return new ResidualConfiguration(seen, true);
  }

  /** Data come as rows, also those of images. */
  @Override
  public InputPreProcessor getPreProcessorForInputType(InputType type) {
    return type instanceof InputTypeConvolutionalFlat flat
        ? new FeedForwardToCnnPreProcessor(flat.getHeight(), flat.getWidth(), flat.getDepth())
        : null;
  }

  @Override
  public InputType getOutputType(int index, InputType type) {
    if (turn) {
      return seen.type;
    }
    seen.type = type;
    return type;
  }
}
