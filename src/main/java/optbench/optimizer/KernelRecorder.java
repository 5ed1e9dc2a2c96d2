package optbench.optimizer;

import java.util.ArrayList;
import java.util.List;
import optbench.optimizer.UpdateRule.StateVector;

/**
 * An optimizer whose steps are not taken but written down as OpenCL C: the same code that updates
 * parameters on the CPU runs over blocks that record its operations. Scalars are worked out as
 * ever, in double, once a step; so the steps must be recorded one after another, and a rule that
 * does something else at a later step gets another program there.
 */
public final class KernelRecorder {
  private static final ParameterMemory NOWHERE = new Nowhere();

  private final List<RecordedBlock> blocks;
  private final Updater updater;

  /**
   * An optimizer before its first step.
   *
   * @throws KernelException if it has no update rule
   */
  public KernelRecorder(OptimizerSettings settings, ParameterLayout layout, Training training) {
    if (settings.optimizer() instanceof LineSearchOptimizer) {
      throw new KernelException("it searches along a line and takes gradients of its own");
    }
    blocks = RecordedBlock.of(settings, layout);
    updater = new Updater(settings, layout, training, List.copyOf(blocks));
  }

  /**
   * The next step: a call for each tensor for which something is to be done.
   *
   * @throws KernelException if something in it cannot be written down
   */
  public List<KernelCall> step() {
    begin();
    updater.step(NOWHERE);
    return calls();
  }

  /**
   * What makes the parameters to be evaluated out of those that are trained, after the last
   * recorded step, a call for each tensor that is trained; none where they are the same.
   */
  public List<KernelCall> evaluation() {
    begin();
    return updater.evaluate(NOWHERE, this::calls);
  }

  /** What is kept of a tensor of the layout, in the order of the kernels' arguments. */
  public List<StateVector> state(int tensor) {
    return blocks.get(tensor).state();
  }

  /** Bytes that the optimizer keeps between steps. */
  public long stateBytes() {
    return updater.stateBytes();
  }

  private void begin() {
    for (RecordedBlock block : blocks) {
      block.begin();
    }
  }

  private List<KernelCall> calls() {
    List<KernelCall> calls = new ArrayList<>(blocks.size());
    for (RecordedBlock block : blocks) {
      if (block.hasRecorded()) {
        calls.add(block);
      }
    }
    return calls;
  }

  /** There are no numbers to load or store. */
  static final class Nowhere implements ParameterMemory {
    @Override
    public void loadParameters(int from, int length, float[] into) {}

    @Override
    public void storeParameters(int from, int length, float[] values) {}

    @Override
    public void loadGradient(int from, int length, float[] into) {}
  }
}
