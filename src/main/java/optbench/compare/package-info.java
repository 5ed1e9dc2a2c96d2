/** Holds one run against another: what changed, and what came of it. Pure. */
package optbench.compare;
