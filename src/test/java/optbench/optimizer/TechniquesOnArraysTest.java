package optbench.optimizer;

import java.nio.FloatBuffer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The same techniques where parameters and gradient are ND4J arrays and worked on in place. */
class TechniquesOnArraysTest extends TechniquesTest {
  @Override
  Updater.Unit unit() {
    return Updater.Unit.ARRAYS;
  }

  @Override
  void step(Updater updater, FloatBuffer parameters) {
    INDArray array = Nd4j.createFromArray(parameters.array());
    updater.step(array, Nd4j.createFromArray(GRADIENT));
    parameters.put(0, array.toFloatVector());
  }
}
