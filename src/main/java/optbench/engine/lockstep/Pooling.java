package optbench.engine.lockstep;

import java.nio.FloatBuffer;
import java.util.Arrays;
import optbench.engine.convolution.ConvolutionGeometry;
import optbench.network.Shape;
import optbench.spec.LayerSpec.MaxPool;

/**
 * The maximum of each window of an image, and its gradient. Images are in native memory: pixel
 * after pixel, in a pixel channel after channel. Of equal numbers the first is taken.
 *
 * <p>All loops run over all channels at once and take no branches: which number was the largest is
 * kept as a float and found by multiplication.
 */
final class Pooling {
  /** So large that any difference of floats times its square is at least 1. */
  private static final float HUGE = 1e38f;

  private final Shape input;
  private final Shape output;
  private final int size;
  private final int stride;
  private final int wide;
  private final float[] pixel;
  private final float[] best;
  private final float[] result;
  private final float[][] places;

  /**
   * @param samples how many images' places of maxima are kept
   */
  Pooling(Shape input, MaxPool pool, int samples) {
    this.input = input;
    size = pool.size();
    stride = pool.stride();
    output = ConvolutionGeometry.pooled(input, pool);
    wide = input.channels();
    pixel = new float[wide];
    best = new float[wide];
    result = new float[output.features()];
    places = new float[copies() ? 0 : samples * output.height() * output.width()][wide];
  }

  Shape output() {
    return output;
  }

  /**
   * Pools one image.
   *
   * @param from its first place in the source
   * @param to first place of the results, which are together
   * @param sample index under which the places of the maxima are kept
   */
  void forward(FloatBuffer source, int from, FloatBuffer target, int to, int sample) {
    if (copies()) {
      source.get(from, result);
      target.put(to, result);
      return;
    }
    for (int y = 0; y < output.height(); y++) {
      for (int x = 0; x < output.width(); x++) {
        int p = y * output.width() + x;
        float[] place = places[sample * output.height() * output.width() + p];
        pool(source, from + (y * stride * input.width() + x * stride) * wide, place);
        System.arraycopy(best, 0, result, p * wide, wide);
      }
    }
    target.put(to, result);
  }

  /** Whether each window is a pixel, and each pixel a window. */
  private boolean copies() {
    return size == 1 && stride == 1;
  }

  private void pool(FloatBuffer source, int corner, float[] place) {
    source.get(corner, best);
    Arrays.fill(place, 0);
    for (int o = 1; o < size * size; o++) {
      source.get(corner + (o / size * input.width() + o % size) * wide, pixel);
      raise(best, place, pixel, o, wide);
    }
  }

  private static void raise(float[] best, float[] place, float[] pixel, float o, int n) {
    for (int i = 0; i < n; i++) {
      float larger = Math.min(1f, Math.max(0f, (pixel[i] - best[i]) * HUGE * HUGE));
      place[i] += larger * (o - place[i]);
      best[i] = Math.max(best[i], pixel[i]);
    }
  }

  /**
   * The way back for one image.
   *
   * @param gradients of the results, at {@code from}
   * @param target room for the gradient of the image, at {@code to}; where windows do not reach, it
   *     must be 0 already
   */
  void backward(FloatBuffer gradients, int from, FloatBuffer target, int to, int sample) {
    if (copies()) {
      gradients.get(from, result);
      target.put(to, result);
      return;
    }
    boolean overlapping = stride < size;
    if (overlapping) {
      Arrays.fill(pixel, 0);
      for (int p = 0; p < input.height() * input.width(); p++) {
        target.put(to + p * wide, pixel);
      }
    }
    gradients.get(from, result);
    for (int y = 0; y < output.height(); y++) {
      for (int x = 0; x < output.width(); x++) {
        int p = y * output.width() + x;
        System.arraycopy(result, p * wide, best, 0, wide);
        float[] place = places[sample * output.height() * output.width() + p];
        int corner = to + (y * stride * input.width() + x * stride) * wide;
        for (int o = 0; o < size * size; o++) {
          int at = corner + (o / size * input.width() + o % size) * wide;
          if (overlapping) {
            target.get(at, pixel);
            addWhere(pixel, best, place, o, wide);
          } else {
            setWhere(pixel, best, place, o, wide);
          }
          target.put(at, pixel);
        }
      }
    }
  }

  private static void setWhere(float[] to, float[] numbers, float[] place, float o, int n) {
    for (int i = 0; i < n; i++) {
      to[i] = numbers[i] * Math.max(0f, 1 - Math.abs(place[i] - o));
    }
  }

  private static void addWhere(float[] to, float[] numbers, float[] place, float o, int n) {
    for (int i = 0; i < n; i++) {
      to[i] += numbers[i] * Math.max(0f, 1 - Math.abs(place[i] - o));
    }
  }
}
