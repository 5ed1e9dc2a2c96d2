/**
 * Every file that is read or written: specs, their schema, and results folders.
 *
 * <p>Start at {@code SpecFiles} and {@code RunStore}.
 */
package optbench.store;
