package optbench.run;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import optbench.data.Dataset;
import optbench.data.Samples;
import optbench.engine.EngineRegistry;
import optbench.engine.Failure;
import optbench.engine.InputShape;
import optbench.engine.OutOfMemoryException;
import optbench.plan.Plan;
import optbench.plan.Trial;
import optbench.result.Environment;
import optbench.result.Outcome;
import optbench.result.RecordedSpec;
import optbench.result.Run;
import optbench.result.RunRecord;
import optbench.result.TestSet;
import optbench.result.TrialResult;
import optbench.spec.ExperimentSpec;
import optbench.spec.UntilDecided;
import optbench.store.RunFiles;
import optbench.store.RunStore;

/** Trains what a results folder does not hold yet, and saves each trial as soon as it is over. */
public final class Runner {
  /** Shuffles the order of the trials; recorded with the run. */
  private static final long ORDER_SEED = 1;

  private final EngineRegistry engines;
  private final TrainingSite site;
  private final RunStore store;
  private final Progress progress;
  private final Clock clock;
  private final Timekeeping timekeeping;

  /**
   * @param engines all that trials may name
   * @param site where they train
   * @param store open, and so known to be writable
   */
  public Runner(
      EngineRegistry engines,
      TrainingSite site,
      RunStore store,
      Progress progress,
      Clock clock,
      Timekeeping timekeeping) {
    this.engines = engines;
    this.site = site;
    this.store = store;
    this.progress = progress;
    this.clock = clock;
    this.timekeeping = timekeeping;
  }

  /**
   * Carries out the plan.
   *
   * @param recorded the same spec as it is to be recorded
   * @return the run and all its trials, those that were there already among them
   */
  public FinishedRun run(Plan plan, RecordedSpec recorded, Dataset data, Environment environment) {
    RunRecord run = record(plan.spec(), recorded, data, environment).part(plan.shard());
    return run(RunStage.TRAINING, withTrials(plan.trials(), run), plan.trials(), data, environment);
  }

  /** Writes down what is to be run, and trains those of these trials that are not there yet. */
  FinishedRun run(
      RunStage stage,
      RunRecord planned,
      List<Trial> trials,
      Dataset data,
      Environment environment) {
    Map<String, TrialResult> settled = store.trials().settled();
    RunRecord run =
        RunFiles.recorded(store.folder())
            .map(earlier -> planned.after(earlier, settled.values()))
            .orElse(planned);
    List<Trial> runs = order(trials).stream().filter(t -> !settled.containsKey(t.id())).toList();
    List<Trial> missing = runs.stream().distinct().toList();
    site.shortage(missing, data, engines, environment)
        .ifPresent(
            shortage -> {
              throw new OutOfMemoryException(shortage);
            });
    // Weights that are not there are known before any work.
    missing.forEach(t -> t.network().start().ifPresent(s -> s.weights(InputShape.of(data))));
    store.writeRun(run);
    Recorder recorder = train(stage, run, runs, missing, data, environment);
    List<TrialResult> results = new ArrayList<>(recorder.results(missing));
    trials.stream().map(t -> settled.get(t.id())).filter(Objects::nonNull).forEach(results::add);
    return new FinishedRun(
        new Run(recorder.run(), results), trials.size() - missing.size(), recorder.displayFault());
  }

  /**
   * @param runs the trials in the order in which they are to run, as often as each is repeated
   */
  private Recorder train(
      RunStage stage,
      RunRecord run,
      List<Trial> runs,
      List<Trial> trials,
      Dataset data,
      Environment environment) {
    Predicate<Trial> supported = trial -> unsupported(trial).isEmpty();
    List<TrialGroup> groups = TrialGroup.of(trials.stream().filter(supported).toList(), engines);
    int atOnce = site.atOnce(groups.stream().map(group -> group.bytes(data)).toList(), environment);
    Recorder recorder = new Recorder(store, progress, atOnce, run, environment, timekeeping);
    TrainingPermit permit = groups.isEmpty() ? () -> {} : timekeeping.permit().get();
    try {
      recorder.begin(
          stage, runs.size(), runs.stream().mapToLong(t -> t.settings().totalSteps()).sum());
      int threads = environment.execution().threads();
      skip(runs, recorder, threads);
      List<Runnable> tasks =
          inTurn(groups, runs).stream()
              .<Runnable>map(group -> () -> train(group, data, recorder, threads))
              .toList();
      SideBySide.run(tasks, atOnce, recorder::stop);
    } finally {
      permit.close();
    }
    return recorder;
  }

