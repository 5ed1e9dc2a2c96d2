package optbench.engine.dl4j;

import java.nio.FloatBuffer;
import java.util.BitSet;
import optbench.engine.CrossEntropy;
import optbench.engine.NativeMemory;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Loss, right answers and gradient from one pass over the outputs, in double, where the stock layer
 * takes some twenty array operations.
 */
final class HostLoss implements OutputLoss {
  private final CrossEntropy loss;
  private int[] labels = new int[0];
  private float[] numbers = new float[0];

  HostLoss(int classes) {
    loss = new CrossEntropy(classes);
  }

  @Override
  public void expect(int[] expected, int samples) {
    labels = expected;
  }

  @Override
  public void assess(INDArray sums, boolean toGradient) {
    int samples = (int) sums.size(0);
    int length = samples * (int) sums.size(1);
    if (numbers.length < length) {
      numbers = new float[length];
    }
    FloatBuffer memory = NativeMemory.of(sums);
    memory.get(0, numbers, 0, length);
    loss.reset();
    for (int i = 0; i < samples; i++) {
      loss.add(numbers, i, samples, labels[i], samples);
    }
    if (toGradient) {
      memory.put(0, numbers, 0, length);
    }
  }

  @Override
  public double sum() {
    return loss.lossSum();
  }

  @Override
  public BitSet right() {
    return loss.right();
  }
}
