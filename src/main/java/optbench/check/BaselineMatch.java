package optbench.check;

import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import optbench.result.MatchedSeeds;
import optbench.stats.ContenderPair;

/**
 * An optimizer before and now, seed by seed.
 *
 * @param paired whether the same seed means the same weights and batches; if not, all seeds of
 *     before are held against all of now
 */
record BaselineMatch(Entry before, Entry now, boolean paired) {
  String label() {
    return before.label();
  }

  /** How many seeds are compared. */
  int seeds() {
    return paired ? common().size() : Math.min(before.seeds().size(), now.seeds().size());
  }

  /** Seeds with a result both times. */
  private NavigableSet<Long> common() {
    return scores().common();
  }

  private MatchedSeeds<SeedScore> scores() {
    return new MatchedSeeds<>(before.bySeed(), now.bySeed());
  }

  /** Seeds of the baseline that the run has no result of; what is not paired needs none of them. */
  List<Long> missing() {
    return paired ? scores().onlyA() : List.of();
  }

  /** Those that finished before and diverged now; unpaired, all that did where none did before. */
  List<Long> lost() {
    if (!paired) {
      return diverged(before).isEmpty() ? diverged(now) : List.of();
    }
    return those(seed -> !divergedBefore(seed) && divergedNow(seed));
  }

  /** Those that diverged before and finished now; unpaired, all that did where none does now. */
  List<Long> recovered() {
    if (!paired) {
      return diverged(now).isEmpty() ? diverged(before) : List.of();
    }
    return those(seed -> divergedBefore(seed) && !divergedNow(seed));
  }

  boolean allDivergedBothTimes() {
    return paired
        ? common().stream().allMatch(seed -> divergedBefore(seed) && divergedNow(seed))
        : diverged(before).size() == before.seeds().size()
            && diverged(now).size() == now.seeds().size();
  }

  private static List<Long> diverged(Entry entry) {
    return entry.seeds().stream().filter(SeedScore::diverged).map(SeedScore::seed).toList();
  }

  /** All seeds of the baseline, with the same metrics to the bit. */
  boolean identical() {
    Map<Long, SeedScore> later = now.bySeed();
    return scores().onlyA().isEmpty()
        && before.seeds().stream()
            .allMatch(s -> s.metricsSha256().equals(later.get(s.seed()).metricsSha256()));
  }

  /** Now and before, with the scores that are compared. */
  ContenderPair contenders() {
    return paired
        ? new ContenderPair(now.contender(common()), before.contender(common()))
        : new ContenderPair(
            now.contender(new TreeSet<>(now.bySeed().keySet())),
            before.contender(new TreeSet<>(before.bySeed().keySet())));
  }

  private List<Long> those(Predicate<Long> condition) {
    return common().stream().filter(condition).toList();
  }

  /** Of figures that are the same today's rule holds: a baseline may be of before it. */
  private boolean divergedBefore(long seed) {
    SeedScore score = before.bySeed().get(seed);
    return score.diverged()
        || (divergedNow(seed)
            && score.metricsSha256().equals(now.bySeed().get(seed).metricsSha256()));
  }

  private boolean divergedNow(long seed) {
    return now.bySeed().get(seed).diverged();
  }
}
