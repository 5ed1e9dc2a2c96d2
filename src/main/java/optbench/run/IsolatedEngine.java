package optbench.run;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import optbench.data.Dataset;
import optbench.engine.Engine;
import optbench.engine.TrialListener;
import optbench.machine.MachineException;
import optbench.machine.ScratchFolder;
import optbench.plan.Trial;
import optbench.result.Circumstances;
import optbench.store.TrialEvent;

/**
 * Has another engine train each group in a process of its own: the same trials with the same
 * metrics, while their times depend on no trial before them.
 */
public final class IsolatedEngine implements Engine {
  private final Engine engine;
  private final ChildCommand command;
  private final int threads;

  /**
   * @param engine what the processes train with
   * @param threads OpenMP threads of the native code, in each of them
   */
  public IsolatedEngine(Engine engine, ChildCommand command, int threads) {
    this.engine = engine;
    this.command = command;
    this.threads = threads;
  }

  @Override
  public String id() {
    return engine.id();
  }

  @Override
  public Optional<String> unsupported(Trial trial) {
    return engine.unsupported(trial);
  }

  @Override
  public boolean runsOn(String device) {
    return engine.runsOn(device);
  }

  @Override
  public long samplesKept(Trial trial) {
    return engine.samplesKept(trial);
  }

  @Override
  public List<List<Trial>> groups(List<Trial> trials) {
    return engine.groups(trials);
  }

  @Override
  public void run(List<Trial> group, Dataset data, TrialListener listener) {
    try (ScratchFolder scratch = ScratchFolder.make();
        Child child = Child.start(command.of(scratch.path("trial.json"), group), threads)) {
      child.awaitEnd(event -> event.tell(new Relay(trial(group, event), listener)));
    } catch (IOException | MachineException e) {
      throw new ChildFault("cannot start a JVM for it: " + e.getMessage());
    }
  }

  private static Trial trial(List<Trial> group, TrialEvent event) {
    return group.stream()
        .filter(trial -> trial.id().equals(event.id()))
        .findFirst()
        .orElseThrow(
            () -> new ChildFault("its JVM told of a trial that it was not given: " + event.id()));
  }

  /** Passes on what the process tells of a trial. */
  private record Relay(Trial trial, TrialListener listener) implements TrialEvent.Listener {
    @Override
    public void started(TrialEvent.Started event) {
      listener.started(trial, event.totalSteps());
    }

    @Override
    public void progressed(TrialEvent.Progressed event) {
      listener.progressed(trial, event.epoch(), event.steps(), event.loss());
    }

    @Override
    public void epochFinished(TrialEvent.EpochFinished event) {
      listener.epochFinished(trial, event.metrics());
    }

    @Override
    public void finished(TrialEvent.Finished event) {
      listener.finished(trial, event.result().withLabel(trial.label()).under(Circumstances::alone));
    }
  }
}
