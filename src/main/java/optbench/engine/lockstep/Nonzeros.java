package optbench.engine.lockstep;

import java.util.Arrays;
import optbench.data.Samples;

/** Where the pixels of each image are that are not 0: of MNIST's a fifth. */
final class Nonzeros {
  private final int[] starts;
  private final short[] pixels;

  /**
   * Looks at every image once.
   *
   * @param features pixels in an image, at most 65,536
   */
  Nonzeros(Samples samples, int features) {
    starts = new int[samples.size() + 1];
    short[] found = new short[samples.pixels().length];
    int n = 0;
    for (int i = 0; i < samples.size(); i++) {
      for (int j = 0; j < features; j++) {
        if (samples.pixels()[i * features + j] != 0) {
          found[n++] = (short) j;
        }
      }
      starts[i + 1] = n;
    }
    pixels = Arrays.copyOf(found, n);
  }

  /** Index of a sample's first; its last is before the first of the next sample. */
  int start(int sample) {
    return starts[sample];
  }

  /** The pixel at an index. */
  int pixel(int index) {
    return pixels[index] & 0xffff;
  }
}
