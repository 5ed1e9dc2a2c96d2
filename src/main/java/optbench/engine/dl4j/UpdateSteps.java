package optbench.engine.dl4j;

import java.util.Optional;
import java.util.function.Supplier;
import optbench.optimizer.Updater;

/** One gradient a step, then the update rule. */
record UpdateSteps(Updater updater, Dl4jNetwork network, BatchGradient gradient) implements Steps {
  @Override
  public Taken take(BatchBuffer batch, Runnable beforeUpdate) {
    gradient.prepare(batch);
    long start = System.nanoTime();
    gradient.compute();
    long gradientNanos = System.nanoTime() - start;
    beforeUpdate.run();
    long between = System.nanoTime();
    updater.step(network.parameters(), network.gradient());
    network.placement().await();
    long updateNanos = System.nanoTime() - between;
    return new Taken(
        gradient.loss(), gradient.lossSum(), gradient.correct(), 1, gradientNanos, updateNanos);
  }

  @Override
  public <T> T evaluate(Supplier<T> assess) {
    return updater.evaluate(network.parameters(), assess);
  }

  @Override
  public long stateBytes() {
    return updater.stateBytes();
  }

  @Override
  public Optional<String> remark() {
    return Optional.empty();
  }
}
