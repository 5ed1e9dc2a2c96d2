package optbench.engine.dl4j;

import java.util.BitSet;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Softmax and cross-entropy of a batch, with their gradient. */
interface OutputLoss {
  /**
   * The classes of the samples to come.
   *
   * @param labels at least as many as there are samples
   */
  void expect(int[] labels, int samples);

  /**
   * Works out loss and right answers; with {@code toGradient}, the array becomes the gradient of
   * the mean loss.
   *
   * @param sums before the softmax, one row a sample, column by column in memory
   */
  void assess(INDArray sums, boolean toGradient);

  /** Sum of the cross-entropies of the samples last seen, in nats. */
  double sum();

  /** Which of them, counted from 0, had the highest sum at their label. */
  BitSet right();
}
