package optbench.compare;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import optbench.stats.PairedComparison;
import optbench.stats.SeedsOutlook;

/**
 * An optimizer in both runs.
 *
 * @param label what B calls it
 * @param labelA what A calls it
 * @param seeds that both have a result of, in order; where seeds share nothing, those of B
 * @param onlyA seeds that only A has a result of
 * @param divergedA seeds of both that diverged in A up to the epoch that is compared
 * @param meanA test accuracy after that epoch as a fraction of 1, over the seeds that finished in
 *     both; empty if there are none
 * @param accuracy B, the first of the pair, against A
 * @param outlook what it takes to decide, if that is open
 * @param sameWeights whether trials of a seed started from the same weights
 * @param identicalEpochs through how many epochs all figures are the same to the bit in every seed
 * @param apartFrom the first epoch from which on the curves are shown to differ; empty if not even
 *     the last epoch shows that
 * @param epochs from the first to the one that is compared
 * @param time empty where times cannot be compared
 */
public record OptimizerComparison(
    String label,
    String labelA,
    String optimizer,
    List<Long> seeds,
    List<Long> onlyA,
    List<Long> onlyB,
    List<Long> divergedA,
    List<Long> divergedB,
    OptionalDouble meanA,
    OptionalDouble meanB,
    PairedComparison accuracy,
    Optional<SeedsOutlook> outlook,
    boolean sameWeights,
    int identicalEpochs,
    OptionalInt apartFrom,
    List<EpochDifference> epochs,
    Optional<TimeComparison> time) {
  public OptimizerComparison {
    seeds = List.copyOf(seeds);
    onlyA = List.copyOf(onlyA);
    onlyB = List.copyOf(onlyB);
    divergedA = List.copyOf(divergedA);
    divergedB = List.copyOf(divergedB);
    epochs = List.copyOf(epochs);
  }

  /** Whether all that is compared is the same to the bit. */
  public boolean identical() {
    return identicalEpochs == epochs.size();
  }
}
