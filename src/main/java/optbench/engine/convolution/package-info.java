/** Convolutions of the data, in plain Java, for all engines that train in the host's memory. */
package optbench.engine.convolution;
