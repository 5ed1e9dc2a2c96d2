package optbench.engine.dl4j;

import java.util.Optional;
import java.util.function.Supplier;
import optbench.engine.Placement;
import optbench.optimizer.Minimizer;
import optbench.optimizer.Optimizers;
import optbench.optimizer.Training;
import optbench.optimizer.Updater;
import optbench.plan.Trial;

/** An optimizer at work on a network, step after step. */
interface Steps {
  /** One step on a batch. */
  default Taken take(BatchBuffer batch) {
    return take(batch, () -> {});
  }

  /**
   * One step on a batch.
   *
   * @param beforeUpdate is run, outside the clock, when the gradient is there and the parameters
   *     are as they were; where gradients are computed all along the step, before the first
   */
  Taken take(BatchBuffer batch, Runnable beforeUpdate);

  /** What {@code assess} finds while the network is as the optimizer wants it evaluated. */
  <T> T evaluate(Supplier<T> assess);

  /** Bytes that the optimizer keeps between steps. */
  long stateBytes();

  /** What is to be known of the steps so far, if anything is. */
  Optional<String> remark();

  /**
   * One step.
   *
   * @param loss of the batch before the step, with penalties where the optimizer looks at them
   * @param lossSum over the batch before the step, without penalties
   * @param correct right answers before the step
   * @param evaluations how often loss and gradient were computed
   * @param gradientNanos time in all of them
   * @param updateNanos all other time of the step
   */
  record Taken(
      double loss,
      double lossSum,
      int correct,
      int evaluations,
      long gradientNanos,
      long updateNanos) {}

  /**
   * For a trial before its first step.
   *
   * @param samplesAtOnce samples whose gradient is computed at once, at most
   */
  static Steps of(Trial trial, Dl4jNetwork network, Training training, int samplesAtOnce) {
    BatchGradient gradient = new BatchGradient(network, samplesAtOnce);
    Optional<Minimizer> minimizer = Optimizers.minimizer(trial.optimizer(), network.layout());
    return minimizer.isPresent()
        ? new LineSearchSteps(minimizer.get(), network, gradient, trial, training)
        : new UpdateSteps(
            new Updater(trial.optimizer(), network.layout(), training, unit(network)),
            network,
            gradient);
  }

  /** Blocks of the host's memory where there are some; on a GPU whole arrays, where they are. */
  private static Updater.Unit unit(Dl4jNetwork network) {
    return network.placement() == Placement.HOST ? Updater.Unit.BLOCKS : Updater.Unit.ARRAYS;
  }
}
