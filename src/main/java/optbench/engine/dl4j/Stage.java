package optbench.engine.dl4j;

import java.util.HashMap;
import java.util.Map;
import optbench.data.Samples;
import optbench.engine.Batches;
import optbench.engine.NativeMemory;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Where a batch stands ready in native memory: one array for each batch size, allocated once. */
final class Stage {
  private final int features;
  private final Map<Integer, INDArray> arrays = new HashMap<>();
  private int[] labels = new int[0];
  private INDArray pixels;

  Stage(int features) {
    this.features = features;
  }

  /** The next batch of an epoch. */
  void load(Batches batches) {
    prepare(batches.size());
    batches.copyNext(NativeMemory.of(pixels), labels);
  }

  /** Samples as they stand, from {@code first} on. */
  void load(Samples samples, int first, int size) {
    prepare(size);
    Batches.copy(samples, features, first, size, NativeMemory.of(pixels), labels);
  }

  /** One row a sample. */
  INDArray pixels() {
    return pixels;
  }

  /** At least as many as there are rows. */
  int[] labels() {
    return labels;
  }

  int size() {
    return (int) pixels.size(0);
  }

  private void prepare(int size) {
    pixels =
        arrays.computeIfAbsent(size, n -> Nd4j.createUninitialized(DataType.FLOAT, n, features));
    if (labels.length < size) {
      labels = new int[size];
    }
  }
}
