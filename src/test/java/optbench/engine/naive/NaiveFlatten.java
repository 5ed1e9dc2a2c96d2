package optbench.engine.naive;

/** The numbers stay where they are; only what is asked of their shape changes. */
final class NaiveFlatten extends NaiveLayer {
  @Override
  double[][] forward(double[][] in, boolean training) {
    return in;
  }

  @Override
  double[][] backward(double[][] gradient) {
    return gradient;
  }
}
