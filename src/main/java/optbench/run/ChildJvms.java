package optbench.run;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import optbench.data.Dataset;
import optbench.engine.Engine;
import optbench.engine.EngineRegistry;
import optbench.engine.TrialListener;
import optbench.machine.MachineException;
import optbench.machine.ScratchFolder;
import optbench.plan.Trial;
import optbench.result.Circumstances;
import optbench.result.Environment;

/**
 * Trains each group in a process of its own: the same trials with the same metrics, while their
 * times depend on no trial before them.
 */
public final class ChildJvms implements TrainingSite {
  private final MemoryCheck memory;
  private final ChildCommand command;
  private final int threads;

  /**
   * @param jobs how many of them may train at once
   * @param threads OpenMP threads of the native code, in each of them
   */
  public ChildJvms(Jobs jobs, ChildCommand command, int threads) {
    this.memory = MemoryCheck.ofThisMachine(jobs);
    this.command = command;
    this.threads = threads;
  }

  @Override
  public int atOnce(List<Long> groupBytes, Environment here) {
    return memory.atOnce(groupBytes, here);
  }

  @Override
  public Optional<String> shortage(
      List<Trial> trials, Dataset data, EngineRegistry engines, Environment here) {
    return memory.shortage(trials, data, engines, here);
  }

  @Override
  public void train(Engine engine, List<Trial> group, Dataset data, TrialListener listener) {
    try (ScratchFolder scratch = ScratchFolder.make();
        Child child = Child.start(command.of(scratch.path("trial.json"), group), threads)) {
      child.awaitEnd(new EventRelay(group, listener, "its JVM", Circumstances::alone));
    } catch (IOException | MachineException e) {
      throw new ChildFault("cannot start a JVM for it: " + e.getMessage());
    }
  }
}
