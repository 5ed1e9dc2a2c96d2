package optbench.engine.dl4j;

import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.Map;
import optbench.data.Samples;
import optbench.engine.Batches;
import optbench.engine.NativeMemory;
import optbench.engine.Placement;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Where a batch stands ready in ND4J's memory: one array for each batch size, allocated once. A GPU
 * gets its batches through the host's memory; the clock is not running then.
 */
final class BatchBuffer {
  private final int features;
  private final Map<Integer, INDArray> arrays = new HashMap<>();
  private final Placement placement;
  private int[] labels = new int[0];
  private float[] host = new float[0];
  private INDArray pixels;

  /** In the host's memory. */
  BatchBuffer(int features) {
    this(features, Placement.HOST);
  }

  BatchBuffer(int features, Placement placement) {
    this.features = features;
    this.placement = placement;
  }

  /** The next batch of an epoch. */
  void load(Batches batches) {
    prepare(batches.size());
    batches.copyNext(buffer(), labels);
    send();
  }

  /** Samples as they stand, from {@code first} on. */
  void load(Samples samples, int first, int size) {
    prepare(size);
    Batches.copy(samples, features, first, size, buffer(), labels);
    send();
  }

  /** One row a sample. */
  INDArray pixels() {
    return pixels;
  }

  /** Some of them, in the same memory. */
  INDArray pixels(int first, int size) {
    return pixels.get(NDArrayIndex.interval(first, first + size), NDArrayIndex.all());
  }

  /** At least as many as there are rows. */
  int[] labels() {
    return labels;
  }

  int size() {
    return (int) pixels.size(0);
  }

  private FloatBuffer buffer() {
    if (placement == Placement.HOST) {
      return NativeMemory.of(pixels);
    }
    int length = Math.toIntExact(pixels.length());
    if (host.length != length) {
      host = new float[length];
    }
    return FloatBuffer.wrap(host);
  }

  private void send() {
    if (placement == Placement.DEVICE) {
      pixels.data().setData(host);
      placement.await();
    }
  }

  private void prepare(int size) {
    pixels =
        arrays.computeIfAbsent(size, n -> Nd4j.createUninitialized(DataType.FLOAT, n, features));
    if (labels.length < size) {
      labels = new int[size];
    }
  }
}
