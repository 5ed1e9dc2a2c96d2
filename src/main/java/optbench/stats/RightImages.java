package optbench.stats;

import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import optbench.result.Answers;

/**
 * Which images an optimizer's networks answered right, one network for each seed: taken apart once
 * for all pairs that the optimizer is one of.
 */
final class RightImages {
  private final Map<Long, Optional<Network>> bySeed;

  /** Of all networks that kept their answers, by image; made when it is first asked for. */
  private Optional<int[]> counts = Optional.empty();

  private RightImages(Map<Long, Optional<Network>> bySeed) {
    this.bySeed = bySeed;
  }

  /**
   * Of an optimizer.
   *
   * @param answers of the seeds that finished, in the order of the run
   */
  static RightImages of(Map<Long, Optional<Answers>> answers) {
    Map<Long, Optional<Network>> bySeed = new LinkedHashMap<>();
    answers.forEach((seed, own) -> bySeed.put(seed, own.map(Network::of)));
    return new RightImages(bySeed);
  }

  /**
   * The seeds that both have answers of, of those that both finished.
   *
   * @param most so many of those that both finished are looked at, the first ones
   */
  List<Long> answeredByBoth(RightImages other, int most) {
    return bySeed.keySet().stream()
        .filter(other.bySeed::containsKey)
        .limit(most)
        .filter(seed -> bySeed.get(seed).isPresent() && other.bySeed.get(seed).isPresent())
        .toList();
  }

  /** What the network of a seed that has answers got right. */
  Network of(long seed) {
    return bySeed.get(seed).orElseThrow();
  }

  /** How many of these seeds' networks got each image right; all must have as many images. */
  int[] counts(List<Long> seeds) {
    long answered = bySeed.values().stream().filter(Optional::isPresent).count();
    if (seeds.size() < answered) {
      return counted(seeds);
    }
    if (counts.isEmpty()) {
      counts = Optional.of(counted(seeds));
    }
    return counts.get();
  }

  private int[] counted(List<Long> seeds) {
    int[] counted = new int[of(seeds.get(0)).images()];
    seeds.forEach(seed -> of(seed).addTo(counted));
    return counted;
  }

  /** One network's images. */
  static final class Network {
    private final int images;
    private final int right;
    private final long[] bits;

    private Network(int images, long... bits) {
      this.images = images;
      this.bits = bits;
      this.right = Arrays.stream(bits).mapToInt(Long::bitCount).sum();
    }

    private static Network of(Answers answers) {
      int words = (answers.images() + Long.SIZE - 1) / Long.SIZE;
      return new Network(
          answers.images(), Arrays.copyOf(answers.rightImages().toLongArray(), words));
    }

    int images() {
      return images;
    }

    /** How many it got right. */
    int right() {
      return right;
    }

    /** How many it got right that the other got wrong; it must have as many images. */
    int rightAlone(Network other) {
      int alone = 0;
      for (int i = 0; i < bits.length; i++) {
        alone += Long.bitCount(bits[i] & ~other.bits[i]);
      }
      return alone;
    }

    BitSet rightImages() {
      return BitSet.valueOf(bits);
    }

    private void addTo(int... counted) {
      for (int word = 0; word < bits.length; word++) {
        for (long left = bits[word]; left != 0; left &= left - 1) {
          counted[word * Long.SIZE + Long.numberOfTrailingZeros(left)]++;
        }
      }
    }
  }
}
