/**
 * Opens files, for reading and for writing, and trusts none of them: what a name leads to, how much
 * there is, and whose it is. Nothing else in here does.
 */
package optbench.file;
