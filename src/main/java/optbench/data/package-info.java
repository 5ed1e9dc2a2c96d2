/** Data sets as plain arrays: reading, downloading, drawing them. Pure Java. */
package optbench.data;
