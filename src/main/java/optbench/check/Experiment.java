package optbench.check;

import java.util.Optional;
import optbench.result.FlatTree;
import optbench.result.SettingDifference;
import optbench.result.TrialSettings;

/**
 * What all optimizers of a run share, and two runs must share to be compared.
 *
 * @param data the data set, and what was done to it
 * @param dataSha256 checksum of all of its content
 * @param layers the network in full, as text
 */
public record Experiment(
    String data,
    String dataSha256,
    Optional<Integer> trainingSamples,
    int validationSamples,
    String network,
    String layers,
    int epochs) {
  static Experiment of(TrialSettings any) {
    return new Experiment(
        any.data(),
        any.dataSha256(),
        any.trainingSamples(),
        any.validationSamples(),
        any.network(),
        any.layers(),
        any.epochs());
  }

  /** Why a run of this experiment cannot be compared with one of the earlier; empty if it can. */
  Optional<String> difference(Experiment earlier) {
    // Layers decide whether networks differ, not what these are called.
    return SettingDifference.between(FlatTree.of(earlier), FlatTree.of(this)).stream()
        .filter(difference -> !difference.key().equals("network"))
        .findFirst()
        .map(difference -> "other " + text(difference, earlier));
  }

  private String text(SettingDifference difference, Experiment earlier) {
    return switch (difference.key()) {
      case "data_sha256" ->
          "content of "
              + data
              + ": was "
              + brief(earlier.dataSha256)
              + " and is "
              + brief(dataSha256)
              + " by checksum";
      case "layers" ->
          network.equals(earlier.network)
              ? "network: " + difference.change()
              : "network: was " + earlier.network + " and is " + network;
      default -> difference.title() + ": " + difference.change();
    };
  }

  private static String brief(String hash) {
    return hash.substring(0, Math.min(12, hash.length()));
  }
}
