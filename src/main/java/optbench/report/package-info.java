/**
 * What people look at: tables and charts. Values in, values out; no file is read or written, but
 * for the fonts that come with the program.
 */
package optbench.report;
