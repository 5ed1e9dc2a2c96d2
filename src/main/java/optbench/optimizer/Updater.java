package optbench.optimizer;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import optbench.optimizer.UpdateRule.StateVector;
import optbench.optimizer.UpdateRule.Step;
import optbench.optimizer.UpdateRule.Update;
import org.bytedeco.javacpp.FloatPointer;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Applies one optimizer to one network's parameters, step after step, and holds the optimizer's
 * state.
 *
 * <p>The parameters are worked on in blocks small enough that a block with its gradient and state
 * stays in the first-level cache while the rule goes over it several times. Gradient and parameters
 * are in native memory and are copied in and out block by block; the state stays in Java arrays.
 *
 * <p>Order of operations in a step: L2 is added to the gradient, then decoupled weight decay
 * shrinks the weights, then the rule is applied.
 */
public final class Updater {
  /**
   * Numbers in a block: with parameters, gradient and two state vectors 16 KiB, half of a
   * first-level cache.
   */
  private static final int BLOCK = 1024;

  private final UpdateRule rule;
  private final OptimizerSettings settings;
  private final ParameterLayout layout;
  private final double learningRate;
  private final CpuBlock block;
  private long steps;

  /** An optimizer before its first step. */
  public Updater(OptimizerSettings settings, ParameterLayout layout) {
    this.settings = settings;
    this.rule = Optimizers.rule(settings);
    this.layout = layout;
    this.learningRate = settings.get(HyperParameter.LEARNING_RATE);
    this.block = new CpuBlock(rule.state(), layout.size());
  }

  /** Bytes that the optimizer keeps between steps. */
  public long stateBytes() {
    return (long) rule.state().size() * layout.size() * Float.BYTES;
  }

  /**
   * One step, in place.
   *
   * @param parameters float32, as many as the layout has, contiguous
   * @param gradient of the loss with regard to them, likewise; not changed
   */
  public void step(INDArray parameters, INDArray gradient) {
    step(buffer(parameters), buffer(gradient), learningRate);
  }

  /** One step on native or Java memory, with the learning rate in force. */
  void step(FloatBuffer parameters, FloatBuffer gradient, double rate) {
    steps++;
    Update update = rule.at(new Step(steps, rate));
    for (ParameterLayout.Tensor tensor : layout.tensors()) {
      for (int from = tensor.offset(); from < tensor.end(); from += BLOCK) {
        block.load(parameters, gradient, from, Math.min(BLOCK, tensor.end() - from));
        applyTo(tensor.role(), update, rate);
        block.store(parameters);
      }
    }
  }

  private void applyTo(ParameterLayout.Role role, Update update, double rate) {
    if (role == ParameterLayout.Role.STATISTICS) {
      block.parameters().add(-1, block.gradient());
      return;
    }
    if (role == ParameterLayout.Role.WEIGHTS) {
      regularize(rate);
    }
    update.apply(block);
  }

  private void regularize(double rate) {
    if (settings.l2() > 0) {
      block.gradient().add(settings.l2(), block.parameters());
    }
    if (settings.weightDecay() > 0) {
      block.parameters().scale(1 - rate * settings.weightDecay());
    }
  }

  private FloatBuffer buffer(INDArray array) {
    if (array.length() != layout.size() || array.elementWiseStride() != 1) {
      throw new IllegalArgumentException(
          "must be " + layout.size() + " contiguous numbers but was " + array.shapeInfoToString());
    }
    FloatPointer pointer = (FloatPointer) array.data().addressPointer();
    return pointer.capacity(array.length()).asBuffer();
  }

  /** A block in Java arrays that moves over the parameters. */
  private static final class CpuBlock implements UpdateRule.Block {
    private final ArrayVector parameters = new ArrayVector(new float[BLOCK]);
    private final ArrayVector gradient = new ArrayVector(new float[BLOCK]);
    private final ArrayVector scratch = new ArrayVector(new float[BLOCK]);
    private final ArrayVector[] state;
    private int from;
    private int length;

    CpuBlock(List<StateVector> vectors, int size) {
      state = vectors.stream().map(v -> filled(size, v.initialValue())).toArray(ArrayVector[]::new);
    }

    private static ArrayVector filled(int size, double value) {
      float[] values = new float[size];
      Arrays.fill(values, (float) value);
      return new ArrayVector(values);
    }

    void load(FloatBuffer allParameters, FloatBuffer allGradients, int newFrom, int newLength) {
      from = newFrom;
      length = newLength;
      allParameters.get(from, parameters.values(), 0, length);
      allGradients.get(from, gradient.values(), 0, length);
      parameters.moveTo(0, length);
      gradient.moveTo(0, length);
      scratch.moveTo(0, length);
      for (ArrayVector vector : state) {
        vector.moveTo(from, length);
      }
    }

    void store(FloatBuffer allParameters) {
      allParameters.put(from, parameters.values(), 0, length);
    }

    @Override
    public Vector parameters() {
      return parameters;
    }

    @Override
    public Vector gradient() {
      return gradient;
    }

    @Override
    public Vector state(int index) {
      return state[index];
    }

    @Override
    public Vector scratch() {
      return scratch;
    }
  }
}
