package optbench.check;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import optbench.stats.Percent;

/**
 * What a check found: of several findings, the worst counts.
 *
 * @param baseline its name
 * @param run the name of the run
 * @param margin of accuracy, a fraction of 1
 * @param finding of all
 * @param sentence the same in words
 * @param optimizers those of the baseline in its order, then those that are new
 * @param notChecked rules that could not be applied, each with what it takes
 * @param notes what else is to be known
 */
public record CheckReport(
    int formatVersion,
    String baseline,
    String run,
    String data,
    double margin,
    Finding finding,
    String sentence,
    List<OptimizerCheck> optimizers,
    List<String> notChecked,
    List<String> notes) {
  private static final int FORMAT_VERSION = 1;

  private static final String TIMES =
      "times were not checked: those in a baseline were taken at another moment, under another"
          + " load, so that a difference says nothing of the code. That takes both versions timed"
          + " in turn on one machine";

  public CheckReport {
    optimizers = List.copyOf(optimizers);
    notChecked = List.copyOf(notChecked);
    notes = List.copyOf(notes);
  }

  /** Holds a run against a baseline by these rules; the default where none is about accuracy. */
  public static CheckReport of(Baseline before, Baseline now, List<Rule> rules) {
    Rule rule =
        rules.stream()
            .filter(r -> r.measure() == Rule.Measure.ACCURACY)
            .min(Comparator.comparingDouble(Rule::margin))
            .orElse(Rule.DEFAULT);
    List<OptimizerCheck> checks = new Gate(rule).check(before, now);
    List<String> notChecked =
        rules.stream().anyMatch(r -> r.measure() == Rule.Measure.TIMING)
            ? List.of(TIMES)
            : List.of();
    Finding finding = worst(checks, !notChecked.isEmpty());
    return new CheckReport(
        FORMAT_VERSION,
        before.name(),
        now.run(),
        now.experiment().data(),
        rule.margin(),
        finding,
        sentence(finding, before.name(), rule.margin(), checks, notChecked),
        checks,
        notChecked,
        notes(before, now));
  }

  /** Labels that a baseline would take over: of what is better now, and of what is new. */
  public Set<String> acceptable() {
    return optimizers.stream()
        .filter(c -> c.finding() == Finding.BETTER || c.finding() == Finding.NEW)
        .map(OptimizerCheck::label)
        .collect(Collectors.toSet());
  }

  /** With what has become of the baseline. */
  public CheckReport withNote(String note) {
    return new CheckReport(
        formatVersion,
        baseline,
        run,
        data,
        margin,
        finding,
        sentence,
        optimizers,
        notChecked,
        Stream.concat(notes.stream(), Stream.of(note)).toList());
  }

  private static Finding worst(List<OptimizerCheck> checks, boolean ruleLeftOut) {
    return Stream.concat(
            checks.stream().map(OptimizerCheck::finding).filter(f -> f != Finding.NEW),
            ruleLeftOut ? Stream.of(Finding.NOT_COMPARED) : Stream.empty())
        .min(Comparator.naturalOrder())
        .orElse(Finding.NOT_COMPARED);
  }

  private static String sentence(
      Finding finding,
      String baseline,
      double margin,
      List<OptimizerCheck> checks,
      List<String> notChecked) {
    String than = "baseline " + OneLine.of(baseline);
    return switch (finding) {
      case REGRESSED -> "Regressed against " + than + ": " + those(checks, finding) + ".";
      case NOT_COMPARED ->
          "Could not be compared with "
              + than
              + ": "
              + Stream.concat(
                      Stream.of(incomparable(checks)).filter(s -> !s.isEmpty()),
                      notChecked.stream())
                  .collect(Collectors.joining("; "))
              + ".";
      case BETTER ->
          "The " + than + " is stale: " + those(checks, finding) + "; --accept takes that over.";
      case OK, NEW ->
          "No regression: no optimizer lost "
              + Percent.of(margin)
              + " points of test accuracy or more against "
              + than
              + ".";
      case IDENTICAL -> "No regression: everything is the same to the bit as in " + than + ".";
    };
  }

  /** Where all are for one reason, it is said once. */
  private static String incomparable(List<OptimizerCheck> checks) {
    List<OptimizerCheck> old = checks.stream().filter(c -> c.finding() != Finding.NEW).toList();
    List<String> reasons = old.stream().map(OptimizerCheck::reason).distinct().toList();
    boolean all = old.stream().allMatch(c -> c.finding() == Finding.NOT_COMPARED);
    return all && old.size() > 1 && reasons.size() == 1
        ? OneLine.of(reasons.get(0))
        : those(checks, Finding.NOT_COMPARED);
  }

  private static String those(List<OptimizerCheck> checks, Finding finding) {
    return checks.stream()
        .filter(c -> c.finding() == finding)
        .map(c -> OneLine.of(c.label()) + " (" + OneLine.of(text(c)) + ")")
        .collect(Collectors.joining(", "));
  }

  /** The reason, and the figures where there are any. */
  static String text(OptimizerCheck check) {
    String figures =
        check.difference().isPresent() && check.finding() != Finding.IDENTICAL
            ? ": "
                + Figures.points(check.difference())
                + " points"
                + check.ci95().map(i -> ", 95 % interval " + Figures.interval(i)).orElse("")
            : "";
    return check.reason() + figures;
  }

  private static List<String> notes(Baseline before, Baseline now) {
    return before.optimizers().stream()
        .flatMap(e -> now.entry(e.label()).stream().map(n -> platform(e, n)))
        .flatMap(Optional::stream)
        .distinct()
        .toList();
  }

  /** Other arithmetic is a reason for other bits, which is not to be looked for in the code. */
  private static Optional<String> platform(Entry before, Entry now) {
    String then = before.origin().device() + ", " + before.origin().nativeBuild();
    String later = now.origin().device() + ", " + now.origin().nativeBuild();
    return then.equals(later)
        ? Optional.empty()
        : Optional.of(
            "the baseline was trained on "
                + OneLine.of(then)
                + " and this run on "
                + OneLine.of(later)
                + ": their bits may differ for that alone");
  }
}
