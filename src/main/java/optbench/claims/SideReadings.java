package optbench.claims;

import java.util.List;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;

/**
 * What one side of a comparison showed, seed by seed.
 *
 * @param bySeed of every seed that was to be trained; empty for a constant
 * @param constant the same for every seed
 * @param members optimizers that were read
 * @param obstacle why there is nothing to read
 */
record SideReadings(
    String text,
    NavigableMap<Long, Reading> bySeed,
    Optional<Reading> constant,
    List<ContenderName> members,
    Optional<String> obstacle) {
  static final String NOT_ITS_SEED = "the seed is not among its own";

  /** The seeds for which this side was to have a value. */
  NavigableSet<Long> seeds() {
    return new TreeSet<>(bySeed.keySet());
  }

  /** Of that seed; one that was never to be trained has none. */
  Reading of(long seed) {
    return constant.orElseGet(() -> bySeed.getOrDefault(seed, Reading.none(NOT_ITS_SEED)));
  }
}
