package optbench.engine;

import java.util.BitSet;
import optbench.result.Answers;

/**
 * How well a network does on samples it is not trained on.
 *
 * @param loss mean cross-entropy in nats
 * @param right numbers of the samples that it answered right, counted from 0
 * @param samples how many there were
 */
public record Evaluation(double loss, BitSet right, int samples) {
  /** Of so many samples, which were all there was since the last reset. */
  public static Evaluation of(CrossEntropy found, int samples) {
    return new Evaluation(found.lossSum() / samples, found.right(), samples);
  }

  /** Share of right answers. */
  public double accuracy() {
    return (double) right.cardinality() / samples;
  }

  /** As they are stored. */
  public Answers answers() {
    return Answers.of(samples, right);
  }
}
