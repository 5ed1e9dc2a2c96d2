package optbench.optimizer;

import java.util.List;
import java.util.function.Supplier;

/**
 * An optimizer whose steps are not taken but written down as OpenCL C: the same code that updates
 * parameters on the CPU runs over blocks that record its operations. Scalars are worked out as
 * ever, in double, once a step; so the steps must be recorded one after another, and a rule that
 * does something else at a later step gets another program there.
 */
public final class KernelRecorder {
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
   * The next step, a call for each tensor of the layout.
   *
   * @throws KernelException if something in it cannot be done parameter by parameter
   */
  public List<KernelCall> step() {
    return recorded(
        () -> {
          updater.step(new Nowhere());
          return blocks.stream().map(RecordedBlock::call).toList();
        });
  }

  /**
   * What makes the parameters to be evaluated out of those that are trained, after the last
   * recorded step, a call for each tensor that is trained; none where they are the same.
   */
  public List<KernelCall> evaluation() {
    return recorded(
        () ->
            updater.evaluate(
                new Nowhere(),
                () ->
                    blocks.stream()
                        .filter(RecordedBlock::hasRecorded)
                        .map(RecordedBlock::call)
                        .toList()));
  }

  /** Rules of plug-ins may throw anything. */
  private List<KernelCall> recorded(Supplier<List<KernelCall>> recording) {
    blocks.forEach(RecordedBlock::begin);
    try {
      return recording.get();
    } catch (KernelException e) {
      throw e;
    } catch (Throwable e) {
      throw new KernelException("its rule threw " + PluginException.words(e));
    }
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
