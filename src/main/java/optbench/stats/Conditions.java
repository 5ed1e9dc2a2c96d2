package optbench.stats;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import optbench.result.EnvironmentDifference;
import optbench.result.Run;
import optbench.result.RunRecord;
import optbench.result.Shard;
import optbench.result.TrialResult;
import optbench.result.TrialSettings;
import optbench.result.TuningRecord;

/**
 * What all trials of a run have in common.
 *
 * @param data the data set's name
 * @param notice set where the data are not what the reader may expect
 * @param network the preset's name; like epochs and profile, empty before the first result, and
 *     where nobody says it
 * @param epochs that were asked for
 * @param batchSize samples a step; empty, too, where optimizers differ in it
 * @param batchSizes all that there are, the smallest first
 * @param fullBatch whether every batch is all of the training set
 * @param profile whose defaults filled the gaps
 * @param tuned hyper-parameters that were looked for; none if all were given
 * @param seeds in order
 * @param fewestSeeds of an optimizer: fewer than all where seeds were added to some alone
 * @param engines that trained, in the order of the run; none before the first result
 * @param times whether training times can be compared
 * @param shard which part of the experiment this is, if not all of it
 * @param timesDifferIn in what the conditions differ that trials were trained under, as far as
 *     times go, such as {@code threads 1 and 2}; nothing where they are alike
 * @param metricsDifferIn likewise as far as the last digits of metrics go
 */
public record Conditions(
    String data,
    Optional<String> notice,
    Optional<String> network,
    OptionalInt epochs,
    OptionalInt batchSize,
    List<Integer> batchSizes,
    boolean fullBatch,
    Optional<String> profile,
    List<String> tuned,
    List<Long> seeds,
    int fewestSeeds,
    List<String> engines,
    TimeBasis times,
    Optional<Shard> shard,
    List<String> timesDifferIn,
    List<String> metricsDifferIn) {
  public Conditions {
    batchSizes = List.copyOf(batchSizes);
    tuned = List.copyOf(tuned);
    seeds = List.copyOf(seeds);
    engines = List.copyOf(engines);
    timesDifferIn = List.copyOf(timesDifferIn);
    metricsDifferIn = List.copyOf(metricsDifferIn);
  }

  /** Of the trials of a run that finished or diverged. */
  public static Conditions of(Run run) {
    return of(run, TimeGroups.of(run));
  }

  static Conditions of(Run run, TimeGroups groups) {
    RunRecord record = run.record();
    List<TrialResult> results = run.settled();
    Optional<TrialSettings> any = results.stream().map(TrialResult::settings).findFirst();
    List<Integer> batchSizes =
        results.stream()
            .flatMap(r -> r.settings().batchSize().stream())
            .distinct()
            .sorted()
            .toList();
    return new Conditions(
        record.data(),
        Optional.ofNullable(record.dataNotice()).filter(n -> !n.isBlank()),
        any.map(TrialSettings::network).filter(Conditions::isKnown),
        any.isPresent() ? OptionalInt.of(any.get().epochs()) : OptionalInt.empty(),
        batchSizes.size() == 1 ? OptionalInt.of(batchSizes.get(0)) : OptionalInt.empty(),
        batchSizes,
        any.isPresent() && results.stream().allMatch(Conditions::isFullBatch),
        any.isEmpty()
            ? Optional.empty()
            : Optional.of(profiles(results)).filter(Conditions::isKnown),
        record.tuning().map(TuningRecord::hyperParameters).orElse(List.of()),
        run.seeds(),
        run.labels().stream().mapToInt(label -> run.planned(label).size()).min().orElse(0),
        results.stream().map(r -> r.settings().engine()).distinct().toList(),
        TimeBasis.of(run, groups),
        record.shard(),
        groups.differences(),
        Stream.concat(
                EnvironmentDifference.ofMetrics(record.environmentsOf(results)).stream()
                    .map(EnvironmentDifference::text),
                groups.notRecorded().stream())
            .toList());
  }

  /** Whether optimizers differ in how many samples a step sees. */
  public boolean batchSizesVary() {
    return batchSizes.size() > 1;
  }

  private static boolean isFullBatch(TrialResult result) {
    TrialSettings settings = result.settings();
    return settings.batchSize().isPresent()
        && settings.trainingSamples().isPresent()
        && settings.samplesAStep() >= settings.samplesAnEpoch();
  }

  private static boolean isKnown(String setting) {
    return !setting.equals(TrialSettings.UNKNOWN);
  }

  /** The data set as one writes it in a sentence. */
  public String dataTitle() {
    // What stands behind a comma was done to the data set.
    int end = data.indexOf(',') < 0 ? data.length() : data.indexOf(',');
    String name = data.substring(0, end);
    return switch (name.toLowerCase(Locale.ROOT)) {
          case "mnist" -> "MNIST";
          case "fashion-mnist" -> "Fashion-MNIST";
          case "kmnist" -> "KMNIST";
          case "emnist-balanced" -> "EMNIST (balanced)";
          case "emnist-digits" -> "EMNIST (digits)";
          case "emnist-letters" -> "EMNIST (letters)";
          case "qmnist" -> "QMNIST";
          case "cifar10" -> "CIFAR-10";
          case "synthetic-digits" -> "synthetic digits";
          default -> name;
        }
        + data.substring(end);
  }

  private static String profiles(List<TrialResult> results) {
    return results.stream()
        .map(r -> r.settings().profile())
        .distinct()
        .collect(Collectors.joining("/"));
  }
}
