/** Throws damaged inputs of every kind at the commands, and watches what they do. */
package optbench.fuzz;
