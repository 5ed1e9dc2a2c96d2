package optbench.keras;

import optbench.network.Shape;

/**
 * What one sample looks like between two of Keras' layers.
 *
 * @param dimensions 3 of an image, 2 of one that lacks its channel, 1 of a vector
 */
record Signal(Shape shape, int dimensions) {
  boolean isVector() {
    return dimensions == 1;
  }
}
