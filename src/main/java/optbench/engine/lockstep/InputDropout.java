package optbench.engine.lockstep;

import java.nio.FloatBuffer;

/** Dropout on the pixels of a batch, in place. */
final class InputDropout implements Layer {
  private final PrunedInput input;
  private final Masks masks;
  private final float[] row;

  InputDropout(PrunedInput input, Masks masks) {
    this.input = input;
    this.masks = masks;
    row = new float[input.most()];
  }

  /** A mask has a place for every pixel, in use or not, so that it does not depend on the batch. */
  @Override
  public void forward(int samples, boolean training) {
    if (!training) {
      return;
    }
    masks.draw(samples, input.features());
    FloatBuffer memory = input.memory();
    for (int i = 0; i < samples; i++) {
      float[] factors = masks.of(i);
      memory.get(i * input.width(), row, 0, input.inUse());
      for (int r = 0; r < input.inUse(); r++) {
        row[r] *= factors[input.origin(r)];
      }
      memory.put(i * input.width(), row, 0, input.inUse());
    }
  }

  @Override
  public void backward(int samples, boolean more) {}

  @Override
  public void restart() {
    masks.restart();
  }
}
