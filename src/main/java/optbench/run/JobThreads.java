package optbench.run;

import java.util.List;
import java.util.Optional;
import optbench.data.Dataset;
import optbench.engine.Engine;
import optbench.engine.EngineRegistry;
import optbench.engine.TrialListener;
import optbench.plan.Trial;
import optbench.result.Environment;

/** Trains in this JVM, each group on the thread that asks for it. */
public final class JobThreads implements TrainingSite {
  private final MemoryCheck memory;

  /**
   * @param jobs how many groups may be trained at once
   */
  public JobThreads(Jobs jobs) {
    this.memory = MemoryCheck.ofThisMachine(jobs);
  }

  /**
   * What of these trials does not fit into the memory that can be had now, even one after another.
   *
   * @param data whose shape alone matters
   */
  public static Optional<String> shortage(
      List<Trial> trials, Dataset data, EngineRegistry engines) {
    return MemoryCheck.ofThisMachine(Jobs.ONE).shortageOneByOne(trials, data, engines);
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
    engine.run(group, data, listener);
  }
}
