/**
 * Optimizers: one file each, with formula, paper, defaults of each framework and the update rule.
 */
package optbench.optimizer;
