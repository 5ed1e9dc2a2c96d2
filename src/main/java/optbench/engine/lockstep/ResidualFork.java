package optbench.engine.lockstep;

import java.nio.FloatBuffer;

/** Where the two ways through a residual block part: each sees what comes in. */
final class ResidualFork implements Layer {
  private final Panel input;
  private final Panel branch;
  private final Panel shortcut;
  private final float[] numbers;
  private final float[] others;

  ResidualFork(Panel input, int capacity) {
    this.input = input;
    branch = like(input, capacity);
    shortcut = like(input, capacity);
    numbers = new float[input.row()];
    others = new float[input.row()];
  }

  private static Panel like(Panel input, int capacity) {
    return input.isData()
        ? Panel.ofData(input.shape(), capacity)
        : Panel.ofTrials(input.trials(), input.shape(), capacity);
  }

  Panel branch() {
    return branch;
  }

  Panel shortcut() {
    return shortcut;
  }

  @Override
  public void forward(int samples, boolean training) {
    for (int i = 0; i < samples; i++) {
      input.valueMemory().get(i * numbers.length, numbers);
      branch.valueMemory().put(i * numbers.length, numbers);
      shortcut.valueMemory().put(i * numbers.length, numbers);
    }
  }

  @Override
  public void backward(int samples, boolean more) {
    if (input.isData()) {
      return;
    }
    FloatBuffer to = input.gradientMemory();
    for (int i = 0; i < samples; i++) {
      branch.gradientMemory().get(i * numbers.length, numbers);
      shortcut.gradientMemory().get(i * numbers.length, others);
      for (int j = 0; j < numbers.length; j++) {
        numbers[j] += others[j];
      }
      to.put(i * numbers.length, numbers);
    }
  }
}
