package optbench.stats;

/** What one finished seed reached at its last epoch. */
public record SeedResult(long seed, double testAccuracy, double testLoss, double trainLoss) {}
