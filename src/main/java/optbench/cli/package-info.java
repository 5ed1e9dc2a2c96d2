/**
 * The command line: options become values, one service is called, its outcome becomes an exit code.
 */
package optbench.cli;
