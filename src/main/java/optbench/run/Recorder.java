package optbench.run;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import optbench.engine.TrialListener;
import optbench.plan.Trial;
import optbench.result.Environment;
import optbench.result.EpochMetrics;
import optbench.result.RunRecord;
import optbench.result.TrialResult;
import optbench.store.RunStore;
import optbench.store.StoreException;

/**
 * Saves first, then tells the progress: what a person has seen is on the disk. Engines call it from
 * several threads; the progress is called from one at a time. A progress display that breaks is
 * told nothing more, and harms no trial.
 */
final class Recorder implements TrialListener {
  private static final long NANOS_BETWEEN_LOOKS = TimeUnit.SECONDS.toNanos(1);

  private final RunStore store;
  private final Progress progress;
  private final int jobs;
  private final Environment here;
  private final Repeats repeats;
  private final Supplier<OptionalDouble> load;
  private final Map<String, OptionalDouble> loadAtStart = new HashMap<>();
  private final Map<String, TrialResult> results = new HashMap<>();
  private RunRecord run;
  private long nextLook = System.nanoTime();
  private RuntimeException displayFault;
  private Throwable stop;

  /**
   * @param jobs how many groups run side by side, for the times that are saved
   * @param run that the store has on record
   * @param here what trials are trained in, unless they are placed elsewhere; the run has it
   */
  Recorder(
      RunStore store,
      Progress progress,
      int jobs,
      RunRecord run,
      Environment here,
      Timekeeping timekeeping) {
    this.store = store;
    this.progress = progress;
    this.jobs = jobs;
    this.run = run;
    this.here = here;
    this.repeats = new Repeats(timekeeping.repeats());
    this.load = timekeeping.load();
  }

  void begin(RunStage stage, int runs, long steps) {
    tell(p -> p.stage(stage));
    tell(p -> p.begin(runs, steps));
  }

  /** A run of a trial that need not be trained: what is known of the trial already stands. */
  void passed(Trial trial) {
    tell(p -> p.passed(trial));
  }

  /** Puts the environment on record, before the trial that names it. */
  @Override
  public void placed(Trial trial, Environment environment) {
    requireFolder();
    synchronized (this) {
      if (!run.environments().containsKey(environment.id())) {
        run = run.among(environment);
        store.writeRun(run);
      }
    }
  }

  @Override
  public void started(Trial trial, long totalSteps) {
    requireFolder();
    clearInterrupt();
    synchronized (this) {
      loadAtStart.put(trial.id(), load.get());
    }
    tell(p -> p.started(trial, totalSteps));
  }

  @Override
  public void progressed(Trial trial, int epoch, long steps, double loss) {
    requireFolderNowAndThen();
    tell(p -> p.progressed(trial, epoch, steps, loss));
  }

  @Override
  public void epochFinished(Trial trial, EpochMetrics metrics) {
    requireFolder();
    tell(p -> p.epochFinished(trial, metrics));
  }

  /**
   * Takes the result of a run, and saves that of the trial after its last run; not under the lock,
   * for disks may be slow. One that names its environment already was trained elsewhere, where the
   * circumstances were known.
   *
   * @throws StoreException if the disk will not have it: the run cannot go on
   */
  @Override
  public void finished(Trial trial, TrialResult result) {
    clearInterrupt();
    TrialResult marked =
        result.environment().isPresent()
            ? result
            : result
                .amongJobs(jobs)
                .in(here.id())
                .under(c -> c.withLoad(before(trial), load.get()));
    repeats.add(marked).ifPresentOrElse(whole -> save(trial, whole), () -> passed(trial));
  }

  /** A thread that a plug-in left interrupted could read and write no file. Nobody else does so. */
  private static void clearInterrupt() {
    Thread.interrupted();
  }

  private void save(Trial trial, TrialResult result) {
    try {
      store.writeTrial(result);
    } catch (StoreException e) {
      stop(e);
      throw e;
    }
    synchronized (this) {
      results.put(trial.id(), result);
    }
    tell(p -> p.finished(trial, result));
  }

  /** Hours of training are in vain once the folder is gone: that is to be found out soon. */
  private void requireFolder() {
    try {
      store.requireKept();
    } catch (StoreException e) {
      stop(e);
    }
  }

  private void requireFolderNowAndThen() {
    synchronized (this) {
      long now = System.nanoTime();
      if (now - nextLook < 0) {
        return;
      }
      nextLook = now + NANOS_BETWEEN_LOOKS;
    }
    requireFolder();
  }

  private synchronized OptionalDouble before(Trial trial) {
    return loadAtStart.getOrDefault(trial.id(), OptionalDouble.empty());
  }

  /** From now on every call but {@link #finished} ends the training that it comes from. */
  synchronized void stop(Throwable cause) {
    if (stop == null) {
      stop = cause;
    }
  }

  /** Throws what stopped the run, if anything did; engines may have put it into another fault. */
  synchronized void requireGoing() {
    if (stop instanceof StoreException fault) {
      throw fault;
    }
    if (stop != null) {
      throw new CancellationException("stopped: " + stop);
    }
  }

  synchronized Optional<TrialResult> find(Trial trial) {
    return Optional.ofNullable(results.get(trial.id()));
  }

  /** The run as it is on record by now. */
  synchronized RunRecord run() {
    return run;
  }

  /** Those that there are, in the order of the trials. */
  List<TrialResult> results(List<Trial> trials) {
    return trials.stream().flatMap(trial -> find(trial).stream()).toList();
  }

  /** Why the progress was told no more, if it broke. */
  synchronized Optional<String> displayFault() {
    return Optional.ofNullable(displayFault).map(RuntimeException::toString);
  }

  private synchronized void tell(Consumer<Progress> event) {
    requireGoing();
    if (displayFault != null) {
      return;
    }
    try {
      event.accept(progress);
    } catch (RuntimeException e) {
      displayFault = e;
    }
  }
}
