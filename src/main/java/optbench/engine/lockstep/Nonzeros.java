package optbench.engine.lockstep;

import java.util.Arrays;
import optbench.data.Samples;

/** Where the numbers of each sample are that are not 0: of MNIST's pixels a fifth. */
final class Nonzeros {
  private static final int MOST_IN_SHORTS = 1 << 16;

  private final int[] starts;
  private final short[] places;
  private final int[] widePlaces;

  /**
   * Looks at every sample once.
   *
   * @param features numbers in a sample
   */
  Nonzeros(Samples samples, int features) {
    boolean wide = features > MOST_IN_SHORTS;
    starts = new int[samples.size() + 1];
    short[] found = new short[wide ? 0 : samples.length()];
    int[] foundWide = new int[wide ? samples.length() : 0];
    int n = 0;
    for (int i = 0; i < samples.size(); i++) {
      for (int j = 0; j < features; j++) {
        if (samples.value(i * features + j) != 0) {
          if (wide) {
            foundWide[n++] = j;
          } else {
            found[n++] = (short) j;
          }
        }
      }
      starts[i + 1] = n;
    }
    places = wide ? found : Arrays.copyOf(found, n);
    widePlaces = wide ? Arrays.copyOf(foundWide, n) : foundWide;
  }

  /** Index of a sample's first; its last is before the first of the next sample. */
  int start(int sample) {
    return starts[sample];
  }

  /** The pixel at an index. */
  int pixel(int index) {
    return widePlaces.length == 0 ? places[index] & 0xffff : widePlaces[index];
  }
}
