/**
 * Tables as data: columns that say what they are called and what stands in them, cells that keep
 * the value beside its text; and what shows them, in Markdown, in LaTeX, on a terminal and on a
 * page. CSV is written where the library for it is.
 */
package optbench.table;
