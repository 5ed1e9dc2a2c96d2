package optbench.stats;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import optbench.result.RunRecord;
import optbench.result.TrialResult;
import optbench.result.TrialSettings;

/**
 * What all trials of a run have in common.
 *
 * @param data the data set's name
 * @param notice set where the data are not what the reader may expect
 * @param network the preset's name; like the next three, empty before the first result
 * @param epochs that were asked for
 * @param fullBatch whether a batch is all of the training set
 * @param profile whose defaults filled the gaps
 * @param seeds in order
 */
public record Conditions(
    String data,
    Optional<String> notice,
    Optional<String> network,
    OptionalInt epochs,
    OptionalInt batchSize,
    boolean fullBatch,
    Optional<String> profile,
    List<Long> seeds) {
  public Conditions {
    seeds = List.copyOf(seeds);
  }

  static Conditions of(RunRecord run, List<TrialResult> results) {
    Optional<TrialSettings> any = results.stream().map(TrialResult::settings).findFirst();
    return new Conditions(
        run.data(),
        Optional.ofNullable(run.dataNotice()).filter(n -> !n.isBlank()),
        any.map(TrialSettings::network),
        any.isPresent() ? OptionalInt.of(any.get().epochs()) : OptionalInt.empty(),
        any.isPresent() ? OptionalInt.of(any.get().batchSize()) : OptionalInt.empty(),
        any.filter(s -> s.batchSize() >= s.trainingSamples()).isPresent(),
        any.isEmpty() ? Optional.empty() : Optional.of(profiles(results)),
        run.trials().stream().map(RunRecord.PlannedTrial::seed).distinct().toList());
  }

  /** The data set as one writes it in a sentence. */
  public String dataTitle() {
    return switch (data.toLowerCase(Locale.ROOT)) {
      case "mnist" -> "MNIST";
      case "fashion-mnist" -> "Fashion-MNIST";
      case "synthetic-digits" -> "synthetic digits";
      default -> data;
    };
  }

  private static String profiles(List<TrialResult> results) {
    return results.stream()
        .map(r -> r.settings().profile())
        .distinct()
        .collect(Collectors.joining("/"));
  }
}
