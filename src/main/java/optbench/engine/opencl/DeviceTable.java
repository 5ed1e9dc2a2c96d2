package optbench.engine.opencl;

import java.util.Arrays;
import optbench.opencl.DeviceBuffer;
import optbench.opencl.DeviceQueue;

/** Whole numbers that are put together on the host and read on the device, row after row. */
final class DeviceTable {
  private final DeviceQueue queue;
  private final int width;
  private int[] numbers = {};
  private int length;
  private DeviceBuffer buffer;

  /** An empty table with rows of so many numbers. */
  DeviceTable(DeviceQueue queue, int width) {
    this.queue = queue;
    this.width = width;
  }

  void clear() {
    length = 0;
  }

  void add(int... row) {
    if (length + width > numbers.length) {
      numbers = Arrays.copyOf(numbers, 2 * (length + width));
    }
    System.arraycopy(row, 0, numbers, length, width);
    length += width;
  }

  int rows() {
    return length / width;
  }

  /** Sends it to the device. */
  void send() {
    buffer = withRoom(queue, buffer, length);
    buffer.write(0, Arrays.copyOf(numbers, length));
  }

  /** What has been sent. */
  DeviceBuffer buffer() {
    return buffer;
  }

  /** A buffer, or a larger one if it is too small, whose numbers are then 0. */
  static DeviceBuffer withRoom(DeviceQueue queue, DeviceBuffer buffer, long length) {
    if (buffer != null && buffer.bytes() >= length * Float.BYTES) {
      return buffer;
    }
    if (buffer != null) {
      queue.free(buffer);
    }
    return queue.numbers(length);
  }
}
