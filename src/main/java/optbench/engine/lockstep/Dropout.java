package optbench.engine.lockstep;

import java.nio.FloatBuffer;

/** Dropout on a panel, in place. */
final class Dropout implements Layer {
  private final Panel panel;
  private final Masks masks;
  private final boolean undoes;
  private final float[] numbers;

  /**
   * @param undoes whether the layer below wants to find its outputs as they were; all but those
   *     that were dropped, whose gradient is 0, come back
   */
  Dropout(Panel panel, Masks masks, boolean undoes) {
    this.panel = panel;
    this.masks = masks;
    this.undoes = undoes;
    numbers = new float[panel.features()];
  }

  @Override
  public void forward(int samples, boolean training) {
    if (training) {
      masks.draw(samples, panel.features());
      multiply(panel.valueMemory(), samples);
    }
  }

  @Override
  public void backward(int samples, boolean more) {
    if (panel.isData()) {
      return;
    }
    multiply(panel.gradientMemory(), samples);
    if (undoes) {
      divide(samples);
    }
  }

  @Override
  public void restart() {
    masks.restart();
  }

  private void multiply(FloatBuffer memory, int samples) {
    int features = panel.features();
    for (int i = 0; i < samples * panel.trials(); i++) {
      memory.get(i * features, numbers);
      multiply(numbers, masks.of(i / panel.trials()), features);
      memory.put(i * features, numbers);
    }
  }

  private void divide(int samples) {
    FloatBuffer memory = panel.valueMemory();
    float factor = 1 / masks.keptFactor();
    for (int i = 0; i < samples * panel.trials(); i++) {
      memory.get(i * numbers.length, numbers);
      for (int j = 0; j < numbers.length; j++) {
        numbers[j] *= factor;
      }
      memory.put(i * numbers.length, numbers);
    }
  }

  private static void multiply(float[] numbers, float[] factors, int n) {
    for (int i = 0; i < n; i++) {
      numbers[i] *= factors[i];
    }
  }
}
