package optbench.engine.lockstep;

import optbench.engine.Batches;
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
    byte[] pixels = part.samples().pixels();
    for (int i = 0; i < part.size(); i++) {
      int start = part.sample(i) * image.length;
      for (int j = 0; j < image.length; j++) {
        channels[j] = Batches.grey(pixels[start + j]);
      }
      Flatten.toPixels(channels, image, panel.shape());
      panel.valueMemory().put(i * image.length, image);
    }
  }
}
