/** From what was asked for to fully resolved trials. Pure. */
package optbench.plan;
