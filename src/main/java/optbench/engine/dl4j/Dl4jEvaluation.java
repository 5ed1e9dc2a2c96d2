package optbench.engine.dl4j;

import optbench.data.Samples;
import optbench.engine.Engine;

/**
 * How well a network does on samples it is not trained on.
 *
 * @param loss mean cross-entropy in nats
 * @param accuracy share of right answers
 */
record Dl4jEvaluation(double loss, double accuracy) {
  private static final int BATCH = Engine.EVALUATION_BATCH;

  static Dl4jEvaluation of(Dl4jNetwork network, BatchBuffer buffer, Samples samples) {
    return of(network, buffer, samples, samples.size());
  }

  /** On the first {@code most} samples, or all if there are fewer. */
  static Dl4jEvaluation of(Dl4jNetwork network, BatchBuffer buffer, Samples samples, int most) {
    int count = Math.min(most, samples.size());
    double lossSum = 0;
    long correct = 0;
    for (int first = 0; first < count; first += BATCH) {
      buffer.load(samples, first, Math.min(BATCH, count - first));
      network.assess(buffer.pixels(), buffer.labels());
      lossSum += network.lossSum();
      correct += network.correct();
    }
    return new Dl4jEvaluation(lossSum / count, (double) correct / count);
  }
}
