package optbench.engine.lockstep;

import java.nio.FloatBuffer;
import optbench.engine.NativeMemory;
import optbench.network.Shape;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What stands between two layers, for all trials: sample after sample; in a sample trial after
 * trial; in a trial pixel after pixel; in a pixel channel after channel. Beside the values, the
 * gradient of the loss with regard to them.
 */
final class Panel {
  private final int trials;
  private final Shape shape;
  private final boolean data;
  private final INDArray values;
  private final INDArray gradients;
  private final FloatBuffer valueMemory;
  private final FloatBuffer gradientMemory;

  private Panel(int trials, Shape shape, int capacity, boolean data) {
    this.trials = trials;
    this.shape = shape;
    this.data = data;
    long length = (long) trials * shape.features() * capacity;
    values = Product.memory(length);
    gradients = data ? values : Product.memory(length);
    valueMemory = NativeMemory.of(values);
    gradientMemory = NativeMemory.of(gradients);
  }

  /** For values of each trial's own. */
  static Panel ofTrials(int trials, Shape shape, int capacity) {
    return new Panel(trials, shape, capacity, false);
  }

  /** For what only depends on the data: the same for all trials, and without a gradient. */
  static Panel ofData(Shape shape, int capacity) {
    return new Panel(1, shape, capacity, true);
  }

  /** How many trials have values of their own; 1 where all share them. */
  int trials() {
    return trials;
  }

  /** Of one sample of one trial. */
  Shape shape() {
    return shape;
  }

  /** Whether it only depends on the data. */
  boolean isData() {
    return data;
  }

  /** Numbers of one sample of one trial. */
  int features() {
    return shape.features();
  }

  int pixels() {
    return shape.height() * shape.width();
  }

  /** Numbers of one sample of all trials. */
  int row() {
    return trials * features();
  }

  INDArray values() {
    return values;
  }

  INDArray gradients() {
    return gradients;
  }

  FloatBuffer valueMemory() {
    return valueMemory;
  }

  FloatBuffer gradientMemory() {
    return gradientMemory;
  }

  /** One trial's values: a column for each sample. */
  INDArray valuesOf(int trial, int samples) {
    return Product.columns(values, (long) trial * features(), features(), samples, row());
  }

  /** Their gradients, alike. */
  INDArray gradientsOf(int trial, int samples) {
    return Product.columns(gradients, (long) trial * features(), features(), samples, row());
  }
}
