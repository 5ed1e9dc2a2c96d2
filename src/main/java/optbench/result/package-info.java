/** What came out: records that hold it, as it is stored. Pure. */
package optbench.result;
