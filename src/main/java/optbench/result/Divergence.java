package optbench.result;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What shows that a training has diverged: the one rule for the loss of a step, for evaluations,
 * and for results stored by versions that looked at steps alone.
 */
public final class Divergence {
  /**
   * A mean loss, in nats, that no training comes back from: with a rate that is far too high the
   * loss does not always overflow, but may stop at 1e33 because all units have died.
   */
  private static final double HOPELESS = 1e4;

  private Divergence() {}

  /** Whether a mean loss, in nats, shows it: infinite, not a number, or hopelessly large. */
  public static boolean isHopeless(double loss) {
    return !(loss < HOPELESS);
  }

  /** Whether an epoch's figures show it, on whatever samples. */
  public static boolean shownBy(EpochMetrics epoch) {
    return Stream.of(epoch.trainLoss(), epoch.testLoss(), epoch.validationLoss())
        .flatMap(Optional::stream)
        .anyMatch(Divergence::isHopeless);
  }

  /** Index of the first epoch that shows it, if one does. */
  static OptionalInt firstShown(List<EpochMetrics> epochs) {
    return IntStream.range(0, epochs.size()).filter(i -> shownBy(epochs.get(i))).findFirst();
  }
}
