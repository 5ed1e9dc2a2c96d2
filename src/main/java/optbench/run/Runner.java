package optbench.run;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import optbench.data.Dataset;
import optbench.engine.Engine;
import optbench.engine.TrialListener;
import optbench.plan.Plan;
import optbench.plan.Trial;
import optbench.result.Environment;
import optbench.result.EpochMetrics;
import optbench.result.Outcome;
import optbench.result.RunRecord;
import optbench.result.TrialResult;
import optbench.store.RunStore;
import optbench.store.StoreException;

/** Trains what a results folder does not hold yet, and saves each trial as soon as it is over. */
public final class Runner {
  /** Shuffles the order of the trials; recorded with the run. */
  private static final long ORDER_SEED = 1;

  private final Engine engine;
  private final RunStore store;
  private final Progress progress;
  private final Clock clock;

  /**
   * @param store open, and so known to be writable
   */
  public Runner(Engine engine, RunStore store, Progress progress, Clock clock) {
    this.engine = engine;
    this.store = store;
    this.progress = progress;
    this.clock = clock;
  }

  /**
   * Carries out the plan.
   *
   * @param specTree the spec as it is to be recorded
   * @return the run and all its trials, those that were there already among them
   */
  public FinishedRun run(Plan plan, Object specTree, Dataset data, Environment environment) {
    List<Trial> order = TrialOrder.of(plan.trials(), ORDER_SEED);
    RunRecord run = record(plan, specTree, data, environment, order);
    store.writeRun(run);
    Map<String, TrialResult> settled =
        store.trials().byId().values().stream()
            .filter(TrialResult::settled)
            .collect(Collectors.toMap(TrialResult::id, r -> r));
    List<Trial> missing = order.stream().filter(t -> !settled.containsKey(t.id())).toList();
    List<TrialResult> fresh = train(missing, data, environment.threads());
    List<TrialResult> results = new ArrayList<>(fresh);
    for (Trial trial : plan.trials()) {
      Optional.ofNullable(settled.get(trial.id()))
          .map(r -> r.withLabel(trial.label()))
          .ifPresent(results::add);
    }
    return new FinishedRun(run, results, plan.trials().size() - missing.size());
  }

  private List<TrialResult> train(List<Trial> trials, Dataset data, int threads) {
    Recorder recorder = new Recorder();
    progress.begin(trials.size(), trials.stream().mapToLong(t -> steps(t)).sum());
    for (Trial trial : trials) {
      Optional<String> reason = engine.unsupported(trial);
      if (reason.isPresent()) {
        recorder.finished(trial, unfinished(trial, Outcome.SKIPPED, reason.get(), threads));
        continue;
      }
      try {
        engine.run(List.of(trial), data, recorder);
      } catch (StoreException e) {
        throw e;
      } catch (RuntimeException
          | OutOfMemoryError
          | StackOverflowError
          | AssertionError
          | LinkageError e) {
        recorder.finished(trial, unfinished(trial, Outcome.FAILED, reason(e), threads));
      }
    }
    return recorder.results;
  }

  private static String reason(Throwable e) {
    return e instanceof OutOfMemoryError
        ? "out of memory ("
            + e.getMessage()
            + "): give Java more, as in OPTBENCH_JAVA_OPTS=-Xmx8g, or take a smaller network"
        : e.toString();
  }

  private static long steps(Trial trial) {
    int batchSize = trial.settings().batchSize();
    return (long) trial.settings().epochs()
        * ((trial.settings().trainingSamples() + batchSize - 1) / batchSize);
  }

  private TrialResult unfinished(Trial trial, Outcome outcome, String reason, int threads) {
    return new TrialResult(
        trial.id(),
        trial.label(),
        trial.settings(),
        outcome,
        List.of(),
        Optional.empty(),
        0,
        "",
        OptionalLong.empty(),
        Optional.of(reason),
        threads,
        clock.instant());
  }

  private RunRecord record(
      Plan plan, Object specTree, Dataset data, Environment environment, List<Trial> order) {
    return new RunRecord(
        RunRecord.FORMAT_VERSION,
        plan.spec().name(),
        specTree,
        data.name(),
        data.notice().map(Dataset.Notice::text).orElse(""),
        environment,
        clock.instant(),
        ORDER_SEED,
        order.stream().map(Trial::id).toList(),
        plan.trials().stream()
            .map(
                t ->
                    new RunRecord.PlannedTrial(
                        t.id(), t.label(), t.settings().optimizer(), t.settings().seed()))
            .toList());
  }

  /** Saves first, then tells the progress: what a person has seen is on the disk. */
  private final class Recorder implements TrialListener {
    private final List<TrialResult> results = new ArrayList<>();

    @Override
    public void started(Trial trial, long totalSteps) {
      progress.started(trial, totalSteps);
    }

    @Override
    public void progressed(Trial trial, int epoch, long steps, double loss) {
      progress.progressed(trial, epoch, steps, loss);
    }

    @Override
    public void epochFinished(Trial trial, EpochMetrics metrics) {
      progress.epochFinished(trial, metrics);
    }

    @Override
    public void finished(Trial trial, TrialResult result) {
      store.writeTrial(result);
      results.add(result);
      progress.finished(trial, result);
    }
  }
}
