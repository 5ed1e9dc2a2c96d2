package optbench.engine.lockstep;

import optbench.network.Shape;

/** Images as they are, from channel by channel to pixel by pixel. */
final class ImageInput implements Input {
  private final Panel panel;
  private final float[] channels;
  private final float[] image;

  ImageInput(Shape shape, int capacity) {
    panel = Panel.ofData(shape, capacity);
    channels = new float[shape.features()];
    image = new float[shape.features()];
  }

  Panel panel() {
    return panel;
  }

  @Override
  public void prepare(Batch batch) {}

  @Override
  public void load(Batch part) {
    for (int i = 0; i < part.size(); i++) {
      part.samples().copy(part.sample(i), channels);
      Flatten.toPixels(channels, image, panel.shape());
      panel.valueMemory().put(i * image.length, image);
    }
  }
}
