/** Trains on the executors of an Apache Spark cluster; a build of its own. */
package optbench.cluster;
