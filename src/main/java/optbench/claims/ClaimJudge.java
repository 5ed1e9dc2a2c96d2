package optbench.claims;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import optbench.claims.Claim.Requirement;
import optbench.claims.ClaimFinding.Judgement;
import optbench.claims.ClaimResult.PValues;
import optbench.result.Run;
import optbench.result.TrialResult;
import optbench.stats.SeedsNeeded;

/**
 * Decides claims by runs.
 *
 * <p><b>Comparisons.</b> Each is paired by seed: differences, on the scale of ratios those of
 * logarithms, go into Student's one-sample t-test (the share of diverged runs into Wilcoxon's), one
 * p-value for the direction that is claimed, one for the opposite direction, and two one-sided
 * tests for equivalence within the margin.
 *
 * <p><b>Claims.</b> As a rule all comparisons of a claim must hold, so that the p-value of
 * <em>supported</em> is the largest of theirs (intersection-union). One that is reversed refutes
 * it, so that the p-value of <em>refuted</em> is the smallest of the opposite ones times their
 * number m, at most 1. It is at most a tie if one comparison is equivalent and no other falls short
 * of the claim by its margin: the p-value of <em>equivalent</em> is the larger of m times the
 * smallest p-value of equivalence, at most 1, and the largest of "not worse by the margin". Where
 * any one comparison suffices, it is the other way round: <em>supported</em> takes m times the
 * smallest p-value, at most 1, <em>refuted</em> the largest of the opposite ones, and
 * <em>equivalent</em> the largest of "not better by the margin". What could not be tested has a
 * p-value of 1.
 *
 * <p><b>The file.</b> p-values of supported and refuted, two for each claim that can be tested, are
 * one family, corrected after Holm: the chance of even one false verdict among them is at most the
 * level, also where equals are compared, of which a verdict either way would be false. Equivalence
 * is a family of its own at the same level, as in {@link optbench.stats.PairwiseComparisons}.
 * Claims that were not asked for count in both, with p-values of 1: leaving some out makes no
 * verdict easier to reach. Then, in this order, what is below the level: supported, refuted,
 * equivalent; else inconclusive.
 *
 * <p><b>Censored seeds.</b> A run that never reached a target took at least as long as it ran, so
 * that its difference to one that did is bounded on one side. A direction is tested by bounds that
 * speak against it alone, and not at all where one of the differences has no such bound. Where
 * neither run of a seed reached the target, the seed says nothing and is left out.
 */
public final class ClaimJudge {
  private final ClaimsFile file;
  private final Map<String, Run> evidence;
  private final boolean outlook;

  /**
   * @param evidence runs by the name of their experiment; those that are absent have not been run
   */
  public ClaimJudge(ClaimsFile file, Map<String, Run> evidence) {
    this(file, evidence, true);
  }

  /**
   * @param outlook whether to say how many seeds are needed: most of the work by far
   */
  public ClaimJudge(ClaimsFile file, Map<String, Run> evidence, boolean outlook) {
    this.file = file;
    this.evidence = Map.copyOf(evidence);
    this.outlook = outlook;
  }

  /** All claims of the file. */
  public Verdicts all() {
    return of(file.claims().stream().map(Claim::id).toList());
  }

  /**
   * Some claims.
   *
   * @param ids those that are asked for; corrected as if all of the file had been
   */
  public Verdicts of(Collection<String> ids) {
    List<Claim> asked = file.claims().stream().filter(c -> ids.contains(c.id())).toList();
    List<UncorrectedClaimResult> uncorrectedResults =
        asked.stream().filter(Claim::testable).map(this::uncorrected).toList();
    Family direction = new Family(2 * file.family());
    Family equivalence = new Family(file.family());
    for (int i = 0; i < uncorrectedResults.size(); i++) {
      direction.set(2 * i, uncorrectedResults.get(i).pSupported());
      direction.set(2 * i + 1, uncorrectedResults.get(i).pRefuted());
      equivalence.set(i, uncorrectedResults.get(i).pEquivalent());
    }
    List<ClaimResult> results = new ArrayList<>();
    int next = 0;
    for (Claim claim : asked) {
      results.add(
          claim.testable()
              ? judged(uncorrectedResults.get(next), next++, direction, equivalence)
              : untestable(claim));
    }
    return new Verdicts(
        file.level(),
        file.family(),
        file.notice(),
        facts(asked),
        file.sources(),
        results,
        Optional.empty());
  }

  private UncorrectedClaimResult uncorrected(Claim claim) {
    List<Comparing> comparings = new ArrayList<>();
    for (ClaimTest test : claim.tests()) {
      for (ClaimSide reference : test.references()) {
        comparings.add(new Comparing(test, reference, evidence));
      }
    }
    return new UncorrectedClaimResult(
        claim, comparings, comparings.stream().map(Comparing::finding).toList());
  }

  private ClaimResult judged(
      UncorrectedClaimResult uncorrected, int index, Family direction, Family equivalence) {
    double supported = direction.corrected(2 * index);
    double refuted = direction.corrected(2 * index + 1);
    double equivalent = equivalence.corrected(index);
    ClaimVerdict verdict = verdict(supported, refuted, equivalent);
    boolean open = verdict == ClaimVerdict.INCONCLUSIVE;
    List<ClaimFinding> findings =
        findings(uncorrected, open, p -> direction.corrected(2 * index, p));
    Claim claim = uncorrected.claim();
    return new ClaimResult(
        claim,
        verdict,
        new PValues(
            OptionalDouble.of(uncorrected.pSupported()),
            OptionalDouble.of(supported),
            OptionalDouble.of(uncorrected.pRefuted()),
            OptionalDouble.of(refuted),
            OptionalDouble.of(uncorrected.pEquivalent()),
            OptionalDouble.of(equivalent)),
        negligible(
            ClaimResult.deciding(claim.requirement(), verdict, findings)
                .filter(f -> verdict == ClaimVerdict.SUPPORTED || verdict == ClaimVerdict.REFUTED),
            p -> equivalence.corrected(index, p)),
        open ? seedsNeeded(claim.requirement(), findings) : OptionalInt.empty(),
        open ? reasons(findings) : List.of(),
        findings);
  }

