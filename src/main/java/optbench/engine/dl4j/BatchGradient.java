package optbench.engine.dl4j;

import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The gradient of a batch's mean loss. A large batch is computed part by part, and the parts'
 * gradients are added up, each weighted by its share of the samples: the same mean within rounding,
 * in the memory that one part needs.
 */
final class BatchGradient {
  private final Dl4jNetwork network;
  private final int samplesAtOnce;
  private BatchBuffer batch;
  private INDArray sum;
  private double lossSum;
  private int correct;

  /**
   * @param samplesAtOnce samples in a part, at most
   */
  BatchGradient(Dl4jNetwork network, int samplesAtOnce) {
    this.network = network;
    this.samplesAtOnce = samplesAtOnce;
  }

  /** Takes a batch; nothing of this belongs on the clock. */
  void prepare(BatchBuffer next) {
    batch = next;
    network.expect(batch.labels(), Math.min(samplesAtOnce, batch.size()));
  }

  /** Fills the network's gradient, done when this returns. */
  void compute() {
    if (batch.size() <= samplesAtOnce) {
      network.computeGradient(batch.pixels());
    } else {
      computeInParts();
    }
  }

  /** Mean over the batch. */
  double loss() {
    return lossSum() / batch.size();
  }

  /** Over the batch, in nats. */
  double lossSum() {
    return batch.size() <= samplesAtOnce ? network.lossSum() : lossSum;
  }

  /** Right answers in the batch. */
  int correct() {
    return batch.size() <= samplesAtOnce ? network.right().cardinality() : correct;
  }

  private void computeInParts() {
    INDArray gradient = network.gradient();
    if (sum == null) {
      sum = Nd4j.createUninitialized(gradient.dataType(), gradient.shape(), gradient.ordering());
    }
    sum.assign(0);
    lossSum = 0;
    correct = 0;
    for (int first = 0; first < batch.size(); first += samplesAtOnce) {
      int size = Math.min(samplesAtOnce, batch.size() - first);
      network.expect(Arrays.copyOfRange(batch.labels(), first, first + size), size);
      network.computeGradient(batch.pixels(first, size));
      double share = (double) size / batch.size();
      Nd4j.getBlasWrapper().level1().axpy(gradient.length(), share, gradient, sum);
      lossSum += network.lossSum();
      correct += network.right().cardinality();
    }
    gradient.assign(sum);
    network.placement().await();
  }
}
