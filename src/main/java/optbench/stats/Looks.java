package optbench.stats;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The moments at which an experiment that runs until it is decided was judged, and what it needs
 * for the next one.
 *
 * @param planned numbers of seeds at which it may look, rising
 * @param reached in order
 * @param wanted how many seeds each contender is to have for the next look; those that get no more
 *     are left out; empty where it is over
 */
public record Looks(List<Integer> planned, List<Look> reached, Map<String, Integer> wanted) {
  public Looks {
    planned = List.copyOf(planned);
    reached = List.copyOf(reached);
    wanted = Collections.unmodifiableMap(new LinkedHashMap<>(wanted));
  }

  /**
   * A moment of judgement.
   *
   * @param seeds that the contenders had which were trained for it
   * @param trained for it
   * @param best of them by mean; empty if all diverged
   * @param open neither worse than the best nor equivalent to it, as far as was shown
   */
  public record Look(int seeds, List<String> trained, Optional<String> best, List<String> open) {
    public Look {
      trained = List.copyOf(trained);
      open = List.copyOf(open);
    }
  }

  /** Whether nothing is left to do. */
  public boolean over() {
    return wanted.isEmpty();
  }

  /** Whether each is decided against the best. */
  public boolean decided() {
    return over() && last().map(look -> look.open().isEmpty()).orElse(false);
  }

  /** Empty before the first. */
  public Optional<Look> last() {
    return reached.isEmpty() ? Optional.empty() : Optional.of(reached.get(reached.size() - 1));
  }

  /** Of the last look. */
  Optional<String> best() {
    return last().flatMap(Look::best);
  }
}
