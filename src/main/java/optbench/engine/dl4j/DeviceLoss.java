package optbench.engine.dl4j;

import java.util.BitSet;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * The same by ND4J's operations alone, in float32, so that nothing leaves the GPU but the sum of
 * the losses and who was right, and these only when they are asked for.
 */
final class DeviceLoss implements OutputLoss {
  private final int classes;
  private final INDArray lossSum = Nd4j.createUninitializedDetached(DataType.FLOAT, 1);
  private INDArray oneHot;
  private INDArray labels;
  private INDArray right;

  DeviceLoss(int classes) {
    this.classes = classes;
  }

  @Override
  public void expect(int[] expected, int samples) {
    float[] ones = new float[samples * classes];
    long[] indices = new long[samples];
    for (int i = 0; i < samples; i++) {
      ones[expected[i] * samples + i] = 1;
      indices[i] = expected[i];
    }
    if (oneHot != null) {
      oneHot.close();
      labels.close();
    }
    if (right == null || right.length() != samples) {
      right = Nd4j.createUninitializedDetached(DataType.FLOAT, samples);
    }
    oneHot = Nd4j.create(ones, new long[] {samples, classes}, 'f');
    labels = Nd4j.createFromArray(indices);
  }

  @Override
  public void assess(INDArray sums, boolean toGradient) {
    right.assign(sums.argMax(1).eq(labels).castTo(DataType.FLOAT));
    INDArray shifted = sums.subColumnVector(sums.max(true, 1));
    INDArray exponentials = Transforms.exp(shifted, true);
    INDArray totals = exponentials.sum(true, 1);
    lossSum.assign(Transforms.log(totals, true).sum().subi(shifted.muli(oneHot).sum()));
    if (toGradient) {
      exponentials.diviColumnVector(totals).subi(oneHot).divi(sums.size(0));
      sums.assign(exponentials);
    }
  }

  @Override
  public double sum() {
    return lossSum.getDouble(0);
  }

  @Override
  public BitSet right() {
    float[] ones = right.toFloatVector();
    BitSet numbers = new BitSet();
    for (int i = 0; i < ones.length; i++) {
      numbers.set(i, ones[i] > 0);
    }
    return numbers;
  }
}
