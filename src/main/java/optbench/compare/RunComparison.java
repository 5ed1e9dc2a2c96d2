package optbench.compare;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import optbench.result.MatchedSeeds;
import optbench.result.NamedRun;
import optbench.result.Run;
import optbench.result.SettingDifference;
import optbench.result.TrialResult;
import optbench.result.TrialSettings;
import optbench.stats.ContenderPair;
import optbench.stats.MatchedComparisons;
import optbench.stats.PairedComparison;
import optbench.stats.Protocol;

/**
 * Run B against run A, paired by seed where seeds are shared: differences are B less A.
 *
 * @param a the run that is compared with, such as an earlier one
 * @param epoch after which accuracies are compared: the last one that both runs trained to
 * @param epochsA that A was to train
 * @param settings what is set otherwise
 * @param environment what is otherwise on the machine and in the software
 * @param timesObstacle why times cannot be compared; empty if they can
 * @param optimizers that both have, in the order of B
 */
public record RunComparison(
    RunFacts a,
    RunFacts b,
    Protocol protocol,
    int epoch,
    int epochsA,
    int epochsB,
    List<SettingDifference> settings,
    List<SettingDifference> environment,
    Optional<String> timesObstacle,
    List<OptimizerComparison> optimizers) {
  public RunComparison {
    settings = List.copyOf(settings);
    environment = List.copyOf(environment);
    optimizers = List.copyOf(optimizers);
  }

  /**
   * Compares two runs.
   *
   * @param stated whose margin must be stated; where a run was imported without a word that seeds
   *     are shared, its test is not of pairs
   * @param renamed labels of A that B calls otherwise; of either side none twice
   * @throws NotComparableException if they are on different data, or have no optimizer with a seed
   *     in common
   */
  public static RunComparison of(
      NamedRun a, NamedRun b, Protocol stated, Map<String, String> renamed) {
    stated.margin().orElseThrow();
    Protocol protocol = stated.pairedIf(a.record().pairedBySeed() && b.record().pairedBySeed());
    requireSameData(requireResult(a).settings(), requireResult(b).settings());
    List<OptimizerMatch> matches = matches(a.run(), b.run(), renamed);
    int epochsA = epochs(matches.stream().map(m -> m.trials().a()));
    int epochsB = epochs(matches.stream().map(m -> m.trials().b()));
    Optional<String> obstacle = Times.obstacle(a.run(), b.run());
    int epoch = Math.min(epochsA, epochsB);
    return new RunComparison(
        RunFacts.of(a, without(a.run().labels(), matches.stream().map(OptimizerMatch::labelA))),
        RunFacts.of(b, without(b.run().labels(), matches.stream().map(OptimizerMatch::labelB))),
        protocol,
        epoch,
        epochsA,
        epochsB,
        Changes.settings(a.record(), b.record(), matches),
        Changes.environment(a.run(), b.run()),
        obstacle,
        optimizers(matches, epoch, protocol, obstacle.isEmpty()));
  }

  private static TrialResult requireResult(NamedRun side) {
    return side.run().settled().stream()
        .findFirst()
        .orElseThrow(
            () ->
                new NotComparableException(
                    side.name() + " has no finished trial yet: finish the run first"));
  }

  private static void requireSameData(TrialSettings a, TrialSettings b) {
    if (!a.dataSha256().equals(b.dataSha256()) || !a.dataSet().equals(b.dataSet())) {
      throw new NotComparableException(
          "results on different data cannot be compared: A is on " + data(a) + ", B on " + data(b));
    }
  }

  private static String data(TrialSettings settings) {
    String hash = settings.dataSha256();
    return settings.data() + " (SHA-256 " + hash.substring(0, Math.min(12, hash.length())) + ")";
  }

  private static List<OptimizerMatch> matches(Run a, Run b, Map<String, String> renamed) {
    List<OptimizerMatch> matches = new ArrayList<>();
    for (String labelB : b.labels()) {
      labelInA(labelB, a.labels(), renamed)
          .map(labelA -> OptimizerMatch.of(a, labelA, b, labelB))
          .filter(match -> !match.isEmpty())
          .ifPresent(matches::add);
    }
    if (matches.isEmpty()) {
      throw new NotComparableException(
          "no optimizer has a seed with a result in both: A has "
              + String.join(", ", a.labels())
              + "; B has "
              + String.join(", ", b.labels())
              + " (--map A=B for those that were renamed)");
    }
    return matches;
  }

  private static Optional<String> labelInA(
      String labelB, List<String> labelsA, Map<String, String> renamed) {
    return renamed.entrySet().stream()
        .filter(e -> e.getValue().equals(labelB))
        .map(Map.Entry::getKey)
        .findFirst()
        .or(
            () ->
                Optional.of(labelB)
                    .filter(labelsA::contains)
                    .filter(label -> !renamed.containsKey(label)));
  }

  private static List<String> without(List<String> labels, Stream<String> matched) {
    Set<String> found = new HashSet<>(matched.toList());
    return labels.stream().filter(label -> !found.contains(label)).toList();
  }

  private static int epochs(Stream<NavigableMap<Long, TrialResult>> trials) {
    return trials
        .flatMap(seeds -> seeds.values().stream())
        .mapToInt(trial -> trial.settings().epochs())
        .min()
        .orElseThrow();
  }

  private static List<OptimizerComparison> optimizers(
      List<OptimizerMatch> matches, int epoch, Protocol protocol, boolean timed) {
    MatchedComparisons accuracies =
        MatchedComparisons.of(matches.stream().map(m -> m.contenders(epoch)).toList(), protocol);
    List<TimeComparison> times = timed ? Times.of(matches, protocol) : List.of();
    return IntStream.range(0, matches.size())
        .mapToObj(
            i ->
                optimizer(
                    matches.get(i),
                    epoch,
                    accuracies,
                    accuracies.pairs().get(i),
                    timed ? Optional.of(times.get(i)) : Optional.empty()))
        .toList();
  }

  private static OptimizerComparison optimizer(
      OptimizerMatch match,
      int epoch,
      MatchedComparisons all,
      PairedComparison accuracy,
      Optional<TimeComparison> time) {
    MatchedSeeds<TrialResult> trials = match.trials();
    ContenderPair contenders = match.contenders(epoch);
    List<EpochDifference> epochs =
        IntStream.rangeClosed(1, epoch)
            .mapToObj(e -> EpochDifference.of(match, e, all.protocol()))
            .toList();
    OptionalInt apartFrom =
        EpochDifference.parting(epochs, all.protocol().level(), all.pairs().size());
    return new OptimizerComparison(
        match.labelB(),
        match.labelA(),
        trials.b().firstEntry().getValue().settings().optimizer(),
        List.copyOf(match.paired() ? trials.common() : trials.b().keySet()),
        match.paired() ? trials.onlyA() : List.of(),
        match.paired() ? trials.onlyB() : List.of(),
        List.copyOf(contenders.second().diverged()),
        List.copyOf(contenders.first().diverged()),
        contenders.secondMean(all.protocol().test()),
        contenders.firstMean(all.protocol().test()),
        accuracy,
        all.outlook(accuracy),
        match.sameWeights(),
        match.identicalEpochs(epoch),
        apartFrom,
        epochs,
        time);
  }
}
