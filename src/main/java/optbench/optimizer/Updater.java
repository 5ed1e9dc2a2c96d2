package optbench.optimizer;

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
import optbench.spec.Techniques;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Applies one optimizer to one network's parameters, step after step, and holds the optimizer's
 * state.
 *
 * <p>The parameters are worked on in blocks small enough that a block with its gradient and state
 * stays in the first-level cache while the rule goes over it several times; a rule that needs whole
 * tensors gets them as blocks. Gradient and parameters are copied in and out block by block; the
 * state stays in Java arrays, a set for each block.
 *
 * <p>If asked for, rules work on whole ND4J arrays instead, where these are. ND4J's operations go
 * over all of an array each time; measured on a CPU, steps took 1.3 to 17 times as long so. Only
 * plain descent is faster: it is one pass, and the copies are what it would spend its time on. So
 * it works on whole arrays wherever there are some.
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
  private final List<WorkBlock> blocks;
  private final Optional<List<WorkBlock>> inPlace;
  private final ScalarState scalars;
  private ArrayMemory lastArrays;
  private long steps;

  /** At a constant rate, however long the training. */
  Updater(OptimizerSettings settings, ParameterLayout layout) {
    this(settings, layout, new Training(1, 1, 1));
  }

  /** An optimizer before its first step, on the CPU. */
  public Updater(OptimizerSettings settings, ParameterLayout layout, Training training) {
    this(settings, layout, training, Unit.BLOCKS);
  }

  /** An optimizer before its first step. */
  public Updater(OptimizerSettings settings, ParameterLayout layout, Training training, Unit unit) {
    this(
        settings,
        layout,
        training,
        unit == Unit.ARRAYS ? arrays(settings, layout) : stretches(settings, layout),
        isOnePass(settings) ? Optional.of(arrays(settings, layout)) : Optional.empty());
  }

  /** An optimizer before its first step, on blocks that the caller has made. */
  Updater(
      OptimizerSettings settings,
      ParameterLayout layout,
      Training training,
      List<WorkBlock> blocks) {
    this(settings, layout, training, blocks, Optional.empty());
  }

  private Updater(
      OptimizerSettings settings,
      ParameterLayout layout,
      Training training,
      List<WorkBlock> blocks,
      Optional<List<WorkBlock>> inPlace) {
    this.settings = settings;
    this.rule = settings.rule();
    this.layout = layout;
    this.learningRate = settings.get(HyperParameter.LEARNING_RATE);
    this.training = training;
    this.preparation = new GradientPreparation(settings.techniques(), training.seed());
    this.averages = settings.techniques().ema().isPresent();
    this.scalars = new ScalarState(rule.scalars());
    this.blocks = blocks;
    this.inPlace = inPlace;
  }

  private static List<WorkBlock> stretches(OptimizerSettings settings, ParameterLayout layout) {
    int most = settings.rule().scope() == Scope.ELEMENTS ? BLOCK : longestTensor(layout);
    CpuBlock.Workspace workspace = new CpuBlock.Workspace(most);
    List<WorkBlock> stretches = new ArrayList<>();
    for (Tensor tensor : layout.tensors()) {
      for (int from = tensor.offset(); from < tensor.end(); from += most) {
        int length = Math.min(most, tensor.end() - from);
        stretches.add(
            new CpuBlock(
                workspace, tensor, settings.techniques(), from, length, vectors(settings, tensor)));
      }
    }
    return stretches;
  }

  private static List<WorkBlock> arrays(OptimizerSettings settings, ParameterLayout layout) {
    NativeBlock.Workspace workspace = new NativeBlock.Workspace(longestTensor(layout));
    List<WorkBlock> arrays = new ArrayList<>();
    for (Tensor tensor : layout.tensors()) {
      arrays.add(
          new NativeBlock(workspace, tensor, settings.techniques(), vectors(settings, tensor)));
    }
    return arrays;
  }

  private static int longestTensor(ParameterLayout layout) {
    return layout.tensors().stream().mapToInt(Tensor::length).max().orElse(0);
  }

  /** Whether a step is one sum: then there is no state either. */
  private static boolean isOnePass(OptimizerSettings settings) {
    Techniques techniques = settings.techniques();
    return settings.rule() instanceof Sgd.Descent
        && techniques.l1() == 0
        && techniques.l2() == 0
        && techniques.weightDecay().orElse(0.0) == 0
        && techniques.clipping().isEmpty()
        && techniques.noise().isEmpty()
        && techniques.ema().isEmpty();
  }

  /** What the rule remembers, and the average of the parameters, if there is one, last. */
  static List<StateVector> vectors(OptimizerSettings settings, Tensor tensor) {
    List<StateVector> vectors = new ArrayList<>(settings.rule().state(tensor));
    if (settings.techniques().ema().isPresent()) {
      vectors.add(StateVector.zero("average"));
    }
    return vectors;
  }

  /** Bytes that the optimizer keeps between steps. */
  public long stateBytes() {
    return blocks.stream().mapToLong(WorkBlock::stateBytes).sum()
        + (long) scalars.values.length * Double.BYTES;
  }

  /**
   * One step, in place.
   *
   * @param parameters float32, as many as the layout has, contiguous
   * @param gradient of the loss with regard to them, likewise; may be changed
   */
  public void step(INDArray parameters, INDArray gradient) {
    step(memory(parameters, gradient));
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
    for (WorkBlock block : memory instanceof ArrayMemory ? inPlace.orElse(blocks) : blocks) {
      block.loadParameters(memory);
      block.loadGradient(memory, false);
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
    for (WorkBlock block : blocks) {
      block.loadParameters(memory);
      block.loadGradient(memory, true);
      preparation.perturb(block);
      preparation.measure(block);
    }
  }

  private void apply(Update update, WorkBlock block, double rate) {
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

  private void follow(WorkBlock block) {
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
    return evaluate(new ArrayMemory(parameters, parameters, layout.size()), assess);
  }

  /** The same wherever the parameters are. */
  public <T> T evaluate(ParameterMemory memory, Supplier<T> assess) {
    Optional<Update> evaluation =
        averages
            ? Optional.of(block -> block.parameters().set(((WorkBlock) block).last()))
            : rule.evaluation();
    if (evaluation.isEmpty() || steps == 0) {
      return assess.get();
    }
    List<Runnable> trained = new ArrayList<>();
    try {
      for (WorkBlock block : blocks) {
        if (block.tensor().role() != Role.STATISTICS) {
          block.loadParameters(memory);
          trained.add(block.keepParameters(memory));
          evaluation.get().apply(block);
          block.storeParameters(memory);
        }
      }
      return assess.get();
    } finally {
      trained.forEach(Runnable::run);
    }
  }

  /** A copy of all that the optimizer remembers. */
  Snapshot snapshot() {
    return new Snapshot(
        steps, scalars.values.clone(), blocks.stream().map(WorkBlock::copyOfState).toList());
  }

  /** Goes on from a snapshot of an updater of the same settings, layout and unit. */
  void restore(Snapshot snapshot) {
    steps = snapshot.steps;
    System.arraycopy(snapshot.scalars, 0, scalars.values, 0, scalars.values.length);
    for (int i = 0; i < blocks.size(); i++) {
      blocks.get(i).setState(snapshot.vectors.get(i));
    }
  }

  /** A training has the same arrays in every step. */
  private ArrayMemory memory(INDArray parameters, INDArray gradient) {
    if (lastArrays == null || !lastArrays.isOf(parameters, gradient)) {
      lastArrays = new ArrayMemory(parameters, gradient, layout.size());
    }
    return lastArrays;
  }

  /** What a rule is applied to at a time. */
  public enum Unit {
    /** Blocks in Java's memory that fit into a cache: the fastest on a CPU. */
    BLOCKS,
    /** Whole tensors in ND4J's memory, on any device. */
    ARRAYS
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
