/** Results in the formats of other tools. */
package optbench.export;
