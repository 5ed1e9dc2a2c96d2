package optbench.engine.opencl;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import optbench.engine.opencl.UpdateLaunches.Launch;
import optbench.opencl.DeviceBuffer;
import optbench.opencl.DeviceKernel;
import optbench.opencl.DeviceQueue;
import optbench.optimizer.MatrixCopy;
import optbench.optimizer.MatrixProduct;
import optbench.optimizer.MatrixSize;

/** Phases that work on matrices: those of one size in one launch. */
final class MatrixPhases {
  /** Matrices begin at multiples of so many numbers, so that a place fits into 32 bits. */
  private static final int UNIT = 16;

  private static final long[] COPY_GROUP = {64, 1};
  private static final int COPY_JOB = 4;
  private static final int PRODUCT_JOB = 5;

  private final DeviceQueue queue;
  private final UpdateMemory memory;
  private final DeviceTable copies;
  private final DeviceTable products;
  private final Map<List<Boolean>, Program> programs = new LinkedHashMap<>();
  private long numbers;

  /** Copies in one launch. */
  private record Copies(int vector, boolean toVector, MatrixSize size) {}

  /** Products in one launch. */
  private record Products(
      MatrixSize size, int inner, boolean transposeLeft, boolean transposeRight) {}

  MatrixPhases(DeviceQueue queue, UpdateMemory memory) {
    this.queue = queue;
    this.memory = memory;
    copies = new DeviceTable(queue, COPY_JOB);
    products = new DeviceTable(queue, PRODUCT_JOB);
  }

  /** Before the first position. */
  void begin(List<TensorUpdate> updates) {
    copies.clear();
    products.clear();
    long units = 0;
    for (TensorUpdate update : updates) {
      int[] places = new int[update.matrices().size()];
      for (int i = 0; i < places.length; i++) {
        MatrixSize size = update.matrices().get(i);
        places[i] = (int) units;
        units += ((long) size.rows() * size.columns() + UNIT - 1) / UNIT;
      }
      update.matrixPlaces = places;
    }
    numbers = units * UNIT;
  }

  /** Adds launches of what is done at a position. */
  void add(List<TensorUpdate> updates, int position, List<Launch> launches) {
    Map<Copies, List<TensorUpdate>> byCopy = new LinkedHashMap<>();
    Map<Products, List<TensorUpdate>> byProduct = new LinkedHashMap<>();
    for (TensorUpdate update : updates) {
      MatrixCopy copy = update.phase(position, MatrixCopy.class);
      if (copy != null) {
        MatrixSize size = update.matrices().get(copy.matrix());
        byCopy
            .computeIfAbsent(
                new Copies(copy.vector(), copy.toVector(), size), k -> new ArrayList<>())
            .add(update);
      }
      MatrixProduct product = update.phase(position, MatrixProduct.class);
      if (product != null) {
        byProduct.computeIfAbsent(kind(update, product), k -> new ArrayList<>()).add(update);
      }
    }
    byCopy.forEach((kind, same) -> launches.add(copying(kind, same, position)));
    byProduct.forEach((kind, same) -> launches.add(multiplying(kind, same, position)));
  }

  private static Products kind(TensorUpdate update, MatrixProduct product) {
    MatrixSize left = update.matrices().get(product.left());
    int inner = product.transposeLeft() ? left.rows() : left.columns();
    return new Products(
        update.matrices().get(product.target()),
        product.copy() ? 0 : inner,
        product.transposeLeft(),
        product.transposeRight());
  }

  private Launch copying(Copies kind, List<TensorUpdate> updates, int position) {
    int first = copies.rows();
    for (TensorUpdate update : updates) {
      MatrixCopy copy = update.phase(position, MatrixCopy.class);
      copies.add(
          update.trial(),
          update.tensor().offset(),
          update.matrixPlaces[copy.matrix()],
          memory.parameters().byColumns().test(update.tensor()) ? 1 : 0);
    }
    return scalars -> copy(kind, first, updates.size());
  }

  private void copy(Copies kind, int firstJob, int count) {
    MatrixSize size = kind.size;
    DeviceKernel.Launch launch =
        program(false, false)
            .launch(kind.toVector ? "writeVector" : "readVector")
            .with(memory.matrices())
            .with(memory.vector(kind.vector))
            .with(copies.buffer())
            .with(firstJob)
            .with(memory.parameters().stride())
            .with(size.rows())
            .with(size.columns());
    launch.over(COPY_GROUP, Tiles.parts(size.rows() * size.columns(), (int) COPY_GROUP[0]), count);
  }

  private Launch multiplying(Products kind, List<TensorUpdate> updates, int position) {
    int first = products.rows();
    for (TensorUpdate update : updates) {
      MatrixProduct product = update.phase(position, MatrixProduct.class);
      int[] places = update.matrixPlaces;
      products.add(
          places[product.target()],
          places[product.left()],
          places[product.right()],
          places[product.addend()],
          update.firstScalar() + product.scalar());
    }
    return scalars -> multiply(kind, first, updates.size(), scalars);
  }

  private void multiply(Products kind, int firstJob, int count, DeviceBuffer scalars) {
    MatrixSize size = kind.size;
    DeviceKernel.Launch launch =
        program(kind.transposeLeft, kind.transposeRight)
            .launch("multiply")
            .with(memory.matrices())
            .with(scalars)
            .with(products.buffer())
            .with(firstJob)
            .with(size.rows())
            .with(size.columns())
            .with(kind.inner);
    Tiles.product(launch, size.rows(), size.columns(), count);
  }

  private Program program(boolean transposeLeft, boolean transposeRight) {
    return programs.computeIfAbsent(
        List.of(transposeLeft, transposeRight),
        key -> {
          Map<String, Object> macros = new TreeMap<>();
          if (transposeLeft) {
            macros.put("TRANSPOSE_LEFT", 1);
          }
          if (transposeRight) {
            macros.put("TRANSPOSE_RIGHT", 1);
          }
          return new Program(queue, List.of("product.cl", "matrices.cl"), macros);
        });
  }

  /** After the last position. */
  void send() {
    copies.send();
    products.send();
  }

  /** For how many numbers there must be room. */
  long numbers() {
    return numbers;
  }
}
