package optbench.stats;

import java.util.Arrays;
import org.apache.commons.statistics.descriptive.Mean;

/** Where the seeds lie at one point of a curve. */
public record Spread(double mean, double min, double max) {
  static Spread of(double... values) {
    return new Spread(
        Mean.of(values).getAsDouble(),
        Arrays.stream(values).min().orElseThrow(),
        Arrays.stream(values).max().orElseThrow());
  }
}
