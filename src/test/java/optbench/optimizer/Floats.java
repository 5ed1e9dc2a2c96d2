package optbench.optimizer;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Random;
import java.util.stream.StreamSupport;

/** Arrays of float32 for tests of optimizers. */
final class Floats {
  private Floats() {}

  static float[] of(double... values) {
    float[] floats = new float[values.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) values[i];
    }
    return floats;
  }

  static float[] of(JsonNode values) {
    return of(doubles(values));
  }

  static double[] doubles(JsonNode values) {
    return StreamSupport.stream(values.spliterator(), false)
        .mapToDouble(JsonNode::asDouble)
        .toArray();
  }

  static float[] random(int size, long seed, double scale) {
    Random random = new Random(seed);
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = (float) (scale * random.nextGaussian());
    }
    return values;
  }
}
