package optbench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import optbench.stats.OptimizerSummary;
import optbench.stats.Summary;
import optbench.stats.TimeBasis;
import optbench.stats.Timing;
import optbench.text.NumberText;

/** What must be known of training times before anything is read from them. */
final class TimeNotes {
  /** Stands at times that were taken while other trials ran. */
  static final String PARALLEL = " †";

  /** Stands at times that were taken under other conditions than those of most optimizers. */
  static final String APART = " ‡";

  /** Why there are none. */
  static final String OFF = "Training times were not asked for (timing: false).";

  private final Summary summary;

  TimeNotes(Summary summary) {
    this.summary = summary;
  }

  /** Whether the time of a step and all that follows from it is the optimizer's own. */
  boolean ownTime(Timing timing) {
    return summary.conditions().times() != TimeBasis.OFF && timing.sharedBy() == 1;
  }

  List<String> sentences() {
    List<String> notes = new ArrayList<>();
    if (timings().stream().anyMatch(this::ownTime)) {
      notes.add(
          "Medians over seeds, the training time a mean; gradient and update in ms a step;"
              + " evaluation and data staging are not in any of them.");
    }
    notes.addAll(shared());
    notes.addAll(untimed());
    isolated().ifPresent(notes::add);
    parallel().ifPresent(notes::add);
    conditions().ifPresent(notes::add);
    apart().ifPresent(notes::add);
    leftOut().ifPresent(notes::add);
    withoutChart().ifPresent(notes::add);
    notes.addAll(new TimeWarningText(summary.timeWarnings()).sentences());
    return notes;
  }

  private List<Timing> timings() {
    return summary.optimizers().stream().flatMap(o -> o.timing().stream()).toList();
  }

  /** One for each size of group. */
  private List<String> shared() {
    Map<Integer, List<Double>> gradients = new TreeMap<>();
    timings().stream()
        .filter(t -> t.sharedBy() > 1)
        .forEach(
            t ->
                gradients
                    .computeIfAbsent(t.sharedBy(), n -> new ArrayList<>())
                    .add(t.gradientMillis()));
    return gradients.entrySet().stream()
        .map(
            e ->
                e.getKey()
                    + " trials shared one gradient computation of "
                    + range(e.getValue())
                    + " ms a step; only the update is the optimizer's own.")
        .toList();
  }

  private static String range(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    String least = NumberText.brief(sorted.get(0));
    String most = NumberText.brief(sorted.get(sorted.size() - 1));
    return least.equals(most) ? least : least + " to " + most;
  }

  private List<String> untimed() {
    return summary.optimizers().stream()
        .filter(o -> o.finished() > 0 && o.timing().isEmpty())
        .map(o -> o.engine().orElseThrow())
        .distinct()
        .map(e -> "The engine " + e + " trains optimizers together and times none apart.")
        .toList();
  }

  private Optional<String> isolated() {
    if (timings().isEmpty() || !timings().stream().allMatch(Timing::isolated)) {
      return Optional.empty();
    }
    int repeats = timings().stream().mapToInt(Timing::repeats).min().getAsInt();
    return Optional.of(
        "Each trial was trained in a JVM of its own"
            + (repeats > 1 ? ", " + repeats + " times; the median run counts." : "."));
  }

  private Optional<String> parallel() {
    String counts =
        timings().stream()
            .map(Timing::jobs)
            .filter(jobs -> jobs > 1)
            .distinct()
            .sorted()
            .map(String::valueOf)
            .collect(Collectors.joining(" or "));
    return counts.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "† timed while "
                + counts
                + " computations ran side by side, which slows each: not to be compared with times"
                + " taken otherwise.");
  }

  /** Under which conditions the times without a mark were taken, where there are several. */
  private Optional<String> conditions() {
    return timings().stream()
        .filter(t -> !t.apart() && !t.conditions().isEmpty())
        .findFirst()
        .map(
            t ->
                "Times are those of trials with "
                    + t.conditions()
                    + (timings().stream().anyMatch(Timing::apart) ? ", unless marked." : "."));
  }

  private Optional<String> apart() {
    String others =
        timings().stream()
            .filter(Timing::apart)
            .map(Timing::conditions)
            .distinct()
            .collect(Collectors.joining(" or "));
    return others.isEmpty()
        ? Optional.empty()
        : Optional.of("‡ timed with " + others + ": not to be compared with the other times.");
  }

  private Optional<String> leftOut() {
    String optimizers =
        summary.optimizers().stream()
            .filter(o -> o.timing().map(Timing::otherSeeds).orElse(0) > 0)
            .map(TimeNotes::leftOut)
            .collect(Collectors.joining(", "));
    return optimizers.isEmpty()
        ? Optional.empty()
        : Optional.of("Seeds that were timed otherwise are left out: " + optimizers + ".");
  }

  private static String leftOut(OptimizerSummary o) {
    int others = o.timing().orElseThrow().otherSeeds();
    return o.label() + " " + others + " of " + o.finished();
  }

  private Optional<String> withoutChart() {
    TimeBasis times = summary.conditions().times();
    return times == TimeBasis.COMPARABLE || timings().isEmpty()
        ? Optional.empty()
        : Optional.of("There is no chart of loss by training time: " + why(times) + ".");
  }

  /** Why training times cannot be compared, as the end of a sentence. */
  static String why(TimeBasis times) {
    return switch (times) {
      case COMPARABLE -> throw new IllegalArgumentException("they can be compared");
      case OFF -> "training times were not asked for (timing: false)";
      case IMPORTED ->
          "something else than optbench trained, and how it took times is not known here";
      case SHARED -> "not every trial has a training time of its own";
      case MIXED_JOBS -> "times were taken with different numbers of jobs";
      case MIXED_ISOLATION ->
          "some trials were timed in a JVM of their own and others not, which can differ"
              + " (--force trains all of them again)";
      case MIXED_CONDITIONS ->
          "trials were trained under different conditions (--force trains all of them again)";
    };
  }
}
