/**
 * Many trials of one seed, trained together: they see the same batches, so what their networks do
 * with them becomes a few wide matrix products.
 */
package optbench.engine.lockstep;
