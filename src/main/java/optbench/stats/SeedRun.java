package optbench.stats;

import java.util.List;
import optbench.result.EpochMetrics;
import optbench.result.Outcome;
import optbench.result.TrialResult;

/**
 * A settled trial, and how far its figures can be used.
 *
 * @param finiteEpochs those before the first figure that is not finite
 */
public record SeedRun(long seed, TrialResult result, List<EpochMetrics> finiteEpochs) {
  public SeedRun {
    finiteEpochs = List.copyOf(finiteEpochs);
  }

  /** The trial of a seed, which finished or diverged. */
  public static SeedRun of(long seed, TrialResult result) {
    return new SeedRun(seed, result, result.epochs().stream().takeWhile(SeedRun::finite).toList());
  }

  /** A loss that only the evaluation found infinite counts as much as one met in training. */
  public boolean diverged() {
    return result.outcome() == Outcome.DIVERGED
        || finiteEpochs.isEmpty()
        || finiteEpochs.size() < result.epochs().size();
  }

  /** The last finite epoch, of which there must be one. */
  public EpochMetrics last() {
    return finiteEpochs.get(finiteEpochs.size() - 1);
  }

  /** Whether its training time is its own. */
  public boolean timed() {
    return result.time().filter(time -> time.sharedBy() == 1).isPresent();
  }

  private static boolean finite(EpochMetrics epoch) {
    return Double.isFinite(epoch.trainLoss())
        && Double.isFinite(epoch.testLoss())
        && Double.isFinite(epoch.testAccuracy());
  }
}
