/** Jars of the user's own: what is in them, and what their classes say of themselves. */
package optbench.plugin;
