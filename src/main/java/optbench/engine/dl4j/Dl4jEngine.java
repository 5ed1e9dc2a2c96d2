package optbench.engine.dl4j;

import java.util.List;
import java.util.Optional;
import optbench.data.Dataset;
import optbench.engine.Engine;
import optbench.engine.TrialListener;
import optbench.plan.Trial;

/**
 * Trains one trial after another with a {@link org.deeplearning4j.nn.multilayer.MultiLayerNetwork}:
 * the reference.
 */
public final class Dl4jEngine implements Engine {
  @Override
  public String id() {
    return "dl4j";
  }

  @Override
  public Optional<String> unsupported(Trial trial) {
    return Optional.empty();
  }

  @Override
  public void run(List<Trial> batch, Dataset data, TrialListener listener) {
    for (Trial trial : batch) {
      // What an earlier trial left is cleared now, and not on this one's clock; native memory goes
      // with it.
      System.gc();
      listener.finished(trial, new Dl4jTraining(trial, data, listener).run());
    }
  }
}
