package optbench.stats;

import java.util.OptionalDouble;

/**
 * What one finished seed reached at its last epoch; losses are empty where nobody recorded them.
 */
public record SeedResult(
    long seed, double testAccuracy, OptionalDouble testLoss, OptionalDouble trainLoss) {}
