package optbench.check;

import java.util.Optional;
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
    int trainingSamples,
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
    if (!data.equals(earlier.data)) {
      return other("data", earlier.data, data);
    }
    if (!dataSha256.equals(earlier.dataSha256)) {
      return other(
          "content of " + data, brief(earlier.dataSha256), brief(dataSha256) + " by checksum");
    }
    if (trainingSamples != earlier.trainingSamples) {
      return other("number of training samples", earlier.trainingSamples, trainingSamples);
    }
    if (validationSamples != earlier.validationSamples) {
      return other("number of validation samples", earlier.validationSamples, validationSamples);
    }
    if (!layers.equals(earlier.layers)) {
      return network.equals(earlier.network)
          ? other("network", earlier.layers, layers)
          : other("network", earlier.network, network);
    }
    return epochs == earlier.epochs
        ? Optional.empty()
        : other("number of epochs", earlier.epochs, epochs);
  }

  private static Optional<String> other(String what, Object earlier, Object later) {
    return Optional.of("other " + what + ": was " + earlier + " and is " + later);
  }

  private static String brief(String hash) {
    return hash.substring(0, Math.min(12, hash.length()));
  }
}
