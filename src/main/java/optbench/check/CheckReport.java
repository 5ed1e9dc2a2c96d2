package optbench.check;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import optbench.text.NumberText;
import optbench.text.OneLine;

/**
 * What a check found: of several findings, the worst counts.
 *
 * @param baseline its name; of a check against another command, that command
 * @param run the name of the run
 * @param margin of accuracy, a fraction of 1; empty if accuracies were not checked
 * @param finding of all
 * @param sentence the same in words
 * @param optimizers those of the baseline in its order, then those that are new
 * @param timing of a check against another command, if times were checked
 * @param notes what else is to be known
 */
public record CheckReport(
    int formatVersion,
    String baseline,
    String run,
    String data,
    OptionalDouble margin,
    GateOutcome finding,
    String sentence,
    List<OptimizerCheck> optimizers,
    Optional<TimingReport> timing,
    List<String> notes) {
  private static final int FORMAT_VERSION = 1;

  public CheckReport {
    optimizers = List.copyOf(optimizers);
    notes = List.copyOf(notes);
  }

  /**
   * Holds a run against a baseline.
   *
   * @param rule about accuracy
   */
  public static CheckReport of(Baseline before, Baseline now, Rule rule) {
    List<OptimizerCheck> checks = new Gate(rule).check(before, now);
    GateOutcome finding = worst(checks.stream().map(OptimizerCheck::finding));
    return new CheckReport(
        FORMAT_VERSION,
        before.name(),
        now.run(),
        now.experiment().data(),
        OptionalDouble.of(rule.margin()),
        finding,
        sentence(finding, "baseline " + OneLine.of(before.name()), rule.margin(), checks),
        checks,
        Optional.empty(),
        notes(before, now));
  }

  /**
   * Holds a command against another one that trained in turn with it. There is no baseline that
   * could be stale: what is better is fine.
   *
   * @param command the other one
   * @param accuracy empty not to check it
   * @param timing likewise; one of the two is there
   */
  public static CheckReport against(
      String command, Sides sides, Optional<Rule> accuracy, Optional<Rule> timing) {
    Baseline now = sides.now("this");
    Baseline other = sides.other(command);
    List<OptimizerCheck> checks =
        accuracy.stream()
            .flatMap(rule -> new Gate(rule).check(other, now).stream())
            .map(c -> c.finding() == GateOutcome.BETTER ? c.withFinding(GateOutcome.OK) : c)
            .toList();
    Optional<TimingReport> times =
        timing.map(
            rule ->
                new TimingReport(
                    rule.margin(),
                    sides.rounds(),
                    new TimingGate(rule, accuracy.isEmpty()).check(sides.times())));
    GateOutcome finding =
        worst(
            Stream.concat(
                checks.stream().map(OptimizerCheck::finding),
                times.stream().map(TimingReport::finding)));
    return new CheckReport(
        FORMAT_VERSION,
        command,
        now.run(),
        now.experiment().data(),
        accuracy.map(r -> OptionalDouble.of(r.margin())).orElseGet(OptionalDouble::empty),
        finding,
        Stream.concat(
                accuracy.stream()
                    .map(
                        rule ->
                            sentence(
                                worst(checks.stream().map(OptimizerCheck::finding)),
                                "the other command",
                                rule.margin(),
                                checks)),
                times.stream().map(TimingReport::sentence))
            .collect(Collectors.joining(" ")),
        checks,
        times,
        sides.notes());
  }

  /** Labels that a baseline would take over: of what is better now, and of what is new. */
  public Set<String> acceptable() {
    return optimizers.stream()
        .filter(c -> c.finding() == GateOutcome.BETTER || c.finding() == GateOutcome.NEW)
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
        timing,
        Stream.concat(notes.stream(), Stream.of(note)).toList());
  }

  private static GateOutcome worst(Stream<GateOutcome> findings) {
    return findings
        .filter(f -> f != GateOutcome.NEW)
        .min(Comparator.naturalOrder())
        .orElse(GateOutcome.NOT_COMPARED);
  }

  private static String sentence(
      GateOutcome finding, String than, double margin, List<OptimizerCheck> checks) {
    return switch (finding) {
      case REGRESSED -> "Regressed against " + than + ": " + those(checks, finding) + ".";
      case NOT_COMPARED -> "Could not be compared with " + than + ": " + incomparable(checks) + ".";
      case BETTER ->
          "The " + than + " is stale: " + those(checks, finding) + "; --accept takes that over.";
      case OK, UNCLEAR, NEW ->
          "No regression: no optimizer lost "
              + NumberText.percent(margin)
              + " points of test accuracy or more against "
              + than
              + ".";
      case IDENTICAL -> "No regression: everything is the same to the bit as in " + than + ".";
    };
  }

  /** Where all are for one reason, it is said once. */
  private static String incomparable(List<OptimizerCheck> checks) {
    List<OptimizerCheck> old = checks.stream().filter(c -> c.finding() != GateOutcome.NEW).toList();
    List<String> reasons = old.stream().map(OptimizerCheck::reason).distinct().toList();
    boolean all = old.stream().allMatch(c -> c.finding() == GateOutcome.NOT_COMPARED);
    return all && old.size() > 1 && reasons.size() == 1
        ? OneLine.of(reasons.get(0))
        : those(checks, GateOutcome.NOT_COMPARED);
  }

  private static String those(List<OptimizerCheck> checks, GateOutcome finding) {
    return checks.stream()
        .filter(c -> c.finding() == finding)
        .map(c -> OneLine.of(c.label()) + " (" + OneLine.of(text(c)) + ")")
        .collect(Collectors.joining(", "));
  }

  /** The reason, and the figures where there are any. */
  static String text(OptimizerCheck check) {
    String figures =
        check.difference().isPresent() && check.finding() != GateOutcome.IDENTICAL
            ? ": "
                + NumberText.points(check.difference().getAsDouble())
                + " points"
                + check.ci95().map(i -> ", 95 % interval " + i.text(NumberText::points)).orElse("")
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
    boolean sameCpu = before.origin().cpu().equals(now.origin().cpu());
    boolean sameThreads = before.origin().threads().equals(now.origin().threads());
    String then = platform(before.origin(), !sameCpu, !sameThreads);
    String later = platform(now.origin(), !sameCpu, !sameThreads);
    return then.equals(later)
        ? Optional.empty()
        : Optional.of(
            "the baseline was trained on "
                + OneLine.of(then)
                + " and this run on "
                + OneLine.of(later)
                + ": their bits may differ for that alone");
  }

  private static String platform(BaselineOrigin origin, boolean withCpu, boolean withThreads) {
    String threads =
        origin.threads().isPresent()
            ? ", threads " + origin.threads().getAsInt()
            : ", threads that differ";
    return origin.device()
        + ", "
        + origin.nativeBuild()
        + (withCpu ? ", " + origin.cpu() : "")
        + (withThreads ? threads : "");
  }
}
