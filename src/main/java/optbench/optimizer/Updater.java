package optbench.optimizer;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import optbench.optimizer.ParameterLayout.Role;
import optbench.optimizer.ParameterLayout.Tensor;
import optbench.optimizer.UpdateRule.Scalars;
import optbench.optimizer.UpdateRule.Scope;
import optbench.optimizer.UpdateRule.StateScalar;
import optbench.optimizer.UpdateRule.StateVector;
import optbench.optimizer.UpdateRule.Step;
import optbench.optimizer.UpdateRule.Update;
import optbench.spec.Schedule;
import org.bytedeco.javacpp.FloatPointer;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Applies one optimizer to one network's parameters, step after step, and holds the optimizer's
 * state.
 *
 * <p>The parameters are worked on in blocks small enough that a block with its gradient and state
 * stays in the first-level cache while the rule goes over it several times; a rule that needs whole
 * tensors gets them as blocks. Gradient and parameters are in native memory and are copied in and
 * out block by block; the state stays in Java arrays, a set for each block.
 *
 * <p>Order of operations in a step: the gradients of L2 and L1 are added, then noise; the gradient
 * is clipped; decoupled weight decay shrinks the weights; the rule is applied at the scheduled
 * rate; the average of the parameters follows. A rule whose definition has weight decay in another
 * place ({@link UpdateRule#decaysWeights}) applies it itself. Biases and the like are not decayed
 * unless asked for. Where there is an average, that is what is evaluated.
 *
 * <p>A gradient that is not a number makes the parameters that it reaches not numbers; the next
 * loss shows it.
 */
public final class Updater {
  /**
   * Numbers in a block: with parameters, gradient and two state vectors 8 KiB, a quarter of a
   * first-level cache. Measured beside blocks of 128 to 8192: smaller ones spend their time in
   * calls, larger ones out of the cache.
   */
  private static final int BLOCK = 512;

  private final UpdateRule rule;
  private final OptimizerSettings settings;
  private final ParameterLayout layout;
  private final double learningRate;
  private final Training training;
  private final GradientPreparation preparation;
  private final boolean averages;
  private final List<CpuBlock> blocks = new ArrayList<>();
  private final ScalarState scalars;
  private long steps;

  /** At a constant rate, however long the training. */
  Updater(OptimizerSettings settings, ParameterLayout layout) {
    this(settings, layout, new Training(1, 1, 1));
  }

  /** An optimizer before its first step. */
  public Updater(OptimizerSettings settings, ParameterLayout layout, Training training) {
    this.settings = settings;
    this.rule = settings.rule();
    this.layout = layout;
    this.learningRate = settings.get(HyperParameter.LEARNING_RATE);
    this.training = training;
    this.preparation = new GradientPreparation(settings.techniques(), training.seed());
    this.averages = settings.techniques().ema().isPresent();
    this.scalars = new ScalarState(rule.scalars());
    int most =
        rule.scope() == Scope.ELEMENTS
            ? BLOCK
            : layout.tensors().stream().mapToInt(Tensor::length).max().orElse(0);
    CpuBlock.Workspace workspace = new CpuBlock.Workspace(most);
    for (Tensor tensor : layout.tensors()) {
      for (int from = tensor.offset(); from < tensor.end(); from += most) {
        int length = Math.min(most, tensor.end() - from);
        blocks.add(
            new CpuBlock(workspace, tensor, settings.techniques(), from, length, vectors(tensor)));
      }
    }
  }

  /** What the rule remembers, and the average of the parameters, if there is one, last. */
  private List<StateVector> vectors(Tensor tensor) {
    List<StateVector> vectors = new ArrayList<>(rule.state(tensor));
    if (averages) {
      vectors.add(StateVector.zero("average"));
    }
    return vectors;
  }

  /** Bytes that the optimizer keeps between steps. */
  public long stateBytes() {
    return blocks.stream().mapToLong(CpuBlock::stateBytes).sum()
        + (long) scalars.values.length * Double.BYTES;
  }

  /**
   * One step, in place.
   *
   * @param parameters float32, as many as the layout has, contiguous
   * @param gradient of the loss with regard to them, likewise
   */
  public void step(INDArray parameters, INDArray gradient) {
    step(new FlatMemory(buffer(parameters), buffer(gradient)));
  }

  /** One step, in place, at the scheduled rate. */
  public void step(ParameterMemory memory) {
    Schedule schedule = settings.techniques().schedule();
    double factor = schedule.factor(steps + 1, training.totalSteps(), training.stepsPerEpoch());
    step(memory, factor * learningRate);
  }

  /** One step with the learning rate in force. */
  void step(ParameterMemory memory, double rate) {
    steps++;
    Update update = rule.at(new Step(steps, rate, scalars));
    if (preparation.measures()) {
      measure(memory);
    }
    preparation.begin(steps);
    for (CpuBlock block : blocks) {
      block.loadParameters(memory);
      block.loadGradient(memory);
      preparation.perturb(block);
      preparation.clip(block);
      apply(update, block, rate);
      block.storeParameters(memory);
    }
  }

  /**
   * A pass of its own, because the first block can only be clipped when the last is known. What is
   * added to the gradient is added again afterwards: the same penalties and the same noise.
   */
  private void measure(ParameterMemory memory) {
    preparation.beginMeasuring(steps);
    for (CpuBlock block : blocks) {
      block.loadParameters(memory);
      block.loadGradient(memory);
      preparation.perturb(block);
      preparation.measure(block);
    }
  }

  private void apply(Update update, CpuBlock block, double rate) {
    if (block.tensor().role() == Role.STATISTICS) {
      block.parameters().add(-1, block.gradient());
      return;
    }
    if (block.weightDecay() > 0 && !rule.decaysWeights()) {
      block.parameters().scale(1 - rate * block.weightDecay());
    }
    update.apply(block);
    if (averages) {
      follow(block);
    }
  }

  private void follow(CpuBlock block) {
    double decay = settings.techniques().ema().orElseThrow();
    Vector average = block.last();
    if (steps == 1) {
      average.set(block.parameters());
    } else {
      average.decayAndAdd(decay, 1 - decay, block.parameters());
    }
  }

  /**
   * What {@code assess} finds while the parameters are those that the optimizer wants evaluated.
   * With most optimizers these are the ones that are trained. Afterwards the parameters are, bit by
   * bit, what they were.
   *
   * @param parameters as in {@link #step}
   */
  public <T> T evaluate(INDArray parameters, Supplier<T> assess) {
    FloatBuffer memory = buffer(parameters);
    return evaluate(new FlatMemory(memory, memory), assess);
  }

  /** The same wherever the parameters are. */
  public <T> T evaluate(ParameterMemory memory, Supplier<T> assess) {
    Optional<Update> evaluation =
        averages
            ? Optional.of(block -> block.parameters().set(((CpuBlock) block).last()))
            : rule.evaluation();
    if (evaluation.isEmpty() || steps == 0) {
      return assess.get();
    }
    List<CpuBlock> changing =
        blocks.stream().filter(b -> b.tensor().role() != Role.STATISTICS).toList();
    List<float[]> trained = new ArrayList<>();
    try {
      for (CpuBlock block : changing) {
        block.loadParameters(memory);
        trained.add(block.copyOfParameters());
        evaluation.get().apply(block);
        block.storeParameters(memory);
      }
      return assess.get();
    } finally {
      for (int i = 0; i < trained.size(); i++) {
        changing.get(i).restoreParameters(memory, trained.get(i));
      }
    }
  }

  /** A copy of all that the optimizer remembers. */
  Snapshot snapshot() {
    return new Snapshot(
        steps, scalars.values.clone(), blocks.stream().map(CpuBlock::copyOfState).toList());
  }

  /** Goes on from a snapshot of an updater of the same settings and layout. */
  void restore(Snapshot snapshot) {
    steps = snapshot.steps;
    System.arraycopy(snapshot.scalars, 0, scalars.values, 0, scalars.values.length);
    for (int i = 0; i < blocks.size(); i++) {
      blocks.get(i).setState(snapshot.vectors.get(i));
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

  /** What an optimizer remembers at one moment. */
  static final class Snapshot {
    private final long steps;
    private final double[] scalars;
    private final List<List<float[]>> vectors;

    private Snapshot(long steps, double[] scalars, List<List<float[]>> vectors) {
      this.steps = steps;
      this.scalars = scalars;
      this.vectors = vectors;
    }
  }

  private static final class ScalarState implements Scalars {
    private final double[] values;

    ScalarState(List<StateScalar> declared) {
      values = declared.stream().mapToDouble(StateScalar::initialValue).toArray();
    }

    @Override
    public double get(int index) {
      return values[index];
    }

    @Override
    public void set(int index, double value) {
      values[index] = value;
    }
  }
}
