package optbench.engine.lockstep;

import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;
import optbench.data.Samples;

/**
 * The numbers of each sample that are not 0, and where they are: of MNIST's pixels a fifth. Those
 * of a sample lie together, so that a batch of samples in random order is read from few places.
 */
final class Nonzeros {
  private static final int MOST_IN_CHARS = 1 << 16;

  /** One group of trials after another, and several at once, see the same samples. */
  private static final Map<Samples, Nonzeros> KNOWN =
      Collections.synchronizedMap(new WeakHashMap<>());

  private final int[] starts;
  private final char[] places;
  private final int[] widePlaces;

  /** What samples of bytes are kept as; none of others. */
  private final byte[] levels;

  private final float[] numbers;
  private final int most;

  /** Looks at every sample once, as long as the samples are in use anywhere. */
  static Nonzeros of(Samples samples) {
    return KNOWN.computeIfAbsent(samples, Nonzeros::new);
  }

  private Nonzeros(Samples samples) {
    int features = samples.features();
    int[] counts = new int[samples.size()];
    for (int i = 0; i < samples.length(); i++) {
      counts[i / features] += samples.value(i) == 0 ? 0 : 1;
    }
    starts = new int[samples.size() + 1];
    for (int i = 0; i < counts.length; i++) {
      starts[i + 1] = starts[i] + counts[i];
    }
    most = Arrays.stream(counts).max().orElse(0);
    int all = starts[samples.size()];
    boolean wide = features > MOST_IN_CHARS;
    places = new char[wide ? 0 : all];
    widePlaces = new int[wide ? all : 0];
    levels = new byte[samples.ofBytes() ? all : 0];
    numbers = new float[samples.ofBytes() ? 0 : all];
    fill(samples, features, wide);
  }

  private void fill(Samples samples, int features, boolean wide) {
    int n = 0;
    for (int i = 0; i < samples.length(); i++) {
      if (samples.value(i) != 0) {
        if (wide) {
          widePlaces[n] = i % features;
        } else {
          places[n] = (char) (i % features);
        }
        if (samples.ofBytes()) {
          levels[n++] = samples.pixels()[i];
        } else {
          numbers[n++] = samples.value(i);
        }
      }
    }
  }

  /** The most that a sample has. */
  int most() {
    return most;
  }

  /** Adds 1 for each of a sample's, at its place. */
  void count(int sample, int[] counts) {
    int end = starts[sample + 1];
    if (widePlaces.length == 0) {
      for (int e = starts[sample]; e < end; e++) {
        counts[places[e]]++;
      }
    } else {
      for (int e = starts[sample]; e < end; e++) {
        counts[widePlaces[e]]++;
      }
    }
  }

  /**
   * A sample's, by place.
   *
   * @param into their places, in order; at least {@link #most} entries
   * @param values likewise
   * @return how many
   */
  int copy(int sample, int[] into, float[] values) {
    int start = starts[sample];
    int n = starts[sample + 1] - start;
    if (widePlaces.length == 0) {
      for (int j = 0; j < n; j++) {
        into[j] = places[start + j];
      }
    } else {
      System.arraycopy(widePlaces, start, into, 0, n);
    }
    if (numbers.length == 0) {
      for (int j = 0; j < n; j++) {
        values[j] = Samples.level(levels[start + j]);
      }
    } else {
      System.arraycopy(numbers, start, values, 0, n);
    }
    return n;
  }
}
