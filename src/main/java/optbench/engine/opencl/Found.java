package optbench.engine.opencl;

import java.util.BitSet;
import optbench.opencl.DeviceBuffer;
import optbench.opencl.DeviceQueue;

/**
 * What networks find out, as it stays in the device's memory until it is read: for each part of a
 * batch and each trial the sum of the losses and the number of right answers; and, where it is
 * asked for, which answers are right.
 */
final class Found implements AutoCloseable {
  private final DeviceQueue queue;
  private final int width;
  private final int entries;
  private final int answers;
  private final DeviceBuffer sums;
  private final DeviceBuffer right;
  private int next;

  /**
   * @param width trials
   * @param entries parts of batches that there is room for
   * @param answers samples whose answers are kept, of each trial; 0 for none
   */
  Found(DeviceQueue queue, int width, int entries, int answers) {
    this.queue = queue;
    this.width = width;
    this.entries = entries;
    this.answers = answers;
    sums = queue.numbers(2L * width * entries);
    right = queue.numbers((long) width * answers / Float.BYTES + 1);
  }

  /** Index of the entry to fill now; the one after it is the next. */
  int next() {
    return next++;
  }

  /** How many there are. */
  int filled() {
    return next;
  }

  /** Whether there is room for so many more. */
  boolean hasRoom(int more) {
    return next + more <= entries;
  }

  DeviceBuffer sums() {
    return sums;
  }

  DeviceBuffer rightBytes() {
    return right;
  }

  int answers() {
    return answers;
  }

  /** Waits for the device and reads all entries; afterwards there are none. */
  Read read() {
    Read read = new Read(sums.readFloats(0, 2 * width * next), width, next);
    next = 0;
    return read;
  }

  /** Numbers of the samples that a trial answered right. */
  BitSet right(int trial) {
    byte[] flags = right.readBytes((long) trial * answers, answers);
    BitSet bits = new BitSet();
    for (int i = 0; i < flags.length; i++) {
      bits.set(i, flags[i] != 0);
    }
    return bits;
  }

  @Override
  public void close() {
    queue.free(sums);
    queue.free(right);
  }

  /**
   * Entries in the host's memory.
   *
   * @param sums loss and right answers of each trial, entry after entry
   */
  @SuppressWarnings("ArrayRecordComponent") // read once, and compared by nobody
  record Read(float[] sums, int width, int entries) {
    double lossSum(int entry, int trial) {
      return sums[(entry * width + trial) * 2];
    }

    int correct(int entry, int trial) {
      return (int) sums[(entry * width + trial) * 2 + 1];
    }
  }
}
