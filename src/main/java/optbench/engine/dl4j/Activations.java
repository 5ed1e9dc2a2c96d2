package optbench.engine.dl4j;

import optbench.engine.Placement;
import optbench.spec.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * An activation function in place, and its derivative: from the outputs alone where they tell it,
 * so that nothing has to be computed twice.
 */
interface Activations {
  /** z = f(z). */
  void apply(INDArray z);

  /**
   * gradient = gradient f'(z).
   *
   * @param at f(z) where the function {@link Activation#isMonotonic}, else z; laid out as the
   *     gradient is
   */
  void backpropagate(INDArray at, INDArray gradient);

  static Activations of(Activation function, Placement placement) {
    return placement == Placement.HOST
        ? new HostActivations(function)
        : new DeviceActivations(function);
  }
}
