/**
 * Joins results folders: parts of one experiment, or the same one with other seeds or optimizers.
 */
package optbench.merge;
