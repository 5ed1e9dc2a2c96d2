package optbench.run;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import optbench.engine.TrialListener;
import optbench.plan.Trial;
import optbench.result.EpochMetrics;
import optbench.result.TrialResult;
import optbench.store.RunStore;
import optbench.store.StoreException;

/**
 * Saves first, then tells the progress: what a person has seen is on the disk. Engines call it from
 * several threads; the progress is called from one at a time. A progress display that breaks is
 * told nothing more, and harms no trial.
 */
final class Recorder implements TrialListener {
  private final RunStore store;
  private final Progress progress;
  private final int jobs;
  private final Map<String, TrialResult> results = new HashMap<>();
  private RuntimeException displayFault;
  private Throwable stop;

  /**
   * @param jobs how many groups run side by side, for the times that are saved
   */
  Recorder(RunStore store, Progress progress, int jobs) {
    this.store = store;
    this.progress = progress;
    this.jobs = jobs;
  }

  void begin(Stage stage, int trials, long steps) {
    tell(p -> p.stage(stage));
    tell(p -> p.begin(trials, steps));
  }

  @Override
  public void started(Trial trial, long totalSteps) {
    tell(p -> p.started(trial, totalSteps));
  }

  @Override
  public void progressed(Trial trial, int epoch, long steps, double loss) {
    tell(p -> p.progressed(trial, epoch, steps, loss));
  }

  @Override
  public void epochFinished(Trial trial, EpochMetrics metrics) {
    tell(p -> p.epochFinished(trial, metrics));
  }

  /**
   * Saves a result; not under the lock, for disks may be slow.
   *
   * @throws StoreException if the disk will not have it: the run cannot go on
   * @throws IllegalStateException if there is one already
   */
  @Override
  public void finished(Trial trial, TrialResult result) {
    if (find(trial).isPresent()) {
      throw new IllegalStateException("a second result for " + trial.label());
    }
    TrialResult marked = result.amongJobs(jobs);
    try {
      store.writeTrial(marked);
    } catch (StoreException e) {
      stop(e);
      throw e;
    }
    synchronized (this) {
      results.put(trial.id(), marked);
    }
    tell(p -> p.finished(trial, marked));
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
