package optbench.engine.opencl;

import optbench.opencl.DeviceKernel;

/** How kernels are spread over a device; sizes as in the kernels' sources. */
final class Tiles {
  private static final int TILE = 64;
  private static final long[] PRODUCT_GROUP = {16, 16, 1};
  private static final long[] REDUCER_GROUP = {64, 1};
  private static final long[] ELEMENT_GROUP = {64, 1, 1};

  private Tiles() {}

  /** A product with so many rows and columns, so often. */
  static void product(DeviceKernel.Launch launch, int rows, int columns, int times) {
    launch.over(PRODUCT_GROUP, parts(columns, TILE), parts(rows, TILE), times);
  }

  /** A work-group for each of so many sums of each trial. */
  static void reduce(DeviceKernel.Launch launch, int sums, int trials) {
    launch.over(REDUCER_GROUP, sums, trials);
  }

  /** A work-item for each number of each sample of each owner. */
  static void elements(DeviceKernel.Launch launch, int features, int samples, int owners) {
    launch.over(ELEMENT_GROUP, parts(features, (int) ELEMENT_GROUP[0]), samples, owners);
  }

  /** How many parts of a size a whole has; the last may be smaller. */
  static int parts(int whole, int size) {
    return (whole + size - 1) / size;
  }
}
