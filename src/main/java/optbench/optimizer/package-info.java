/**
 * Optimizers: one file each, with formula, paper, defaults of each framework and the update rule.
 * Start reading at {@link optbench.optimizer.Optimizers}.
 */
package optbench.optimizer;
