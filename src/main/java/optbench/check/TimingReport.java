package optbench.check;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import optbench.text.NumberText;
import optbench.text.OneLine;

/**
 * The times of a check.
 *
 * @param margin slowdowns smaller than this fraction are put up with
 * @param rounds how often each optimizer was trained by each command
 * @param optimizers in the order of the spec
 */
public record TimingReport(double margin, int rounds, List<TimingCheck> optimizers) {
  public TimingReport {
    optimizers = List.copyOf(optimizers);
  }

  /** The worst of all. */
  GateOutcome finding() {
    return optimizers.stream()
        .map(TimingCheck::finding)
        .min(Comparator.naturalOrder())
        .orElse(GateOutcome.NOT_COMPARED);
  }

  /** What was found, in sentences with their full stops. */
  String sentence() {
    String slower = those(GateOutcome.REGRESSED);
    String open = those(GateOutcome.NOT_COMPARED);
    String unclear = those(GateOutcome.UNCLEAR);
    StringBuilder text = new StringBuilder();
    if (!slower.isEmpty()) {
      text.append("Slower: ").append(slower).append(". ");
    }
    if (!open.isEmpty()) {
      text.append("Times could not be compared: ").append(open).append(". ");
    }
    if (!unclear.isEmpty()) {
      text.append("Too uncertain to decide, which is no failure: ").append(unclear).append(". ");
    }
    return text.length() == 0
        ? "No optimizer is slower by " + NumberText.wholePercent(margin) + " or more a step."
        : text.toString().strip();
  }

  private String those(GateOutcome finding) {
    return optimizers.stream()
        .filter(c -> c.finding() == finding)
        .map(c -> OneLine.of(c.label()) + " (" + OneLine.of(c.text()) + ")")
        .collect(Collectors.joining(", "));
  }
}
