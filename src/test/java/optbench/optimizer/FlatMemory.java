package optbench.optimizer;

import java.nio.FloatBuffer;

/** Parameters and gradient as two flat vectors, in native or Java memory. */
record FlatMemory(FloatBuffer parameters, FloatBuffer gradient) implements ParameterMemory {
  @Override
  public void loadParameters(int from, int length, float[] into) {
    parameters.get(from, into, 0, length);
  }

  @Override
  public void storeParameters(int from, int length, float[] values) {
    parameters.put(from, values, 0, length);
  }

  @Override
  public void loadGradient(int from, int length, float[] into) {
    gradient.get(from, into, 0, length);
  }
}
