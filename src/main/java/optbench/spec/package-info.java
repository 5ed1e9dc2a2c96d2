/**
 * What the user asks for: records that validate themselves. Pure: no files, no arrays, no other
 * package.
 */
package optbench.spec;
