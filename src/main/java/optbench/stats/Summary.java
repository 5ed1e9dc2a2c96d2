package optbench.stats;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import optbench.result.RunRecord;
import optbench.result.RunRecord.PlannedTrial;
import optbench.result.TrialResult;

/**
 * What a run says, in numbers and in a sentence.
 *
 * @param optimizers in the order of the run
 * @param outlooks one for each pair that was tested without a conclusion
 * @param ranks by test accuracy at the last epoch
 * @param timeWarnings what is to be minded of training times
 * @param tuning how their hyper-parameters were chosen, if they were looked for
 */
public record Summary(
    String name,
    Conditions conditions,
    List<OptimizerSummary> optimizers,
    Comparison comparison,
    List<SeedsOutlook> outlooks,
    RankTable ranks,
    TargetResults targets,
    String verdict,
    List<TimeWarning> timeWarnings,
    Optional<Tuning> tuning) {
  public Summary {
    timeWarnings = List.copyOf(timeWarnings);
    optimizers = List.copyOf(optimizers);
    outlooks = List.copyOf(outlooks);
  }

  /**
   * Sums up the trials that belong to the run; results that it does not plan are passed over, since
   * a results folder may hold trials of an earlier spec.
   *
   * @param results at most one for each id, in any order; planned ones may be absent
   */
  public static Summary of(RunRecord run, List<TrialResult> results) {
    Map<String, TrialResult> byId =
        results.stream().collect(Collectors.toMap(TrialResult::id, Function.identity()));
    Map<String, List<PlannedTrial>> planned =
        run.trials().stream()
            .collect(
                Collectors.groupingBy(
                    PlannedTrial::label, LinkedHashMap::new, Collectors.toList()));
    List<TrialResult> used =
        run.trials().stream()
            .map(p -> byId.get(p.id()))
            .filter(r -> r != null && r.settled())
            .toList();
    List<TrialResult> labelled = underTheirLabels(run, used);
    TimeGroups groups = TimeGroups.of(run, labelled);
    List<OptimizerSummary> optimizers =
        planned.entrySet().stream()
            .map(e -> summarize(e.getKey(), e.getValue(), byId, groups))
            .toList();
    Conditions conditions = Conditions.of(run, used, groups);
    Comparison comparison =
        Comparison.of(optimizers, Protocol.DEFAULT.withMargin(run.equivalenceMargin()));
    List<SeedsOutlook> outlooks = comparison.pairwise().outlooks();
    return new Summary(
        run.name(),
        conditions,
        optimizers,
        comparison,
        outlooks,
        RankTable.of(comparison.pairwise().contenders()),
        TargetResults.of(
            run.targets(), List.copyOf(planned.keySet()), curves(run, byId), conditions.times()),
        Verdict.sentence(conditions, optimizers, comparison, outlooks),
        TimeWarnings.of(run, labelled, groups),
        run.tuning().map(tuning -> Tuning.of(tuning, byId)));
  }

  private static List<LearningCurve> curves(RunRecord run, Map<String, TrialResult> byId) {
    return run.trials().stream()
        .filter(p -> byId.containsKey(p.id()) && byId.get(p.id()).settled())
        .map(p -> LearningCurve.of(byId.get(p.id()).withLabel(p.label())))
        .toList();
  }

  private static List<TrialResult> underTheirLabels(RunRecord run, List<TrialResult> used) {
    Map<String, String> labels =
        run.trials().stream().collect(Collectors.toMap(PlannedTrial::id, PlannedTrial::label));
    return used.stream().map(r -> r.withLabel(labels.get(r.id()))).toList();
  }

  /** How the optimizer of this label came by its hyper-parameters, if they were looked for. */
  public Optional<SettingResult> chosen(String label) {
    return tuning.stream()
        .flatMap(t -> t.optimizers().stream())
        .filter(o -> o.label().equals(label))
        .findFirst()
        .flatMap(TunedOptimizer::best);
  }

  private static OptimizerSummary summarize(
      String label, List<PlannedTrial> planned, Map<String, TrialResult> byId, TimeGroups groups) {
    List<SeedRun> settled =
        planned.stream()
            .filter(p -> byId.containsKey(p.id()) && byId.get(p.id()).settled())
            .map(p -> SeedRun.of(p.seed(), byId.get(p.id())))
            .toList();
    Optional<String> reason =
        planned.stream()
            .map(p -> byId.get(p.id()))
            .filter(r -> r != null && !r.settled())
            .flatMap(r -> r.reason().stream())
            .findFirst();
    return OptimizerSummary.of(
        label, planned.get(0).optimizer(), planned.size(), settled, reason, groups);
  }
}
