/** Checksums. A leaf that every package may use. */
package optbench.hash;
