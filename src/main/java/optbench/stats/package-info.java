/**
 * What trials add up to. Pure.
 *
 * <p>{@link optbench.stats.Summary} is the whole; start reading there. Beneath it: one figure over
 * seeds ({@link optbench.stats.SampleSummary}), pairs of optimizers ({@link
 * optbench.stats.PairwiseComparisons}, {@link optbench.stats.BestGroup}, {@link
 * optbench.stats.RankTable}), seeds still needed ({@link optbench.stats.PowerPlan}), time to
 * targets ({@link optbench.stats.LearningCurve}, {@link optbench.stats.TargetCost}, {@link
 * optbench.stats.TargetWinners}) and what tuning is worth ({@link optbench.stats.ExpectedBest}).
 *
 * <p>How diverged trials count is decided in two places: {@link optbench.stats.OptimizerSummary}
 * for figures, {@link optbench.stats.LearningCurve} for targets.
 */
package optbench.stats;
