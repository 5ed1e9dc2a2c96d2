package optbench.engine.lockstep;

import java.nio.FloatBuffer;
import java.util.List;
import optbench.engine.NativeMemory;
import optbench.optimizer.ParameterLayout.Role;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Weights in native memory, ready for matrix products: trial after trial, row by row. */
final class NativeTensor implements TensorGroup {
  private final List<Integer> shape;
  private final int[] origins;
  private final INDArray values;
  private final INDArray gradients;
  private final FloatBuffer valueMemory;
  private final FloatBuffer gradientMemory;

  /**
   * Zeros.
   *
   * @param shape outputs first
   * @param origins where in the network's tensor each element comes from
   */
  NativeTensor(int trials, List<Integer> shape, int[] origins) {
    this.shape = List.copyOf(shape);
    this.origins = origins;
    values = Product.memory((long) trials * origins.length);
    gradients = Product.memory((long) trials * origins.length);
    valueMemory = NativeMemory.of(values);
    gradientMemory = NativeMemory.of(gradients);
  }

  /** Of all trials. */
  INDArray values() {
    return values;
  }

  /** Of all trials. */
  INDArray gradients() {
    return gradients;
  }

  /** One trial's as a matrix, an output a row. */
  INDArray valuesOf(int trial) {
    return matrix(values, trial);
  }

  /** Its gradient, alike. */
  INDArray gradientsOf(int trial) {
    return matrix(gradients, trial);
  }

  private INDArray matrix(INDArray flat, int trial) {
    long rows = shape.get(0);
    return Product.rows(flat, (long) trial * origins.length, rows, origins.length / rows);
  }

  @Override
  public String name() {
    return "W";
  }

  @Override
  public Role role() {
    return Role.WEIGHTS;
  }

  @Override
  public List<Integer> shape() {
    return shape;
  }

  @Override
  public void set(int trial, float[] initial) {
    for (int i = 0; i < origins.length; i++) {
      valueMemory.put(trial * origins.length + i, initial[origins[i]]);
    }
  }

  @Override
  public void load(int trial, int from, int length, float[] into) {
    valueMemory.get(trial * origins.length + from, into, 0, length);
  }

  @Override
  public void store(int trial, int from, int length, float[] numbers) {
    valueMemory.put(trial * origins.length + from, numbers, 0, length);
  }

  @Override
  public void loadGradient(int trial, int from, int length, float[] into) {
    gradientMemory.get(trial * origins.length + from, into, 0, length);
  }

  /** Takes over a trial's gradient, in the order in which it is kept. */
  void storeGradient(int trial, float[] numbers) {
    gradientMemory.put(trial * origins.length, numbers);
  }
}
