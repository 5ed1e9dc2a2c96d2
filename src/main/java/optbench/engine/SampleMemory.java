package optbench.engine;

import java.util.List;
import optbench.network.LayerLayout;
import optbench.network.Network;
import optbench.network.Shape;

/**
 * What is kept of one sample between the way forward through a network and the way back.
 *
 * @param heapBytes on Java's heap
 * @param nativeBytes outside it
 * @param largestBytes what the layer that needs the most has at once, on its way forward alone
 */
public record SampleMemory(long heapBytes, long nativeBytes, long largestBytes) {
  /** Copies of what a layer gives out: forward, backward, and one to work in. */
  private static final int ACTIVATION_COPIES = 3;

  /** In this network, of an input of that shape. */
  public static SampleMemory of(Network network, Shape input) {
    List<LayerLayout> layouts = network.layouts(input);
    return new SampleMemory(
        Float.BYTES * numbersOnHeap(layouts, input),
        Float.BYTES * numbersOutside(layouts, input),
        Float.BYTES
            * layouts.stream()
                .flatMap(LayerLayout::all)
                .mapToLong(SampleMemory::numbersForward)
                .max()
                .orElse(input.features()));
  }

  /** All of it. */
  public long bytes() {
    return heapBytes + nativeBytes;
  }

  private static long numbersOutside(List<LayerLayout> layouts, Shape input) {
    long numbers = (long) input.features() * (1 + ACTIVATION_COPIES);
    for (int i = 0; i < layouts.size(); i++) {
      if (i > 0 || !isOurs(layouts, input)) {
        numbers += layouts.get(i).all().mapToLong(SampleMemory::numbers).sum();
      } else if (!isPooled(layouts)) {
        numbers += (long) layouts.get(i).output().features() * ACTIVATION_COPIES;
      }
    }
    return numbers;
  }

  private static long numbers(LayerLayout layout) {
    return (long) layout.output().features() * ACTIVATION_COPIES + layout.unrolled();
  }

  /** What comes in is about as much as what goes out. */
  private static long numbersForward(LayerLayout layout) {
    return 2L * layout.output().features() + layout.unrolled();
  }

  /** What a convolution of the data sees, and what pooling leaves of it. */
  private static long numbersOnHeap(List<LayerLayout> layouts, Shape input) {
    if (!isOurs(layouts, input)) {
      return 0;
    }
    return layouts.get(0).unrolled() + (isPooled(layouts) ? layouts.get(1).maxima() : 0);
  }

  /** Whether it begins with a convolution of one channel, which is done in Java's arrays. */
  private static boolean isOurs(List<LayerLayout> layouts, Shape input) {
    return !layouts.isEmpty() && layouts.get(0).unrolled() > 0 && input.channels() == 1;
  }

  /** Whether the maxima of windows are all that is kept of the first layer. */
  private static boolean isPooled(List<LayerLayout> layouts) {
    return layouts.size() > 1 && layouts.get(1).maxima() > 0;
  }
}
