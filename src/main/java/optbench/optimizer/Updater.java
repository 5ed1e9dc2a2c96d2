package optbench.optimizer;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import optbench.optimizer.ParameterLayout.Role;
import optbench.optimizer.ParameterLayout.Tensor;
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
 * are in native memory and are copied in and out block by block; the state stays in Java arrays, a
 * set for each block.
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
  private final List<CpuBlock> blocks = new ArrayList<>();
  private long steps;

  /** An optimizer before its first step. */
  public Updater(OptimizerSettings settings, ParameterLayout layout) {
    this.settings = settings;
    this.rule = Optimizers.rule(settings);
    this.layout = layout;
    this.learningRate = settings.get(HyperParameter.LEARNING_RATE);
    Workspace workspace = new Workspace();
    for (Tensor tensor : layout.tensors()) {
      for (int from = tensor.offset(); from < tensor.end(); from += BLOCK) {
        int length = Math.min(BLOCK, tensor.end() - from);
        blocks.add(new CpuBlock(workspace, tensor.role(), from, length, rule.state()));
      }
    }
  }

  /** Bytes that the optimizer keeps between steps. */
  public long stateBytes() {
    long trained =
        layout.tensors().stream()
            .filter(t -> t.role() != Role.STATISTICS)
            .mapToLong(Tensor::length)
            .sum();
    return rule.state().size() * trained * Float.BYTES;
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
    for (CpuBlock block : blocks) {
      block.load(parameters, gradient);
      apply(update, block, rate);
      block.store(parameters);
    }
  }

  private void apply(Update update, CpuBlock block, double rate) {
    if (block.role == Role.STATISTICS) {
      block.parameters().add(-1, block.gradient());
      return;
    }
    if (block.role == Role.WEIGHTS && settings.l2() > 0) {
      block.gradient().add(settings.l2(), block.parameters());
    }
    if (block.role == Role.WEIGHTS && settings.weightDecay() > 0) {
      block.parameters().scale(1 - rate * settings.weightDecay());
    }
    update.apply(block);
  }

  private FloatBuffer buffer(INDArray array) {
    if (array.length() != layout.size() || array.elementWiseStride() != 1) {
      throw new IllegalArgumentException(
          "must be " + layout.size() + " contiguous numbers but was " + array.shapeInfoToString());
    }
    FloatPointer pointer = (FloatPointer) array.data().addressPointer();
    return pointer.capacity(array.length()).asBuffer();
  }

  /** Room for one block at a time. */
  private static final class Workspace {
    private final ArrayVector parameters = new ArrayVector(new float[BLOCK]);
    private final ArrayVector gradient = new ArrayVector(new float[BLOCK]);
    private final ArrayVector scratch = new ArrayVector(new float[BLOCK]);
  }

  /** A stretch of one tensor, with state of its own and the room that all blocks share. */
  private static final class CpuBlock implements UpdateRule.Block {
    private final Workspace workspace;
    private final Role role;
    private final int from;
    private final int length;
    private final ArrayVector[] state;

    CpuBlock(Workspace workspace, Role role, int from, int length, List<StateVector> vectors) {
      this.workspace = workspace;
      this.role = role;
      this.from = from;
      this.length = length;
      this.state =
          role == Role.STATISTICS
              ? new ArrayVector[0]
              : vectors.stream().map(v -> filled(length, v)).toArray(ArrayVector[]::new);
    }

    private static ArrayVector filled(int length, StateVector vector) {
      float[] values = new float[length];
      Arrays.fill(values, (float) vector.initialValue());
      return new ArrayVector(values);
    }

    void load(FloatBuffer allParameters, FloatBuffer allGradients) {
      allParameters.get(from, workspace.parameters.values(), 0, length);
      allGradients.get(from, workspace.gradient.values(), 0, length);
      workspace.parameters.setLength(length);
      workspace.gradient.setLength(length);
      workspace.scratch.setLength(length);
    }

    void store(FloatBuffer allParameters) {
      allParameters.put(from, workspace.parameters.values(), 0, length);
    }

    @Override
    public Vector parameters() {
      return workspace.parameters;
    }

    @Override
    public Vector gradient() {
      return workspace.gradient;
    }

    @Override
    public Vector state(int index) {
      return state[index];
    }

    @Override
    public Vector scratch() {
      return workspace.scratch;
    }
  }
}
