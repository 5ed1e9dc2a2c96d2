package optbench.intake;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** All that is logged of a trial. */
final class TrialLog {
  private final TrialName name;
  private final NavigableMap<Long, LoggedEvaluation> evaluations = new TreeMap<>();
  private final Map<String, String> facts = new TreeMap<>();
  private Instant modified = Instant.EPOCH;

  TrialLog(TrialName name) {
    this.name = name;
  }

  TrialName name() {
    return name;
  }

  Map<String, String> facts() {
    return facts;
  }

  /** When the last of its logs was written to. */
  Instant modified() {
    return modified;
  }

  /**
   * Takes what a row says.
   *
   * @param byEpoch whether evaluations are told apart by epochs, not by steps
   */
  void add(LoggedRow row, boolean byEpoch, Instant written) {
    long position = byEpoch ? row.epoch().orElseThrow() : row.step().orElseThrow();
    evaluations
        .computeIfAbsent(position, p -> new LoggedEvaluation())
        .add(row, (byEpoch ? "epoch " : "step ") + position);
    row.facts()
        .forEach(
            (fact, value) -> {
              String before = facts.putIfAbsent(fact, value);
              if (before != null && !before.equals(value)) {
                throw new IntakeFault(
                    row.place(),
                    fact
                        + " of "
                        + name.text()
                        + " is "
                        + value
                        + ", and was "
                        + before
                        + " before: a trial has one of each");
              }
            });
    if (written.isAfter(modified)) {
      modified = written;
    }
  }

  /** Where the test set was looked at. */
  Set<Long> positions() {
    Set<Long> positions = new TreeSet<>();
    evaluations.forEach(
        (position, evaluation) -> {
          if (evaluation.has(LoggedFigure.TEST_ACCURACY)) {
            positions.add(position);
          }
        });
    return positions;
  }

  /** How many evaluations say nothing of the test set. */
  int withoutTest() {
    return evaluations.size() - positions().size();
  }

  /** Whether a loss, at whatever epoch, shows that nothing came of the training. */
  boolean diverged() {
    return evaluations.values().stream().anyMatch(LoggedEvaluation::diverged);
  }

  /** Those there, with a test accuracy, up to the first that shows that it diverged. */
  List<Map.Entry<Long, LoggedEvaluation>> usable(Set<Long> positions) {
    List<Map.Entry<Long, LoggedEvaluation>> usable = new ArrayList<>();
    for (Map.Entry<Long, LoggedEvaluation> entry : evaluations.entrySet()) {
      if (entry.getValue().diverged()) {
        break;
      }
      if (positions.contains(entry.getKey()) && entry.getValue().has(LoggedFigure.TEST_ACCURACY)) {
        usable.add(entry);
      }
    }
    return usable;
  }

  /** All of them, in order. */
  List<LoggedEvaluation> all() {
    return List.copyOf(evaluations.values());
  }
}
