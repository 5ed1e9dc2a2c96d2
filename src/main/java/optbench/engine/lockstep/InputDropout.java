package optbench.engine.lockstep;

/** Dropout on the pixels of a batch, in place. */
final class InputDropout implements Layer {
  private final PrunedInput input;
  private final Masks masks;

  InputDropout(PrunedInput input, Masks masks) {
    this.input = input;
    this.masks = masks;
  }

  /** A mask has a place for every pixel, in use or not, so that it does not depend on the batch. */
  @Override
  public void forward(int samples, boolean training) {
    if (!training) {
      return;
    }
    masks.draw(samples, input.features());
    for (int i = 0; i < samples; i++) {
      input.multiply(i, masks.of(i));
    }
  }

  @Override
  public void backward(int samples, boolean more) {}

  @Override
  public void restart() {
    masks.restart();
  }
}