  private List<ClaimFinding> findings(
      UncorrectedClaimResult uncorrected, boolean open, DoubleUnaryOperator corrected) {
    List<ClaimFinding> findings = new ArrayList<>();
    for (int i = 0; i < uncorrected.findings().size(); i++) {
      ClaimFinding finding = uncorrected.findings().get(i);
      if (finding.tested()) {
        double p = corrected.applyAsDouble(finding.tests().pHolds().orElseThrow());
        findings.add(
            open && outlook
                ? lookedAhead(finding, uncorrected.comparings().get(i), p)
                : finding.judged(Judgement.of(p)));
      } else {
        findings.add(finding);
      }
    }
    return findings;
  }

  /** Whether the comparison that decided is equivalent too. */
  private boolean negligible(Optional<ClaimFinding> deciding, DoubleUnaryOperator corrected) {
    return deciding
        .filter(f -> f.statement().factor() == 1)
        .filter(f -> corrected.applyAsDouble(f.tests().pEquivalent().orElse(1)) < file.level())
        .isPresent();
  }

  private ClaimVerdict verdict(double supported, double refuted, double equivalent) {
    if (supported < file.level()) {
      return ClaimVerdict.SUPPORTED;
    }
    if (refuted < file.level()) {
      return ClaimVerdict.REFUTED;
    }
    return equivalent < file.level() ? ClaimVerdict.EQUIVALENT : ClaimVerdict.INCONCLUSIVE;
  }

  /** What holds by itself needs no more seeds. */
  private ClaimFinding lookedAhead(ClaimFinding finding, Comparing comparing, double corrected) {
    if (corrected < file.level()) {
      return finding.judged(Judgement.of(corrected));
    }
    SeedsNeeded needed = comparing.seedsNeeded(file.level(), file.family());
    OptionalDouble p = OptionalDouble.of(corrected);
    if (needed.known().isPresent()) {
      // Fewer than there are, where luck was bad: at least one more then.
      int seeds = Math.max(needed.known().getAsInt(), finding.evidence().seeds() + 1);
      return finding.judged(
          new Judgement(p, OptionalInt.of(seeds), "it would take about " + seeds + " seeds"));
    }
    return finding.judged(new Judgement(p, OptionalInt.empty(), needed.sentence()));
  }

  /** What all of them need, or the least where one suffices; empty if no number is known. */
  private static OptionalInt seedsNeeded(Requirement requirement, List<ClaimFinding> findings) {
    IntStream known = findings.stream().flatMapToInt(f -> f.judgement().seedsNeeded().stream());
    return switch (requirement) {
      case ALL -> allKnown(findings) ? known.max() : OptionalInt.empty();
      case ANY -> known.min();
    };
  }

  private static boolean allKnown(List<ClaimFinding> findings) {
    return findings.stream()
        .allMatch(
            f ->
                f.tested()
                    && (f.judgement().outlook().isEmpty()
                        || f.judgement().seedsNeeded().isPresent()));
  }

  private static List<String> reasons(List<ClaimFinding> findings) {
    List<String> reasons = new ArrayList<>();
    for (ClaimFinding finding : findings) {
      finding.evidence().obstacle().ifPresent(reasons::add);
      if (finding.tested()
          && finding.judgement().seedsNeeded().isEmpty()
          && !finding.judgement().outlook().isEmpty()) {
        reasons.add(
            finding.statement().of()
                + " and "
                + finding.statement().reference()
                + ": "
                + finding.judgement().outlook());
      }
    }
    return reasons.stream().distinct().toList();
  }

  private static ClaimResult untestable(Claim claim) {
    return new ClaimResult(
        claim,
        ClaimVerdict.UNTESTABLE,
        PValues.NONE,
        false,
        OptionalInt.empty(),
        claim.untestable().stream().toList(),
        List.of());
  }

  private List<Verdicts.ExperimentFacts> facts(List<Claim> claims) {
    return file.experiments().keySet().stream()
        .filter(name -> claims.stream().anyMatch(c -> c.experiments().contains(name)))
        .filter(evidence::containsKey)
        .map(name -> facts(name, evidence.get(name)))
        .toList();
  }

  /**
   * Such as {@code mlp, 10 epochs, batches of 128 from 60000 samples}; trials of one experiment
   * share it.
   */
  private static String task(Run run) {
    return run.settled().stream()
        .findFirst()
        .map(TrialResult::settings)
        .map(
            s ->
                s.network()
                    + ", "
                    + s.epochs()
                    + (s.epochs() == 1 ? " epoch" : " epochs")
                    + (s.samplesAStep() >= s.samplesAnEpoch()
                        ? ", all " + s.samplesAnEpoch() + " samples in one batch"
                        : ", batches of "
                            + s.samplesAStep()
                            + " from "
                            + s.samplesAnEpoch()
                            + " samples"))
        .orElse("nothing trained yet");
  }

  private static Verdicts.ExperimentFacts facts(String name, Run run) {
    int planned = run.record().trials().size();
    return new Verdicts.ExperimentFacts(
        name,
        run.record().data(),
        task(run),
        Optional.ofNullable(run.record().dataNotice()).orElse(""),
        planned,
        planned - run.settled().size());
  }
}
