package optbench.app;

import java.util.function.Consumer;
import optbench.engine.TrialListener;
import optbench.plan.Trial;
import optbench.result.EpochMetrics;
import optbench.result.TrialResult;
import optbench.store.TrialEvent;

/** Makes events of what it is told, for whoever is not in this JVM. */
record TrialEvents(Consumer<TrialEvent> to) implements TrialListener {
  @Override
  public void started(Trial trial, long totalSteps) {
    to.accept(new TrialEvent.Started(trial.id(), totalSteps));
  }

  @Override
  public void progressed(Trial trial, int epoch, long steps, double loss) {
    to.accept(new TrialEvent.Progressed(trial.id(), epoch, steps, loss));
  }

  @Override
  public void epochFinished(Trial trial, EpochMetrics metrics) {
    to.accept(new TrialEvent.EpochFinished(trial.id(), metrics));
  }

  @Override
  public void finished(Trial trial, TrialResult result) {
    to.accept(new TrialEvent.Finished(result));
  }
}
