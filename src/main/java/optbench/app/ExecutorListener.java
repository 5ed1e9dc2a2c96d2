package optbench.app;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Consumer;
import optbench.engine.EnvironmentProbe;
import optbench.engine.Failure;
import optbench.engine.TrialListener;
import optbench.plan.Trial;
import optbench.result.Environment;
import optbench.result.EpochMetrics;
import optbench.result.TrialResult;
import optbench.store.TrialEvent;

/** Tells of a group that is trained here, with the circumstances that are known here alone. */
final class ExecutorListener implements TrialListener {
  private final List<Trial> group;
  private final Environment here;
  private final int attempt;
  private final TrialEvents events;
  private final Map<String, OptionalDouble> loads = new HashMap<>();
  private final Set<String> finished = new HashSet<>();

  /**
   * @param attempt at the group: with the second one, an executor was lost
   */
  ExecutorListener(List<Trial> group, Environment here, int attempt, Consumer<String> lines) {
    this.group = group;
    this.here = here;
    this.attempt = attempt;
    this.events = new TrialEvents(event -> lines.accept(event.line()));
    group.forEach(trial -> lines.accept(new TrialEvent.Placed(trial.id(), here).line()));
  }

  @Override
  public void started(Trial trial, long totalSteps) {
    loads.put(trial.id(), EnvironmentProbe.loadAverage());
    events.started(trial, totalSteps);
  }

  @Override
  public void progressed(Trial trial, int epoch, long steps, double loss) {
    events.progressed(trial, epoch, steps, loss);
  }

  @Override
  public void epochFinished(Trial trial, EpochMetrics metrics) {
    events.epochFinished(trial, metrics);
  }

  @Override
  public void finished(Trial trial, TrialResult result) {
    finished.add(trial.id());
    OptionalDouble before = loads.getOrDefault(trial.id(), OptionalDouble.empty());
    events.finished(
        trial,
        noting(result)
            .in(here.id())
            .under(c -> c.withLoad(before, EnvironmentProbe.loadAverage())));
  }

  /** It is the same result at every attempt; but what happened is not hushed up. */
  private TrialResult noting(TrialResult result) {
    return attempt > 1 && result.reason().isEmpty()
        ? result.noting("attempt " + attempt + ": executors were lost, or failed, before it")
        : result;
  }

  /** What broke the group harms those of its trials alone that had not finished. */
  void failed(Throwable thrown) {
    for (Trial trial : group) {
      if (!finished.contains(trial.id())) {
        finished(trial, Failure.of(trial, thrown));
      }
    }
  }
}
