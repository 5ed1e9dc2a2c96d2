package optbench.engine.opencl;

import optbench.network.Shape;
import optbench.opencl.DeviceBuffer;
import optbench.opencl.DeviceQueue;

/**
 * What stands between two layers, for all trials: trial after trial; in a trial sample after
 * sample; in a sample channel after channel. Beside the values, the gradient of the loss with
 * regard to them. What only depends on the data is there once for each seed, and has no gradient.
 *
 * @param shape of one sample
 * @param capacity samples that there is room for
 * @param data whether it only depends on the data
 */
record DevicePanel(
    Shape shape, int capacity, boolean data, DeviceBuffer values, DeviceBuffer gradients) {
  /** For values of each trial's own. */
  static DevicePanel ofTrials(DeviceQueue queue, Shape shape, int capacity, int trials) {
    long numbers = numbers(shape, capacity, trials);
    return new DevicePanel(shape, capacity, false, queue.numbers(numbers), queue.numbers(numbers));
  }

  /** For what all trials with a seed share. */
  static DevicePanel ofData(DeviceQueue queue, Shape shape, int capacity, int seeds) {
    DeviceBuffer values = queue.numbers(numbers(shape, capacity, seeds));
    return new DevicePanel(shape, capacity, true, values, values);
  }

  private static long numbers(Shape shape, int capacity, int owners) {
    return (long) owners * capacity * shape.features();
  }

  int features() {
    return shape.features();
  }

  /** The same numbers, looked at as a vector. */
  DevicePanel flat() {
    return new DevicePanel(Shape.vector(features()), capacity, data, values, gradients);
  }

  /** Macro that says whose values a trial k reads. */
  String owner() {
    return data ? "seeds[k]" : "k";
  }
}