  private void skip(List<Trial> runs, Recorder recorder, int threads) {
    for (Trial trial : runs) {
      Optional<String> reason = unsupported(trial);
      if (reason.isPresent() && recorder.find(trial).isPresent()) {
        recorder.passed(trial);
      } else if (reason.isPresent()) {
        recorder.finished(trial, unfinished(trial, Outcome.SKIPPED, reason.get(), threads));
      }
    }
  }

  /** Each group as often as its first trial is to run, and then. */
  private static List<TrialGroup> inTurn(List<TrialGroup> groups, List<Trial> runs) {
    Map<String, TrialGroup> byFirst =
        groups.stream().collect(Collectors.toMap(g -> g.trials().get(0).id(), g -> g));
    return runs.stream().map(t -> byFirst.get(t.id())).filter(Objects::nonNull).toList();
  }

  private Optional<String> unsupported(Trial trial) {
    return engines.get(trial.settings().engine()).unsupported(trial);
  }

  /** What breaks a group harms those of its trials alone that had not finished. */
  private void train(TrialGroup group, Dataset data, Recorder recorder, int threads) {
    List<Trial> trials = new ArrayList<>();
    for (Trial trial : group.trials()) {
      if (recorder.find(trial).isPresent()) {
        recorder.passed(trial);
      } else {
        trials.add(trial);
      }
    }
    if (trials.isEmpty()) {
      return;
    }
    OneRun run = new OneRun(recorder);
    String reason = "engine " + group.engine().id() + " ended without a result for it";
    try {
      site.train(group.engine(), trials, data, run);
    } catch (ClusterException e) {
      recorder.stop(e);
      throw e;
    } catch (Throwable e) {
      // Plug-ins may throw anything, also what Java would make them declare.
      recorder.requireGoing();
      reason = reason(e);
    }
    for (Trial trial : run.unfinished(trials)) {
      recorder.finished(trial, unfinished(trial, Outcome.FAILED, reason, threads));
    }
  }

  private static String reason(Throwable e) {
    return e instanceof ChildFault ? e.getMessage() : Failure.reason(e);
  }

  private TrialResult unfinished(Trial trial, Outcome outcome, String reason, int threads) {
    return TrialResult.unfinished(
        trial.id(), trial.label(), trial.settings(), outcome, reason, threads, clock.instant());
  }

  /** What is written down of a run before its trials are known. */
  RunRecord record(
      ExperimentSpec spec, RecordedSpec recorded, Dataset data, Environment environment) {
    RunRecord run =
        RunRecord.of(
            new RunRecord.About(
                spec.name(),
                recorded,
                data.name(),
                data.notice().map(Dataset.Notice::text).orElse("")),
            new RunRecord.Start(environment, clock.instant()),
            ORDER_SEED,
            new RunRecord.Reporting(
                spec.execution().timing().reported(),
                spec.analysis().report().targets(),
                spec.analysis().report().equivalenceMargin(),
                spec.training().seeds().until().map(UntilDecided::looks)));
    Samples test = data.test();
    return test.size() == 0 ? run : run.on(new TestSet(test.size(), test.mostOfAClass()));
  }

  /** The same with the trials that the results are made of. */
  RunRecord withTrials(List<Trial> trials, RunRecord run) {
    return withTrials(trials, trials, run);
  }

  /**
   * The same where more trials follow those that it has.
   *
   * @param next that follow
   * @param all of the run, in the order of the spec
   */
  RunRecord withTrials(List<Trial> next, List<Trial> all, RunRecord run) {
    return run.followedBy(
        ids(next),
        all.stream()
            .map(
                t ->
                    new RunRecord.PlannedTrial(
                        t.id(), t.label(), t.settings().optimizer(), t.settings().seed()))
            .toList());
  }

  /** In the order in which they are to run, as often as each is repeated. */
  List<String> ids(List<Trial> trials) {
    return order(trials).stream().map(Trial::id).toList();
  }

  private List<Trial> order(List<Trial> trials) {
    return TrialOrder.of(trials, ORDER_SEED, timekeeping.repeats());
  }
}
