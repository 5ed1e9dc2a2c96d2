/**
 * The reference engine: a {@link org.deeplearning4j.nn.multilayer.MultiLayerNetwork} computes the
 * gradient, an {@link optbench.optimizer.Updater} applies it.
 */
package optbench.engine.dl4j;
