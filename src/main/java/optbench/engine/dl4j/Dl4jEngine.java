package optbench.engine.dl4j;

import java.util.List;
import java.util.Optional;
import optbench.data.Dataset;
import optbench.engine.Buildable;
import optbench.engine.Engine;
import optbench.engine.InputShape;
import optbench.engine.Placement;
import optbench.engine.SampleMemory;
import optbench.engine.TrialListener;
import optbench.optimizer.LineSearchOptimizer;
import optbench.plan.Trial;
import optbench.spec.LayerSpec;

/**
 * Trains one trial after another with a {@link org.deeplearning4j.nn.multilayer.MultiLayerNetwork}:
 * the reference.
 */
public final class Dl4jEngine implements Engine {
  /** For the values of all layers of as many samples as are computed at once. */
  private static final long ROOM = 1L << 30;

  private final Optional<Placement> placement;
  private final long room;

  /** On whatever ND4J's backend computes on. */
  public Dl4jEngine() {
    this(Optional.empty(), ROOM);
  }

  /** For tests: what is done on a GPU can be done on a CPU, too, if slowly. */
  Dl4jEngine(Placement placement) {
    this(Optional.of(placement), ROOM);
  }

  /**
   * For tests.
   *
   * @param room in bytes
   */
  Dl4jEngine(long room) {
    this(Optional.empty(), room);
  }

  private Dl4jEngine(Optional<Placement> placement, long room) {
    this.placement = placement;
    this.room = room;
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
    return Buildable.obstacle(
        onGpu ? id() + " on CUDA" : id(), trial.network(), new Dl4jLayers(onGpu));
  }

  @Override
  public long samplesKept(Trial trial, Dataset data) {
    SampleMemory sample = SampleMemory.of(trial.network(), InputShape.of(data));
    // An evaluation lets go of a layer as soon as the next one is there.
    long evaluated = EVALUATION_BATCH * sample.largestBytes() / sample.bytes();
    return Math.max(evaluated, samplesAtOnce(trial, data));
  }

  /**
   * Of how many samples of a batch the gradient is computed at once: it decides the last digits of
   * results, and so depends on nothing but the trial.
   */
  private int samplesAtOnce(Trial trial, Dataset data) {
    int batch = trial.settings().samplesAStep();
    if (trial.network().layers().stream().anyMatch(LayerSpec::seesWholeBatch)) {
      return batch;
    }
    long fit = room / SampleMemory.of(trial.network(), InputShape.of(data)).bytes();
    return (int) Math.max(1, Math.min(batch, fit));
  }

  @Override
  public void run(List<Trial> batch, Dataset data, TrialListener listener) {
    Placement where = placement.orElseGet(Placement::ofBackend);
    for (Trial trial : batch) {
      // What an earlier trial left is cleared now, and not on this one's clock; native memory goes
      // with it.
      System.gc();
      listener.finished(trial, training(trial, data, listener, where).run());
    }
  }

  private Dl4jTraining training(
      Trial trial, Dataset data, TrialListener listener, Placement where) {
    return new Dl4jTraining(trial, data, listener, where, samplesAtOnce(trial, data));
  }
}
