package optbench.engine.dl4j;

import java.util.List;
import java.util.Optional;
import optbench.data.Dataset;
import optbench.engine.Buildable;
import optbench.engine.Engine;
import optbench.engine.Placement;
import optbench.engine.TrialListener;
import optbench.optimizer.LineSearchOptimizer;
import optbench.plan.Trial;

/**
 * Trains one trial after another with a {@link org.deeplearning4j.nn.multilayer.MultiLayerNetwork}:
 * the reference.
 */
public final class Dl4jEngine implements Engine {
  private final Optional<Placement> placement;

  /** On whatever ND4J's backend computes on. */
  public Dl4jEngine() {
    this(Optional.empty());
  }

  /** For tests: what is done on a GPU can be done on a CPU, too, if slowly. */
  Dl4jEngine(Placement placement) {
    this(Optional.of(placement));
  }

  private Dl4jEngine(Optional<Placement> placement) {
    this.placement = placement;
  }

  @Override
  public String id() {
    return "dl4j";
  }

  /** Where ND4J has a backend. */
  @Override
  public boolean runsOn(String device) {
    return device.equals("cpu") || device.equals("cuda");
  }

  @Override
  public Optional<String> unsupported(Trial trial) {
    boolean onGpu = !trial.settings().device().equals("cpu");
    if (onGpu && trial.optimizer().optimizer() instanceof LineSearchOptimizer) {
      return Optional.of(
          trial.optimizer().id()
              + " searches along lines in the host's memory: train it with device: cpu");
    }
    return Buildable.obstacle(id(), trial.network(), new Dl4jLayers());
  }

  @Override
  public void run(List<Trial> batch, Dataset data, TrialListener listener) {
    Placement where = placement.orElseGet(Placement::ofBackend);
    for (Trial trial : batch) {
      // What an earlier trial left is cleared now, and not on this one's clock; native memory goes
      // with it.
      System.gc();
      listener.finished(trial, new Dl4jTraining(trial, data, listener, where).run());
    }
  }
}
