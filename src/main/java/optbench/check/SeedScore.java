package optbench.check;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import optbench.hash.Sha256;
import optbench.result.Divergence;
import optbench.result.EpochMetrics;
import optbench.result.TrialResult;
import optbench.stats.SeedRun;

/**
 * What came of one seed.
 *
 * @param testAccuracy at the last epoch, a fraction of 1; empty if it diverged
 * @param metricsSha256 of all losses and accuracies of all epochs, to the last bit
 */
public record SeedScore(long seed, OptionalDouble testAccuracy, String metricsSha256) {
  static SeedScore of(long seed, TrialResult result) {
    SeedRun run = SeedRun.of(seed, result);
    return new SeedScore(
        seed,
        run.diverged() ? OptionalDouble.empty() : OptionalDouble.of(run.last().testAccuracy()),
        sha256(result));
  }

  /** Whether it has no accuracy. */
  boolean diverged() {
    return testAccuracy.isEmpty();
  }

  /**
   * The step is left out where the last epoch shows that it diverged: figures that are the same had
   * no step in files of before evaluations counted.
   */
  private static String sha256(TrialResult result) {
    List<EpochMetrics> epochs = result.epochs();
    boolean shown = !epochs.isEmpty() && Divergence.shownBy(epochs.get(epochs.size() - 1));
    String canonical =
        (shown ? OptionalLong.empty() : result.divergedAtStep())
            + epochs.stream().map(SeedScore::exact).collect(Collectors.joining());
    return Sha256.hex(canonical);
  }

  /** In hexadecimal: JDKs differ in the decimals that they write for the same number. */
  private static String exact(EpochMetrics e) {
    return String.join(
        " ",
        "\n" + e.epoch(),
        e.steps().map(String::valueOf).orElse(""),
        hex(e.trainLoss()),
        hex(e.trainAccuracy()),
        hex(e.testLoss()),
        Double.toHexString(e.testAccuracy()),
        hex(e.validationLoss()),
        hex(e.validationAccuracy()));
  }

  private static String hex(Optional<Double> figure) {
    return figure.map(Double::toHexString).orElse("");
  }
}
