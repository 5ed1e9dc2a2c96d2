package optbench.engine.dl4j;

import optbench.spec.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Erfc;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/** Activation functions by ND4J's operations alone, so that nothing leaves the GPU. */
record DeviceActivations(Activation function) implements Activations {
  @Override
  public void apply(INDArray z) {
    switch (function) {
      case RELU -> Transforms.relu(z, false);
      case TANH -> Transforms.tanh(z, false);
      case SIGMOID -> Transforms.sigmoid(z, false);
      case GELU -> z.muli(normalDistribution(z));
      case LINEAR -> {}
    }
  }

  @Override
  public void backpropagate(INDArray at, INDArray gradient) {
    switch (function) {
      case RELU -> gradient.muli(Transforms.sign(at, true));
      case TANH -> gradient.muli(at.mul(at).rsubi(1));
      case SIGMOID -> gradient.muli(at.rsub(1).muli(at));
      case GELU -> gradient.muli(normalDensity(at).muli(at).addi(normalDistribution(at)));
      case LINEAR -> {}
    }
  }

  private static INDArray normalDistribution(INDArray z) {
    INDArray scaled = z.mul(-Math.sqrt(0.5));
    Nd4j.getExecutioner().exec(new Erfc(scaled, scaled));
    return scaled.muli(0.5);
  }

  private static INDArray normalDensity(INDArray z) {
    INDArray halfSquares = z.mul(z).muli(-0.5);
    return Transforms.exp(halfSquares, false).muli(1 / Math.sqrt(2 * Math.PI));
  }
}
