package optbench.result;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What there is of an optimizer on either of two sides, such as before and now, by seed.
 *
 * @param <T> of each seed
 */
public record MatchedSeeds<T>(NavigableMap<Long, T> a, NavigableMap<Long, T> b) {
  public MatchedSeeds {
    a = Collections.unmodifiableNavigableMap(a);
    b = Collections.unmodifiableNavigableMap(b);
  }

  /** In the order of the seeds. */
  public MatchedSeeds(Map<Long, T> a, Map<Long, T> b) {
    this(new TreeMap<>(a), new TreeMap<>(b));
  }

  /** Seeds that both sides have. */
  public NavigableSet<Long> common() {
    NavigableSet<Long> common = new TreeSet<>(a.keySet());
    common.retainAll(b.keySet());
    return common;
  }

  /** Seeds that only the first has. */
  public List<Long> onlyA() {
    return a.keySet().stream().filter(seed -> !b.containsKey(seed)).toList();
  }

  /** Seeds that only the second has. */
  public List<Long> onlyB() {
    return b.keySet().stream().filter(seed -> !a.containsKey(seed)).toList();
  }
}
