package optbench.engine.lockstep;

import java.nio.FloatBuffer;
import java.util.Arrays;
import optbench.data.Samples;
import optbench.engine.NativeMemory;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Images as vectors, pixels sorted by how much there is to do for them. Of 784 pixels, some 350 are
 * other than 0 in more than a tenth of a minibatch of MNIST: these make up a dense matrix. Some 180
 * are other than 0 in a few images: these are listed one by one. The others are 0 everywhere and
 * left out.
 */
final class PrunedInput implements Input {
  /** Widths are multiples of this, so that there are few different ones. */
  private static final int STEP = 16;

  /** In a larger share of the images than one in so many, a pixel belongs to the matrix. */
  private static final int RARE = 10;

  private final int features;
  private final INDArray values;
  private final FloatBuffer memory;
  private final int[] counts;
  private final Selection dense;
  private final Selection sparse;
  private final float[] row;
  private final int[] starts;
  private int[] places = new int[0];
  private float[] greys = new float[0];
  private int[] samplePixels = new int[0];
  private float[] sampleGreys = new float[0];

  /**
   * @param features pixels in an image
   * @param capacity most samples at once
   */
  PrunedInput(int features, int capacity) {
    this.features = features;
    values = Product.memory((long) capacity * most());
    memory = NativeMemory.of(values);
    counts = new int[features];
    dense = new Selection(features);
    sparse = new Selection(features);
    row = new float[most()];
    starts = new int[capacity + 1];
  }

  /** Some of the pixels, in a new order. */
  static final class Selection {
    private final int[] origins;
    private final int[] places;
    private int size;

    private Selection(int features) {
      origins = new int[features];
      places = new int[features];
    }

    private void clear() {
      size = 0;
      Arrays.fill(places, -1);
    }

    private void add(int pixel) {
      places[pixel] = size;
      origins[size++] = pixel;
    }

    /** How many. */
    int size() {
      return size;
    }

    /** The pixel at a place. */
    int origin(int place) {
      return origins[place];
    }

    /** The place of a pixel; -1 if it is not among them. */
    int place(int pixel) {
      return places[pixel];
    }
  }

  /** Pixels in an image. */
  int features() {
    return features;
  }

  /** The largest width. */
  int most() {
    return roundedUp(features);
  }

  /** Rows of {@link #matrix}: the pixels that are often in use, filled up with zeros. */
  int width() {
    return roundedUp(dense.size());
  }

  /** The pixels of the matrix. */
  Selection dense() {
    return dense;
  }

  /** The pixels that are listed. */
  Selection sparse() {
    return sparse;
  }

  /** A column for each sample. */
  INDArray matrix(int samples) {
    return Product.columns(values, 0, width(), samples, width());
  }

  /** Index of a sample's first listed pixel; its last is before the first of the next sample. */
  int start(int sample) {
    return starts[sample];
  }

  /** Which of {@link #sparse} is listed at an index. */
  int listed(int index) {
    return places[index];
  }

  /** Its value. */
  float grey(int index) {
    return greys[index];
  }

  /**
   * Multiplies the pixels of a sample.
   *
   * @param factors one for each pixel of the image
   */
  void multiply(int sample, float[] factors) {
    memory.get(sample * width(), row, 0, dense.size());
    for (int r = 0; r < dense.size(); r++) {
      row[r] *= factors[dense.origin(r)];
    }
    memory.put(sample * width(), row, 0, dense.size());
    for (int e = starts[sample]; e < starts[sample + 1]; e++) {
      greys[e] *= factors[sparse.origin(places[e])];
    }
  }

  @Override
  public void prepare(Batch batch) {
    count(batch);
    dense.clear();
    sparse.clear();
    for (int j = 0; j < features; j++) {
      if (counts[j] * RARE > batch.size()) {
        dense.add(j);
      } else if (counts[j] > 0) {
        sparse.add(j);
      }
    }
  }

  private void count(Batch batch) {
    Nonzeros nonzeros = nonzeros(batch.samples());
    Arrays.fill(counts, 0);
    for (int i = 0; i < batch.size(); i++) {
      nonzeros.count(batch.sample(i), counts);
    }
  }

  @Override
  public void load(Batch part) {
    Nonzeros nonzeros = nonzeros(part.samples());
    int width = width();
    int listed = 0;
    for (int i = 0; i < part.size(); i++) {
      int n = nonzeros.copy(part.sample(i), samplePixels, sampleGreys);
      reserve(listed + n);
      starts[i] = listed;
      listed = place(n, listed);
      memory.put(i * width, row, 0, width);
    }
    starts[part.size()] = listed;
  }

  /** Puts numbers of a sample into its row, or lists them; returns how many are listed now. */
  private int place(int n, int before) {
    int[] inRow = dense.places;
    int listed = before;
    Arrays.fill(row, 0, width(), 0);
    for (int e = 0; e < n; e++) {
      int at = inRow[samplePixels[e]];
      if (at >= 0) {
        row[at] = sampleGreys[e];
      } else {
        places[listed] = sparse.places[samplePixels[e]];
        greys[listed++] = sampleGreys[e];
      }
    }
    return listed;
  }

  private Nonzeros nonzeros(Samples samples) {
    Nonzeros nonzeros = Nonzeros.of(samples);
    if (samplePixels.length < nonzeros.most()) {
      samplePixels = new int[nonzeros.most()];
      sampleGreys = new float[nonzeros.most()];
    }
    return nonzeros;
  }

  private void reserve(int entries) {
    if (places.length < entries) {
      places = Arrays.copyOf(places, 2 * entries);
      greys = Arrays.copyOf(greys, 2 * entries);
    }
  }

  private static int roundedUp(int n) {
    return Math.max(STEP, (n + STEP - 1) / STEP * STEP);
  }
}
