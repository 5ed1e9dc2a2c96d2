package optbench.run;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import optbench.engine.TrialListener;
import optbench.plan.Trial;
import optbench.result.Circumstances;
import optbench.store.TrialEvent;

/**
 * Passes on what somebody who trains on our behalf tells of a group.
 *
 * @param who tells it, as in "its JVM"
 * @param known of the circumstances here, beside what is told
 */
record EventRelay(
    List<Trial> group, TrialListener listener, String who, UnaryOperator<Circumstances> known)
    implements Consumer<TrialEvent> {
  EventRelay {
    group = List.copyOf(group);
  }

  /**
   * Tells the listener.
   *
   * @throws ChildFault if it is about another trial
   */
  @Override
  public void accept(TrialEvent event) {
    Trial of =
        group.stream()
            .filter(trial -> trial.id().equals(event.id()))
            .findFirst()
            .orElseThrow(
                () ->
                    new ChildFault(who + " told of a trial that it was not given: " + event.id()));
    event.tell(
        new TrialEvent.Listener() {
          @Override
          public void placed(TrialEvent.Placed e) {
            listener.placed(of, e.environment());
          }

          @Override
          public void started(TrialEvent.Started e) {
            listener.started(of, e.totalSteps());
          }

          @Override
          public void progressed(TrialEvent.Progressed e) {
            listener.progressed(of, e.epoch(), e.steps(), e.loss());
          }

          @Override
          public void epochFinished(TrialEvent.EpochFinished e) {
            listener.epochFinished(of, e.metrics());
          }

          @Override
          public void finished(TrialEvent.Finished e) {
            listener.finished(of, e.result().withLabel(of.label()).under(known));
          }
        });
  }
}
