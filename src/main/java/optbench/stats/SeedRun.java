package optbench.stats;

import java.util.List;
import optbench.result.Divergence;
import optbench.result.EpochMetrics;
import optbench.result.Outcome;
import optbench.result.Run;
import optbench.result.TrialResult;

/**
 * A settled trial, and how far its figures can be used.
 *
 * @param usableEpochs those before the first that shows that it diverged
 */
public record SeedRun(long seed, TrialResult result, List<EpochMetrics> usableEpochs) {
  public SeedRun {
    usableEpochs = List.copyOf(usableEpochs);
  }

  /** The trial of a seed, which finished or diverged. */
  public static SeedRun of(long seed, TrialResult result) {
    return new SeedRun(
        seed,
        result,
        result.epochs().stream().takeWhile(epoch -> !Divergence.shownBy(epoch)).toList());
  }

  /** Those of an optimizer, in the order of the run. */
  public static List<SeedRun> of(Run run, String label) {
    return run.settled(label).entrySet().stream()
        .map(trial -> of(trial.getKey(), trial.getValue()))
        .toList();
  }

  public boolean diverged() {
    return result.outcome() == Outcome.DIVERGED || usableEpochs.isEmpty();
  }

  /** The last usable epoch, of which there must be one. */
  public EpochMetrics last() {
    return usableEpochs.get(usableEpochs.size() - 1);
  }

  /** Whether its training time is its own. */
  public boolean timed() {
    return result.time().filter(time -> time.sharedBy() == 1).isPresent();
  }
}
