package optbench.run;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import optbench.data.Dataset;
import optbench.plan.Plan;
import optbench.plan.Trial;
import optbench.result.Environment;
import optbench.result.RecordedSpec;
import optbench.result.RunRecord;
import optbench.result.TrialResult;
import optbench.spec.UntilDecided;
import optbench.stats.Comparison;
import optbench.stats.ExpectedTrials;
import optbench.stats.Looks;

/**
 * Runs until it is decided: each optimizer is trained with a few seeds, then those alone that are
 * still open against the best get more.
 *
 * <p>What was judged is not written down: it follows from the trials. So a run that was killed at
 * any moment goes on from the trials that it left, and comes to the same end.
 */
public final class SequentialRunner {
  private final Runner runner;
  private final Consumer<Looks> judged;

  /**
   * @param judged told after each look
   */
  public SequentialRunner(Runner runner, Consumer<Looks> judged) {
    this.runner = runner;
    this.judged = judged;
  }

  /**
   * Carries it out.
   *
   * @param plan with all trials that there may be
   * @param recorded the same spec as it is to be recorded
   * @return with the trials that were due; it ends early where one of them has no result
   */
  public FinishedRun run(Plan plan, RecordedSpec recorded, Dataset data, Environment environment) {
    RunRecord record = runner.record(plan.spec(), recorded, data, environment);
    List<Trial> due = due(plan, Map.of());
    List<Trial> all = new ArrayList<>(due);
    record = runner.withTrials(due, all, record);
    FinishedRun run = runner.run(RunStage.TRAINING, record, due, data, environment);
    while (!due.isEmpty() && run.settled()) {
      Looks looks = looks(plan, settled(run));
      judged.accept(looks);
      due = due(plan, settled(run)).stream().filter(trial -> !all.contains(trial)).toList();
      if (!due.isEmpty()) {
        all.addAll(due);
        record = runner.withTrials(due, ordered(plan, all), record);
        run = run.and(runner.run(RunStage.TRAINING, record, due, data, environment));
      }
    }
    return run;
  }

  /**
   * The trials that are to be there for the looks that were reached and for the next one, as far as
   * results tell.
   *
   * @param settled results by the ids of their trials
   */
  public static List<Trial> due(Plan plan, Map<String, TrialResult> settled) {
    List<Long> seeds = plan.spec().training().seeds().values();
    Map<String, Integer> most = new HashMap<>();
    Looks looks = looks(plan, settled);
    looks.reached().forEach(look -> look.trained().forEach(c -> most.put(c, look.seeds())));
    most.putAll(looks.wanted());
    return plan.trials().stream()
        .filter(t -> seeds.indexOf(t.settings().seed()) < most.getOrDefault(t.label(), 0))
        .toList();
  }

  /** How far results reach. */
  public static Looks looks(Plan plan, Map<String, TrialResult> settled) {
    return Comparison.looks(
        byLabel(plan, settled),
        plan.spec().training().seeds().values(),
        plan.spec().training().seeds().until().map(UntilDecided::looks).orElseThrow(),
        plan.spec().analysis().report().equivalenceMargin());
  }

  /**
   * What all of it is expected to cost, if differences are as these results say.
   *
   * @return empty if they do not say how differences vary
   */
  public static Optional<ExpectedTrials> expected(Plan plan, Map<String, TrialResult> settled) {
    return ExpectedTrials.of(
        byLabel(plan, settled),
        plan.spec().training().seeds().values(),
        plan.spec().training().seeds().until().map(UntilDecided::looks).orElseThrow(),
        plan.spec().analysis().report().equivalenceMargin());
  }

  private static Map<String, List<TrialResult>> byLabel(
      Plan plan, Map<String, TrialResult> settled) {
    Map<String, List<TrialResult>> byLabel = new LinkedHashMap<>();
    for (Trial trial : plan.trials()) {
      List<TrialResult> own = byLabel.computeIfAbsent(trial.label(), label -> new ArrayList<>());
      TrialResult result = settled.get(trial.id());
      if (result != null) {
        own.add(result);
      }
    }
    return byLabel;
  }

  private static List<Trial> ordered(Plan plan, List<Trial> some) {
    return plan.trials().stream().filter(some::contains).toList();
  }

  private static Map<String, TrialResult> settled(FinishedRun run) {
    return run.run().results().stream()
        .filter(TrialResult::settled)
        .collect(Collectors.toMap(TrialResult::id, Function.identity()));
  }
}
