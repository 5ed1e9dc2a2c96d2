package optbench.engine.dl4j;

import optbench.spec.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;

/** Activation functions by ND4J's operations alone, so that nothing leaves the GPU. */
record DeviceActivations(Activation function) implements Activations {
  @Override
  public void apply(INDArray z) {
    switch (function) {
      case RELU -> Transforms.relu(z, false);
      case TANH -> Transforms.tanh(z, false);
      case SIGMOID -> Transforms.sigmoid(z, false);
      case LINEAR -> {}
    }
  }

  @Override
  public void backpropagate(INDArray y, INDArray gradient) {
    switch (function) {
      case RELU -> gradient.muli(Transforms.sign(y, true));
      case TANH -> gradient.muli(y.mul(y).rsubi(1));
      case SIGMOID -> gradient.muli(y.rsub(1).muli(y));
      case LINEAR -> {}
    }
  }
}
