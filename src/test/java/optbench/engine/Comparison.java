package optbench.engine;

import java.util.BitSet;
import java.util.Optional;
import java.util.stream.IntStream;
import optbench.data.Samples;
import optbench.engine.naive.NaiveNetwork;
import optbench.network.InitialWeights;
import optbench.random.SeededRandom;

/**
 * A network on an engine beside the naive one, over some steps.
 *
 * <p>Losses may differ by {@link #ROUNDING} of their size, or of 1 where they are smaller. Where
 * little moves much (what hardly varies, and is normalised), more is allowed: {@link #LEEWAY} times
 * as much as a second naive network is off that errs between its layers as float32 does.
 */
final class Comparison {
  private static final double ROUNDING = 2e-5;
  private static final double LEEWAY = 100;
  private static final double FLOAT = 6e-8;
  static final int STEPS = 20;
  private static final int EVALUATED = 11;

  private final SteppedNetwork stepped;
  private final RandomNetwork drawn;
  private final double rate;
  private final NaiveNetwork naive;
  private final NaiveNetwork twin;
  private double moved;

  /**
   * @param rate of plain gradient descent
   */
  Comparison(SteppedNetwork stepped, RandomNetwork drawn, double rate) {
    this.stepped = stepped;
    this.drawn = drawn;
    this.rate = rate;
    InitialWeights weights = drawn.weights(1);
    naive = new NaiveNetwork(drawn.network(), drawn.input(), drawn.classes(), weights);
    SeededRandom random = SeededRandom.of(drawn.seed(), "rounding");
    twin =
        new NaiveNetwork(
            drawn.network(),
            drawn.input(),
            drawn.classes(),
            weights,
            number -> number * (1 + random.nextDouble(-FLOAT, FLOAT)));
  }

  /** What differs first, if anything does. */
  Optional<String> fault() {
    for (int step = 1; step <= STEPS; step++) {
      // The last batch of an epoch is smaller.
      int size = step % 4 == 0 ? drawn.batch() - 1 : drawn.batch();
      Optional<String> fault = train(drawn.samples(step, size));
      if (fault.isEmpty() && step % 5 == 0) {
        fault = evaluate(drawn.samples(-step, EVALUATED));
      }
      if (fault.isPresent()) {
        return Optional.of("step " + step + ": " + fault.get());
      }
    }
    return Optional.empty();
  }

  private Optional<String> train(Samples batch) {
    double found = stepped.step(batch);
    double[][] images = images(batch);
    int[] labels = labels(batch);
    double expected = naive.train(images, labels, stepped.masks());
    move(expected, twin.train(images, labels, stepped.masks()));
    naive.descend(rate);
    twin.descend(rate);
    return difference("loss of the batch", found, expected);
  }

  private Optional<String> evaluate(Samples samples) {
    SteppedNetwork.Assessed found = stepped.assess(samples);
    double[][] images = images(samples);
    int[] labels = labels(samples);
    NaiveNetwork.Found expected = naive.assess(images, labels);
    move(expected.loss(), twin.assess(images, labels).loss());
    Optional<String> fault = difference("loss in evaluation", found.loss(), expected.loss());
    return fault.isPresent() ? fault : rightAnswers(found.right(), expected, labels);
  }

  /** Where the highest sums are as good as equal, rounding decides. */
  private Optional<String> rightAnswers(BitSet found, NaiveNetwork.Found expected, int[] labels) {
    double open = allowed(1);
    for (int i = 0; i < labels.length; i++) {
      double margin = expected.margin(i, labels[i]);
      if (Math.abs(margin) > open && found.get(i) != margin > 0) {
        return Optional.of("sample " + i + " is answered " + (margin > 0 ? "wrong" : "right"));
      }
    }
    return found.length() <= labels.length
        ? Optional.empty()
        : Optional.of("sample " + (found.length() - 1) + " of " + labels.length + " is right");
  }

  private void move(double expected, double off) {
    moved = Math.max(moved, Math.abs(off - expected));
  }

  private double allowed(double loss) {
    return ROUNDING * Math.max(1, Math.abs(loss)) + LEEWAY * moved;
  }

  private Optional<String> difference(String what, double found, double expected) {
    boolean close = Math.abs(found - expected) <= allowed(expected);
    return close
        ? Optional.empty()
        : Optional.of(
            what
                + " is "
                + found
                + " in place of "
                + expected
                + ", and may differ by "
                + allowed(expected));
  }

  private static double[][] images(Samples samples) {
    int features = samples.pixels().length / samples.size();
    double[][] images = new double[samples.size()][features];
    for (int i = 0; i < samples.pixels().length; i++) {
      images[i / features][i % features] = Samples.level(samples.pixels()[i]);
    }
    return images;
  }

  private static int[] labels(Samples samples) {
    return IntStream.range(0, samples.size()).map(i -> samples.labels()[i]).toArray();
  }
}
