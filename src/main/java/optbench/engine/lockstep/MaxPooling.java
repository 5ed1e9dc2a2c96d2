package optbench.engine.lockstep;

import optbench.spec.LayerSpec.MaxPool;

/** Pooling that does not follow a convolution. */
final class MaxPooling implements Layer {
  private final Panel input;
  private final Panel output;
  private final Pooling[] pooling;

  MaxPooling(Panel input, MaxPool layer, int capacity) {
    this.input = input;
    pooling = new Pooling[input.trials()];
    for (int k = 0; k < pooling.length; k++) {
      pooling[k] = new Pooling(input.shape(), layer, capacity);
    }
    output =
        input.isData()
            ? Panel.ofData(pooling[0].output(), capacity)
            : Panel.ofTrials(input.trials(), pooling[0].output(), capacity);
  }

  Panel output() {
    return output;
  }

  @Override
  public void forward(int samples, boolean training) {
    for (int i = 0; i < samples; i++) {
      for (int k = 0; k < pooling.length; k++) {
        pooling[k].forward(
            input.valueMemory(),
            i * input.row() + k * input.features(),
            output.valueMemory(),
            i * output.row() + k * output.features(),
            i);
      }
    }
  }

  @Override
  public void backward(int samples, boolean more) {
    if (input.isData()) {
      return;
    }
    // Where windows do not reach, the gradient is 0.
    input.gradients().assign(0);
    for (int i = 0; i < samples; i++) {
      for (int k = 0; k < pooling.length; k++) {
        pooling[k].backward(
            output.gradientMemory(),
            i * output.row() + k * output.features(),
            input.gradientMemory(),
            i * input.row() + k * input.features(),
            i);
      }
    }
  }
}
