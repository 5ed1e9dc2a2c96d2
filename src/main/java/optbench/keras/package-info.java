/**
 * Layers of models that Keras has saved. What is not the same here as there is refused, and never
 * left out.
 */
package optbench.keras;
