package optbench.check;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import optbench.result.Environment;
import optbench.result.Outcome;
import optbench.result.Run;
import optbench.result.RunRecord;
import optbench.result.RunRecord.PlannedTrial;
import optbench.result.TimeSplit;
import optbench.result.TrialResult;
import optbench.text.OneLine;

/** Two commands that trained the same trials in turn, the second of them each trial twice. */
public final class Sides {
  private final List<Round> rounds;

  /**
   * @param rounds of all optimizers, at least one
   */
  public Sides(List<Round> rounds) {
    this.rounds = List.copyOf(rounds);
  }

  /**
   * The same trial three times, one after the other, each a run of this trial alone.
   *
   * @param label of the optimizer
   * @param other by the command that is checked against
   * @param now by the one that is checked
   * @param again by the same once more
   */
  public record Round(String label, Run other, Run now, Run again) {}

  /** What this command came to, in the form of a baseline. */
  public Baseline now(String name) {
    return baseline(name, Round::now);
  }

  /** What the other command came to, to hold this one against. */
  public Baseline other(String name) {
    return baseline(name, Round::other);
  }

  /** How often each optimizer was trained by each side, at most. */
  int rounds() {
    return (int)
        rounds.stream()
            .collect(Collectors.groupingBy(Round::label, Collectors.counting()))
            .values()
            .stream()
            .mapToLong(Long::longValue)
            .max()
            .orElse(0);
  }

  /** Times of every optimizer, in order. */
  public List<InterleavedStepTimes> times() {
    Map<String, List<Round>> byLabel = new LinkedHashMap<>();
    rounds.forEach(r -> byLabel.computeIfAbsent(r.label(), l -> new ArrayList<>()).add(r));
    List<InterleavedStepTimes> times = new ArrayList<>();
    byLabel.forEach(
        (label, own) ->
            times.add(
                own.stream()
                    .flatMap(round -> obstacle(round).stream())
                    .findFirst()
                    .map(reason -> InterleavedStepTimes.incomparable(label, reason))
                    .orElseGet(
                        () ->
                            new InterleavedStepTimes(
                                label,
                                millis(own, Round::other),
                                millis(own, Round::now),
                                millis(own, Round::again)))));
    return times;
  }

  /** In what the two differ that no setting says, such as the JVM: it may be what is compared. */
  public List<String> notes() {
    Environment other = rounds.get(0).other().record().start().environment().orElseThrow();
    Environment now = rounds.get(0).now().record().start().environment().orElseThrow();
    Set<String> found = new LinkedHashSet<>();
    differs(
        found,
        "optbench",
        other,
        now,
        e -> e.tool().optbenchVersion() + " of " + e.tool().gitCommit());
    differs(found, "Java", other, now, e -> e.runtime().java() + ", " + e.runtime().jvm());
    differs(found, "Deeplearning4j", other, now, e -> e.library().dl4jVersion());
    differs(found, "native code", other, now, e -> e.library().nativeBuild());
    differs(found, "device", other, now, e -> e.execution().device());
    differs(found, "threads", other, now, e -> Integer.toString(e.execution().threads()));
    return found.isEmpty()
        ? List.of(
            "both commands are the same version of optbench, in the same environment: any"
                + " difference is in what neither says, such as plug-ins or options of the JVM")
        : List.copyOf(found);
  }

  private static void differs(
      Set<String> found,
      String what,
      Environment other,
      Environment now,
      Function<Environment, String> part) {
    if (!part.apply(other).equals(part.apply(now))) {
      found.add(
          what
              + ": "
              + OneLine.of(part.apply(other))
              + " in the other command, "
              + OneLine.of(part.apply(now))
              + " in this one");
    }
  }

  private static Optional<String> obstacle(Round round) {
    TrialResult other = trial(round.other());
    TrialResult now = trial(round.now());
    List<String> settings = Settings.of(now.settings()).differences(Settings.of(other.settings()));
    Optional<String> difference =
        Experiment.of(now.settings()).difference(Experiment.of(other.settings()));
    if (difference.isPresent()) {
      return difference;
    }
    if (!settings.isEmpty()) {
      return Optional.of("other settings: " + String.join(", ", settings));
    }
    if (!now.settings().engine().equals(other.settings().engine())) {
      return Optional.of(
          "other engine: was " + other.settings().engine() + " and is " + now.settings().engine());
    }
    return Stream.of(round.other(), round.now(), round.again())
        .flatMap(run -> untimed(trial(run)).stream())
        .findFirst();
  }

  /** A trial that diverged stopped early, or computed with what is no number. */
  private static Optional<String> untimed(TrialResult result) {
    String seed = "seed " + result.settings().seed();
    if (result.outcome() != Outcome.FINISHED) {
      return Optional.of(seed + " diverged");
    }
    return result.time().filter(time -> time.stepMillis() > 0).isEmpty()
        ? Optional.of(seed + " has no time of its own")
        : Optional.empty();
  }

  private static TrialResult trial(Run run) {
    return run.results().get(0);
  }

  private static List<Double> millis(List<Round> rounds, Function<Round, Run> side) {
    return rounds.stream()
        .flatMap(round -> trial(side.apply(round)).time().stream())
        .map(TimeSplit::stepMillis)
        .toList();
  }

  /** Seeds that were trained more than once count once: each time came to the same. */
  private Baseline baseline(String name, Function<Round, Run> side) {
    Map<String, PlannedTrial> planned = new LinkedHashMap<>();
    List<TrialResult> results = new ArrayList<>();
    for (Round round : rounds) {
      TrialResult result = trial(side.apply(round));
      PlannedTrial trial =
          new PlannedTrial(
              result.id(), round.label(), result.settings().optimizer(), result.settings().seed());
      if (planned.putIfAbsent(round.label() + "\n" + result.id(), trial) == null) {
        results.add(result.withLabel(round.label()));
      }
    }
    RunRecord any = side.apply(rounds.get(0)).record();
    RunRecord whole = any.followedBy(List.of(), List.copyOf(planned.values()));
    return Baseline.of(name, new Run(whole, results)).orElseThrow();
  }
}
