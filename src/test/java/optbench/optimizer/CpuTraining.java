package optbench.optimizer;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import optbench.optimizer.ParameterLayout.Tensor;

/** A training on the CPU of random parameters with random gradients, with all that it keeps. */
final class CpuTraining {
  private static final float[] SPECIAL = {
    0f,
    -0f,
    Float.MIN_VALUE,
    -Float.MIN_VALUE,
    Float.MIN_NORMAL,
    -Float.MIN_NORMAL / 3,
    1e-25f,
    -1e-30f,
    1e19f,
    -3e38f,
    Float.POSITIVE_INFINITY,
    Float.NEGATIVE_INFINITY,
    Float.NaN
  };

  private final SplittableRandom random = new SplittableRandom(5);
  private final ParameterLayout layout;
  private final boolean special;
  private final List<WorkBlock> blocks;
  private final Updater updater;
  private final float[] parameters;
  private FlatMemory memory;

  /** With NaN and the like among the numbers. */
  CpuTraining(OptimizerSettings settings, ParameterLayout layout, Training training) {
    this(settings, layout, training, true);
  }

  CpuTraining(
      OptimizerSettings settings, ParameterLayout layout, Training training, boolean special) {
    this.layout = layout;
    this.special = special;
    parameters = numbers(0.1, 1);
    blocks = blocks(settings, layout);
    updater = new Updater(settings, layout, training, blocks);
  }

  /** One step; answers what the gradient was. */
  float[] step(int step, double scale) {
    float[] gradient = numbers(scale, step);
    memory = new FlatMemory(FloatBuffer.wrap(parameters), FloatBuffer.wrap(gradient));
    updater.step(memory);
    return gradient;
  }

  float[] parameters() {
    return parameters;
  }

  float[] evaluated() {
    return updater.evaluate(memory, parameters::clone);
  }

  List<WorkBlock> blocks() {
    return blocks;
  }

  long stateBytes() {
    return updater.stateBytes();
  }

  private static List<WorkBlock> blocks(OptimizerSettings settings, ParameterLayout layout) {
    CpuBlock.Workspace workspace = new CpuBlock.Workspace(layout.size());
    List<WorkBlock> blocks = new ArrayList<>();
    for (Tensor tensor : layout.tensors()) {
      blocks.add(
          new CpuBlock(
              workspace,
              tensor,
              settings.techniques(),
              tensor.offset(),
              tensor.length(),
              Updater.vectors(settings, tensor)));
    }
    return blocks;
  }

  /** Of many sizes, with special ones among them, at other places in each step. */
  private float[] numbers(double scale, int step) {
    float[] numbers = new float[layout.size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = (float) (random.nextDouble(-scale, scale) * Math.exp(random.nextDouble(-8, 2)));
      if (special && (i + step) % 61 == 0) {
        numbers[i] = SPECIAL[(i / 61) % SPECIAL.length];
      }
    }
    return numbers;
  }
}
