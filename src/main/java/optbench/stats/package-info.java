/**
 * What trials add up to: summaries over seeds, paired comparisons, a verdict in words. Pure.
 *
 * <p>How diverged trials count is decided in one place: {@link optbench.stats.OptimizerSummary}.
 */
package optbench.stats;
