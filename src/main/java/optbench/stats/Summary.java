package optbench.stats;

import java.util.List;
import java.util.Optional;
import optbench.result.Run;
import optbench.result.RunRecord;
import optbench.result.RunRecord.PlannedTrial;

/**
 * What a run says, in numbers and in a sentence.
 *
 * @param optimizers in the order of the run
 * @param outlooks one for each listed pair that was tested without a conclusion
 * @param newImages one for each listed pair, in their order
 * @param ranks by test accuracy at the last epoch; none where seeds share nothing
 * @param timeWarnings what is to be minded of training times
 * @param tuning how their hyper-parameters were chosen, if they were looked for
 * @param chance what guessing comes to, and who did no better; empty where that is not recorded
 */
public record Summary(
    String name,
    Conditions conditions,
    List<OptimizerSummary> optimizers,
    Comparison comparison,
    List<SeedsOutlook> outlooks,
    List<NewImages> newImages,
    RankTable ranks,
    TargetResults targets,
    String verdict,
    List<TimeWarning> timeWarnings,
    Optional<Tuning> tuning,
    Optional<Chance> chance) {
  public Summary {
    timeWarnings = List.copyOf(timeWarnings);
    optimizers = List.copyOf(optimizers);
    outlooks = List.copyOf(outlooks);
    newImages = List.copyOf(newImages);
  }

  /** Sums up a run. */
  public static Summary of(Run run) {
    TimeGroups groups = TimeGroups.of(run);
    List<OptimizerSummary> optimizers =
        run.labels().stream().map(label -> summarize(run, label, groups)).toList();
    Conditions conditions = Conditions.of(run, groups);
    RunRecord record = run.record();
    Comparison comparison =
        Comparison.of(
            optimizers,
            run.seeds(),
            record.reporting().looks().orElse(List.of()),
            Protocol.OF_A_RUN
                .pairedIf(record.pairedBySeed())
                .withMargin(record.reporting().equivalenceMargin()));
    List<PairedComparison> listed = comparison.listed(optimizers);
    List<SeedsOutlook> outlooks = comparison.pairwise().outlooks(listed);
    List<LearningCurve> curves = run.settled().stream().map(LearningCurve::of).toList();
    return new Summary(
        record.name(),
        conditions,
        optimizers,
        comparison,
        outlooks,
        NewImages.of(run, listed),
        record.pairedBySeed() ? RankTable.of(comparison.pairwise().contenders()) : RankTable.NONE,
        TargetResults.of(record.reporting().targets(), run.labels(), curves, conditions.times()),
        Verdict.sentence(conditions, optimizers, comparison, outlooks),
        TimeWarnings.of(run, groups),
        record.tuning().map(tuning -> Tuning.of(tuning, run.byId())),
        Chance.of(run, optimizers));
  }

  /** How the optimizer of this label came by its hyper-parameters, if they were looked for. */
  public Optional<SettingResult> chosen(String label) {
    return tuning.stream()
        .flatMap(t -> t.optimizers().stream())
        .filter(o -> o.label().equals(label))
        .findFirst()
        .flatMap(TunedOptimizer::best);
  }

  /** The pairs that are told of one by one: see {@link Comparison#listed}. */
  public List<PairedComparison> listedPairs() {
    return comparison.listed(optimizers);
  }

  /** The same with no other pairs than the listed ones, for files. */
  public Summary listed() {
    return new Summary(
        name,
        conditions,
        optimizers,
        comparison.with(listedPairs()),
        outlooks,
        newImages,
        ranks,
        targets,
        verdict,
        timeWarnings,
        tuning,
        chance);
  }

  private static OptimizerSummary summarize(Run run, String label, TimeGroups groups) {
    List<PlannedTrial> planned = run.planned(label);
    Optional<String> reason =
        run.trials(label).values().stream()
            .filter(trial -> !trial.settled())
            .flatMap(trial -> trial.reason().stream())
            .findFirst();
    return OptimizerSummary.of(
        label, planned.get(0).optimizer(), planned.size(), SeedRun.of(run, label), reason, groups);
  }
}
