package optbench.engine.lockstep;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import optbench.engine.NativeMemory;
import optbench.network.Shape;
import optbench.spec.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A dense layer on values that differ from trial to trial: a product for each. */
final class Dense implements Layer {
  /** From so many inputs on, a product is faster if its result comes unit after unit. */
  private static final int MANY_INPUTS = 256;

  /** And from so many units on, as they are the inner loop there. */
  private static final int MANY_UNITS = 32;

  private final Panel input;
  private final Panel output;
  private final NativeTensor weights;
  private final BiasAndActivation top;
  private final Optional<UnitRows> unitRows;
  private final Map<Integer, List<Product>> forward = new HashMap<>();
  private final Map<Integer, List<Product>> backward = new HashMap<>();
  private final Map<Integer, List<Product>> backwardMore = new HashMap<>();

  Dense(Panel input, int trials, int units, Activation activation, int capacity) {
    this.input = input;
    output = Panel.ofTrials(trials, Shape.vector(units), capacity);
    weights = new NativeTensor(trials, List.of(units, input.features()), origins(input, units));
    top = new BiasAndActivation(output, activation);
    unitRows =
        input.features() >= MANY_INPUTS && units >= MANY_UNITS
            ? Optional.of(new UnitRows(units, capacity))
            : Optional.empty();
  }

  /**
   * The network's weights are inputs by outputs, and count the inputs channel by channel, where a
   * panel counts them pixel by pixel.
   */
  private static int[] origins(Panel input, int units) {
    int channels = input.shape().channels();
    int pixels = input.pixels();
    int[] origins = new int[units * input.features()];
    for (int i = 0; i < origins.length; i++) {
      int unit = i / input.features();
      int feature = i % input.features();
      int canonical = feature % channels * pixels + feature / channels;
      origins[i] = canonical * units + unit;
    }
    return origins;
  }

  Panel output() {
    return output;
  }

  @Override
  public List<TensorGroup> tensors() {
    return List.of(weights, top.bias());
  }

  @Override
  public void forward(int samples, boolean training) {
    List<Product> products = forward.computeIfAbsent(samples, this::forwardProducts);
    for (int k = 0; k < products.size(); k++) {
      products.get(k).run();
      if (unitRows.isPresent()) {
        unitRows.get().toPanel(output, k, samples);
      }
    }
    top.forward(samples);
  }

  @Override
  public void backward(int samples, boolean more) {
    top.backward(samples, more);
    (more ? backwardMore : backward)
        .computeIfAbsent(samples, n -> backwardProducts(n, more))
        .forEach(Product::run);
  }

  private List<Product> forwardProducts(int samples) {
    List<Product> products = new ArrayList<>();
    for (int k = 0; k < output.trials(); k++) {
      INDArray result =
          unitRows.isPresent() ? unitRows.get().matrix(samples) : output.valuesOf(k, samples);
      products.add(
          Product.into(result, weights.valuesOf(k), input.valuesOf(k % input.trials(), samples)));
    }
    return products;
  }

  private List<Product> backwardProducts(int samples, boolean more) {
    List<Product> products = new ArrayList<>();
    for (int k = 0; k < output.trials(); k++) {
      var deltas = output.gradientsOf(k, samples);
      var inputs = input.valuesOf(k % input.trials(), samples).transpose();
      products.add(
          more
              ? Product.addedTo(weights.gradientsOf(k), deltas, inputs)
              : Product.into(weights.gradientsOf(k), deltas, inputs));
      if (!input.isData()) {
        products.add(
            Product.into(input.gradientsOf(k, samples), weights.valuesOf(k).transpose(), deltas));
      }
    }
    return products;
  }

  /** Room for what one trial's units make of some samples, unit after unit. */
  private static final class UnitRows {
    private final int units;
    private final INDArray room;
    private final FloatBuffer memory;
    private final float[] rows;
    private final float[] columns;

    UnitRows(int units, int capacity) {
      this.units = units;
      room = Product.memory((long) units * capacity);
      memory = NativeMemory.of(room);
      rows = new float[units * capacity];
      columns = new float[units * capacity];
    }

    INDArray matrix(int samples) {
      return Product.rows(room, 0, units, samples);
    }

    /** To where a panel has them, sample after sample. */
    void toPanel(Panel output, int trial, int samples) {
      memory.get(0, rows, 0, units * samples);
      for (int i = 0; i < samples; i++) {
        int to = i * units;
        int from = i;
        for (int unit = 0; unit < units; unit++) {
          columns[to + unit] = rows[from];
          from += samples;
        }
      }
      for (int i = 0; i < samples; i++) {
        output.valueMemory().put(i * output.row() + trial * units, columns, i * units, units);
      }
    }
  }
}
