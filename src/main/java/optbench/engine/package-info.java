/**
 * What trains a network: the interface that the runner sees. Implementations are in packages below.
 */
package optbench.engine;
