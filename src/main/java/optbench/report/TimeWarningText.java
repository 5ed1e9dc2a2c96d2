package optbench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import optbench.stats.TimeWarning;
import optbench.stats.TimeWarning.Kind;

/** Warnings of training times in sentences. */
final class TimeWarningText {
  private static final String MIND = "Mind the times: ";

  private final List<TimeWarning> warnings;

  TimeWarningText(List<TimeWarning> warnings) {
    this.warnings = warnings;
  }

  /** Trials side by side have marks and a note of their own in the table. */
  List<String> sentences() {
    List<String> sentences = new ArrayList<>();
    String spreads =
        of(Kind.SPREAD).stream()
            .map(w -> w.subject() + " by " + percent(w.figure().orElseThrow()))
            .collect(Collectors.joining(", "));
    if (!spreads.isEmpty()) {
      sentences.add(
          MIND
              + "ms/step differ between trials of the same optimizer, "
              + spreads
              + " from fastest to slowest; smaller differences between optimizers say little.");
    }
    of(Kind.SLOW_FIRST).forEach(w -> sentences.add(MIND + slowFirst(w)));
    of(Kind.BUSY).forEach(w -> sentences.add(MIND + busy(w)));
    of(Kind.CLUSTER).forEach(w -> sentences.add(MIND + cluster(w)));
    of(Kind.CLOCK).forEach(w -> sentences.add(MIND + clock(w)));
    of(Kind.CONDITIONS).forEach(w -> sentences.add(MIND + conditions(w)));
    return sentences;
  }

  private List<TimeWarning> of(Kind kind) {
    return warnings.stream().filter(w -> w.kind() == kind).toList();
  }

  private static String slowFirst(TimeWarning w) {
    return "the first trial, of "
        + w.subject()
        + ", took "
        + percent(w.figure().orElseThrow())
        + " longer a step than its other trials.";
  }

  private static String busy(TimeWarning w) {
    return String.format(
        Locale.ROOT,
        "the machine was busy with other things while %s trained (load average up to %.1f, where at most %.1f is ours or harmless).",
        w.trials() == 1 ? "1 trial" : w.trials() + " trials",
        w.figure().orElseThrow(),
        w.limit().orElseThrow());
  }

  private static String cluster(TimeWarning w) {
    return (w.trials() == 1 ? "1 trial was" : w.trials() + " trials were")
        + " trained on a cluster ("
        + w.subject()
        + "), and what else its machines did meanwhile is not known.";
  }

  private static String clock(TimeWarning w) {
    return "the system's clock source, "
        + w.subject()
        + ", is slow or coarse to read: short steps suffer most.";
  }

  private static String conditions(TimeWarning w) {
    return "trials were trained under different conditions ("
        + w.subject()
        + "): times under one are not taken together or compared with those under another.";
  }

  private static String percent(double fraction) {
    return String.format(Locale.ROOT, "%.0f %%", 100 * fraction);
  }
}
