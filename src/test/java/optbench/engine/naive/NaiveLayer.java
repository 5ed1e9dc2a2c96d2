package optbench.engine.naive;

import java.util.List;

/**
 * One layer. A row is a sample; in a sample, images are channel after channel, in a channel row
 * after row.
 */
abstract class NaiveLayer {
  /** The numbers that are trained, tensor by tensor. */
  List<double[]> parameters() {
    return List.of();
  }

  /** Their gradients, after {@link #backward}. */
  List<double[]> gradients() {
    return List.of();
  }

  abstract double[][] forward(double[][] in, boolean training);

  /** From the gradient of the last output to that of the last input. */
  abstract double[][] backward(double[][] gradient);

  /** A step of training has been taken on the last input. */
  void stepTaken() {}
}
