package optbench.engine.opencl;

import java.util.function.Predicate;
import optbench.opencl.DeviceBuffer;
import optbench.optimizer.ParameterLayout.Tensor;

/**
 * Where the parameters of a group of trials are.
 *
 * @param values those of trial k begin at k times {@code stride}, each tensor at its offset in the
 *     layout
 * @param gradients of the loss with regard to them, likewise
 * @param stride at least the size of the layout
 * @param byColumns whether a tensor, looked at as a matrix, lies column by column
 */
record DeviceParameters(
    DeviceBuffer values, DeviceBuffer gradients, long stride, Predicate<Tensor> byColumns) {
  /** As layers have them: weights of a dense layer lie input after input, filters one by one. */
  DeviceParameters(DeviceBuffer values, DeviceBuffer gradients, long stride) {
    this(values, gradients, stride, tensor -> tensor.shape().size() == 2);
  }
}
