package optbench.check;

import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.function.Predicate;
import optbench.result.MatchedSeeds;
import optbench.stats.ContenderPair;

/** An optimizer before and now, seed by seed. */
record BaselineMatch(Entry before, Entry now) {
  String label() {
    return before.label();
  }

  /** Seeds with a result both times. */
  NavigableSet<Long> common() {
    return scores().common();
  }

  private MatchedSeeds<SeedScore> scores() {
    return new MatchedSeeds<>(before.bySeed(), now.bySeed());
  }

  /** Seeds of the baseline that the run has no result of. */
  List<Long> missing() {
    return scores().onlyA();
  }

  /** Those that finished before and diverged now. */
  List<Long> lost() {
    return those(seed -> !divergedBefore(seed) && divergedNow(seed));
  }

  /** Those that diverged before and finished now. */
  List<Long> recovered() {
    return those(seed -> divergedBefore(seed) && !divergedNow(seed));
  }

  boolean allDivergedBothTimes() {
    return common().stream().allMatch(seed -> divergedBefore(seed) && divergedNow(seed));
  }

  /** All seeds of the baseline, with the same metrics to the bit. */
  boolean identical() {
    Map<Long, SeedScore> later = now.bySeed();
    return missing().isEmpty()
        && before.seeds().stream()
            .allMatch(s -> s.metricsSha256().equals(later.get(s.seed()).metricsSha256()));
  }

  /** Now and before, with the scores of the seeds that both have. */
  ContenderPair contenders() {
    return new ContenderPair(now.contender(common()), before.contender(common()));
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
