package optbench.engine.dl4j;

import java.util.Map;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.params.DefaultParamInitializer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** What a dense layer does in both directions, without doing anything twice. */
final class DenseGradients {
  /**
   * What lies below a layer, and so in which form it takes the gradient of its output, if at all.
   */
  enum Below {
    /** The data: nobody wants a gradient. */
    DATA,
    /** A dense layer: column-major order, as its matrix products like it. */
    DENSE,
    /** Any other layer: row-major order. */
    OTHER
  }

  private DenseGradients() {}

  /**
   * input weights + bias, one row a sample.
   *
   * @param order of the result: 'f', column-major, makes the matrix product twice as fast
   */
  static INDArray sums(
      INDArray input, Map<String, INDArray> params, char order, LayerWorkspaceMgr workspaces) {
    INDArray weights = params.get(DefaultParamInitializer.WEIGHT_KEY);
    INDArray sums =
        workspaces.createUninitialized(
            ArrayType.ACTIVATIONS,
            DataType.FLOAT,
            new long[] {input.size(0), weights.size(1)},
            order);
    Nd4j.gemm(input, weights, sums, false, false, 1, 0);
    return sums.addiRowVector(params.get(DefaultParamInitializer.BIAS_KEY));
  }

  /**
   * Fills the gradients of weights and bias, given that of the sums; second of the pair is the
   * gradient of the input, or null.
   */
  static Pair<Gradient, INDArray> backpropagate(
      INDArray input,
      INDArray delta,
      Map<String, INDArray> params,
      Map<String, INDArray> gradients,
      Below below,
      LayerWorkspaceMgr workspaces) {
    INDArray weightGradient = gradients.get(DefaultParamInitializer.WEIGHT_KEY);
    INDArray biasGradient = gradients.get(DefaultParamInitializer.BIAS_KEY);
    Nd4j.gemm(input, delta, weightGradient, true, false, 1, 0);
    delta.sum(biasGradient, 0);
    Gradient gradient = new DefaultGradient();
    gradient.gradientForVariable().put(DefaultParamInitializer.WEIGHT_KEY, weightGradient);
    gradient.gradientForVariable().put(DefaultParamInitializer.BIAS_KEY, biasGradient);
    return new Pair<>(
        gradient,
        inputGradient(delta, params.get(DefaultParamInitializer.WEIGHT_KEY), below, workspaces));
  }

  private static INDArray inputGradient(
      INDArray delta, INDArray weights, Below below, LayerWorkspaceMgr workspaces) {
    long samples = delta.size(0);
    long inputs = weights.size(0);
    return switch (below) {
      case DATA -> null;
      case DENSE -> {
        INDArray gradient =
            workspaces.createUninitialized(
                ArrayType.ACTIVATION_GRAD, DataType.FLOAT, new long[] {samples, inputs}, 'f');
        yield Nd4j.gemm(delta, weights, gradient, false, true, 1, 0);
      }
      case OTHER -> {
        INDArray transposed =
            workspaces.createUninitialized(
                ArrayType.ACTIVATION_GRAD, DataType.FLOAT, new long[] {inputs, samples}, 'f');
        yield Nd4j.gemm(weights, delta, transposed, false, true, 1, 0).transpose();
      }
    };
  }
}
