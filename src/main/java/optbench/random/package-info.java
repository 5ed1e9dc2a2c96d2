/**
 * Seeded random numbers that are the same bits on every JVM, engine and machine. A leaf that every
 * package may use.
 */
package optbench.random;
