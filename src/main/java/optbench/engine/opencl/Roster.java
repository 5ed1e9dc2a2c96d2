package optbench.engine.opencl;

import java.util.List;
import java.util.stream.IntStream;
import optbench.opencl.DeviceBuffer;
import optbench.opencl.DeviceQueue;

/** The trials that are computed, by their places in the memory, and the seed of each. */
final class Roster {
  private final DeviceBuffer trials;
  private final DeviceBuffer seeds;
  private final DeviceBuffer allSeeds;
  private final DeviceBuffer noSeeds;
  private final int width;
  private final int seedCount;
  private int count;
  private boolean shared;

  /**
   * All trials of a group.
   *
   * @param seeds of each the index of its seed, from 0
   */
  Roster(DeviceQueue queue, int[] seeds) {
    width = seeds.length;
    seedCount = IntStream.of(seeds).max().orElse(-1) + 1;
    trials = queue.numbers(width);
    this.seeds = queue.numbers(width);
    this.seeds.write(0, seeds);
    allSeeds = queue.numbers(seedCount);
    allSeeds.write(0, IntStream.range(0, seedCount).toArray());
    noSeeds = queue.numbers(width);
    retain(IntStream.range(0, width).boxed().toList());
  }

  /** Only these are computed from now on. */
  void retain(List<Integer> left) {
    count = left.size();
    trials.write(0, left.stream().mapToInt(Integer::intValue).toArray());
  }

  /** Whether all of them see the same samples, as in an evaluation, and not each seed its own. */
  void share(boolean all) {
    shared = all;
  }

  /** Places of those that are computed. */
  DeviceBuffer trials() {
    return trials;
  }

  /** For every place the seed whose data it reads. */
  DeviceBuffer seeds() {
    return shared ? noSeeds : seeds;
  }

  /** How many are computed. */
  int count() {
    return count;
  }

  /** Of how many seeds there are different data now. */
  int seedCount() {
    return shared ? 1 : seedCount;
  }

  /** Places in the memory, in use or not. */
  int width() {
    return width;
  }

  /** Whose values a panel holds. */
  DeviceBuffer owners(DevicePanel panel) {
    return panel.data() ? allSeeds : trials;
  }

  /** How many have values in a panel. */
  int ownerCount(DevicePanel panel) {
    return panel.data() ? seedCount() : count;
  }
}
