package optbench.engine.dl4j;

import java.nio.FloatBuffer;
import java.util.Optional;
import java.util.function.Supplier;
import optbench.engine.NativeMemory;
import optbench.optimizer.Minimizer;
import optbench.optimizer.Training;
import optbench.plan.Trial;
import optbench.random.SeededRandom;
import optbench.spec.LayerSpec;
import org.nd4j.linalg.factory.Nd4j;

/**
 * As many gradients a step as a line search asks for. In one step dropout drops the same units
 * every time: else the loss would not be a function of the parameters. Where all steps see the same
 * batch and nothing is dropped, the gradient at which a step ended is that at which the next one
 * starts, and is not computed again.
 */
final class LineSearchSteps implements Steps {
  private final Minimizer minimizer;
  private final BatchGradient batchGradient;
  private final long seed;
  private final boolean drops;
  private final boolean sameObjective;
  private final FloatBuffer parameters;
  private final FloatBuffer gradient;
  private final FloatBuffer evaluatedAt;
  private long steps;
  private long dropoutSeed;
  private boolean known;
  private double loss;
  private Tally last;
  private Tally atStart;
  private int evaluations;
  private long gradientNanos;

  LineSearchSteps(
      Minimizer minimizer,
      Dl4jNetwork network,
      BatchGradient batchGradient,
      Trial trial,
      Training training) {
    this.minimizer = minimizer;
    this.batchGradient = batchGradient;
    this.seed = training.seed();
    this.drops = trial.network().layers().stream().anyMatch(LayerSpec::isRandom);
    this.sameObjective = training.stepsPerEpoch() == 1 && !drops;
    this.parameters = NativeMemory.of(network.parameters());
    this.gradient = NativeMemory.of(network.gradient());
    this.evaluatedAt = FloatBuffer.allocate(parameters.capacity());
  }

  /** Of one evaluation. */
  private record Tally(double lossSum, int correct) {}

  @Override
  public Taken take(BatchBuffer staged, Runnable beforeUpdate) {
    beforeUpdate.run();
    batchGradient.prepare(staged);
    long start = System.nanoTime();
    steps++;
    dropoutSeed = SeededRandom.of(seed, "dropout", steps).nextLong();
    known &= sameObjective;
    atStart = null;
    evaluations = 0;
    gradientNanos = 0;
    Minimizer.Step step = minimizer.step(parameters, this::evaluate);
    long nanos = System.nanoTime() - start;
    return new Taken(
        step.loss(),
        atStart.lossSum(),
        atStart.correct(),
        evaluations,
        gradientNanos,
        nanos - gradientNanos);
  }

  private double evaluate(float[] into) {
    if (!known || !parameters.equals(evaluatedAt)) {
      compute();
    }
    if (atStart == null) {
      atStart = last;
    }
    gradient.get(0, into);
    return loss;
  }

  private void compute() {
    if (drops) {
      Nd4j.getRandom().setSeed(dropoutSeed);
    }
    long start = System.nanoTime();
    batchGradient.compute();
    loss = batchGradient.loss();
    gradientNanos += System.nanoTime() - start;
    evaluations++;
    last = new Tally(batchGradient.lossSum(), batchGradient.correct());
    evaluatedAt.put(0, parameters, 0, parameters.capacity());
    known = true;
  }

  @Override
  public <T> T evaluate(Supplier<T> assess) {
    return assess.get();
  }

  @Override
  public long stateBytes() {
    return minimizer.stateBytes();
  }

  @Override
  public Optional<String> remark() {
    return minimizer.remark();
  }
}
