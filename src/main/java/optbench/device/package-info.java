/**
 * Which GPU there is and whether it can be used: what is asked before anything is downloaded, built
 * or loaded. Pure Java; knows nothing of ND4J.
 */
package optbench.device;
