package optbench.peer;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import optbench.data.Dataset;
import optbench.engine.Engine;
import optbench.engine.Tasks;
import optbench.optimizer.Optimizers;
import optbench.plan.Trial;
import optbench.result.TimeSplit.Measured;
import optbench.result.TrialResult;
import optbench.spec.NetworkSpec;
import optbench.spec.OptimizerSpec;
import optbench.spec.Profile;
import optbench.spec.Techniques;

/**
 * An engine, by the clock that its trials are reported with. Trials that it trains together differ
 * in their learning rates, by a hundredth from one to the next.
 */
record EngineContender(Engine engine, int trials, Dataset data) implements Contender {
  private static final long SEED = 1;
  private static final String LEARNING_RATE = "learning_rate";

  @Override
  public String name() {
    return engine.id();
  }

  @Override
  public Round train(Work work) {
    Dataset taken = data.withTraining(data.training().first(work.samples()));
    List<TrialResult> results = Tasks.run(engine, planned(work, taken), taken);
    double seconds = 0;
    double loss = 0;
    for (TrialResult result : results) {
      Measured measured = result.time().orElseThrow().measured();
      if (measured.steps() != work.steps()) {
        throw new IllegalStateException(
            "steps must be " + work.steps() + " but were " + measured.steps() + ": " + result);
      }
      seconds += measured.trainSeconds();
      loss += result.epochs().get(0).trainLoss().orElseThrow();
    }
    return new Round(seconds * 1e3 / work.steps() / trials, loss / trials);
  }

  private List<Trial> planned(Work work, Dataset taken) {
    double rate =
        Optimizers.builtIn()
            .resolve(OptimizerSpec.of(work.optimizer()), Profile.KERAS)
            .values()
            .get(LEARNING_RATE);
    List<OptimizerSpec> optimizers =
        IntStream.range(0, trials)
            .mapToObj(k -> optimizer(work.optimizer(), rate * (1 + 0.01 * k)))
            .toList();
    NetworkSpec network = new NetworkSpec.Preset(work.network());
    return Tasks.trials(optimizers, 1, work.batchSize(), taken, SEED, network);
  }

  private static OptimizerSpec optimizer(String id, double rate) {
    return new OptimizerSpec(
        id,
        Optional.of(id + " " + rate),
        Optional.empty(),
        Optional.empty(),
        Map.of(LEARNING_RATE, rate),
        Techniques.NONE);
  }
}
