package optbench.engine.lockstep;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import optbench.engine.NativeMemory;
import optbench.network.Shape;
import optbench.optimizer.ParameterLayout.Role;
import optbench.spec.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A dense layer on what all trials share: one product with the weights of all of them side by side.
 * Pixels that are other than 0 in a few images only are not worth their place in the product and
 * are added one by one; for those that are 0 in the whole batch nothing is done at all.
 */
final class SharedDense implements Layer {
  private final PrunedInput input;
  private final Panel output;
  private final BiasAndActivation top;
  private final Weights weights;
  private final float[] row;
  private final Map<List<Integer>, Product> forward = new HashMap<>();
  private final Map<List<Integer>, Product> backward = new HashMap<>();
  private final Map<List<Integer>, Product> backwardMore = new HashMap<>();

  SharedDense(PrunedInput input, int trials, int units, Activation activation, int capacity) {
    this.input = input;
    output = Panel.ofTrials(trials, Shape.vector(units), capacity);
    top = new BiasAndActivation(output, activation);
    weights = new Weights(trials, units);
    row = new float[trials * units];
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
    weights.gather();
    startFromListedPixels(samples);
    forward
        .computeIfAbsent(
            List.of(input.width(), samples),
            k ->
                Product.addedTo(
                    Product.columns(output.values(), 0, output.row(), samples, output.row()),
                    weights.gathered(input.width()),
                    input.matrix(samples)))
        .run();
    top.activate(samples);
  }

  /** The bias, and what the pixels that are not in the matrix add to it. */
  private void startFromListedPixels(int samples) {
    for (int i = 0; i < samples; i++) {
      System.arraycopy(top.bias().values(), 0, row, 0, row.length);
      for (int e = input.start(i); e < input.start(i + 1); e++) {
        add(row, input.grey(e), weights.listedRow(input.listed(e)), row.length);
      }
      output.valueMemory().put(i * row.length, row);
    }
  }

  @Override
  public void backward(int samples, boolean more) {
    top.backward(samples, more);
    (more ? backwardMore : backward)
        .computeIfAbsent(List.of(input.width(), samples), k -> gradientProduct(samples, more))
        .run();
    addListedPixels(samples, more);
  }

  private Product gradientProduct(int samples, boolean more) {
    INDArray deltas = Product.columns(output.gradients(), 0, output.row(), samples, output.row());
    INDArray inputs = input.matrix(samples).transpose();
    INDArray result = weights.gatheredGradient(input.width());
    return more ? Product.addedTo(result, deltas, inputs) : Product.into(result, deltas, inputs);
  }

  private void addListedPixels(int samples, boolean more) {
    if (!more) {
      weights.clearListedGradients();
    }
    for (int i = 0; i < samples; i++) {
      if (input.start(i) < input.start(i + 1)) {
        output.gradientMemory().get(i * row.length, row);
        for (int e = input.start(i); e < input.start(i + 1); e++) {
          add(weights.listedGradient(input.listed(e)), input.grey(e), row, row.length);
        }
      }
    }
  }

  private static void add(float[] to, float factor, float[] numbers, int n) {
    for (int i = 0; i < n; i++) {
      to[i] += factor * numbers[i];
    }
  }

  /** Row after row of each trial, an input a row; gathered for products. */
  private final class Weights implements TensorGroup {
    private final int trials;
    private final int units;
    private final float[][] values;
    private final INDArray gathered;
    private final INDArray gradient;
    private final FloatBuffer gatheredMemory;
    private final FloatBuffer gradientMemory;
    private final float[] rows;
    private final List<float[]> listed = new ArrayList<>();
    private final List<float[]> listedGradients = new ArrayList<>();

    Weights(int trials, int units) {
      this.trials = trials;
      this.units = units;
      values = new float[trials][input.features() * units];
      long most = (long) trials * units * input.most();
      gathered = Product.memory(most);
      gradient = Product.memory(most);
      gatheredMemory = NativeMemory.of(gathered);
      gradientMemory = NativeMemory.of(gradient);
      rows = new float[trials * units];
    }

    INDArray gathered(int width) {
      return Product.columns(gathered, 0, rows.length, width, rows.length);
    }

    INDArray gatheredGradient(int width) {
      return Product.columns(gradient, 0, rows.length, width, rows.length);
    }

    /** The rows of the pixels that are in use. */
    void gather() {
      PrunedInput.Selection dense = input.dense();
      for (int r = 0; r < dense.size(); r++) {
        gather(dense.origin(r), rows);
        gatheredMemory.put(r * rows.length, rows);
      }
      PrunedInput.Selection sparse = input.sparse();
      while (listed.size() < sparse.size()) {
        listed.add(new float[rows.length]);
        listedGradients.add(new float[rows.length]);
      }
      for (int s = 0; s < sparse.size(); s++) {
        gather(sparse.origin(s), listed.get(s));
      }
    }

    private void gather(int pixel, float[] into) {
      for (int k = 0; k < trials; k++) {
        System.arraycopy(values[k], pixel * units, into, k * units, units);
      }
    }

    /** The weights of a pixel that is listed. */
    float[] listedRow(int place) {
      return listed.get(place);
    }

    /** Their gradient. */
    float[] listedGradient(int place) {
      return listedGradients.get(place);
    }

    void clearListedGradients() {
      for (int s = 0; s < input.sparse().size(); s++) {
        Arrays.fill(listedGradients.get(s), 0);
      }
    }

    @Override
    public String name() {
      return "W";
    }

    @Override
    public Role role() {
      return Role.WEIGHTS;
    }

    @Override
    public List<Integer> shape() {
      return List.of(units, input.features());
    }

    @Override
    public void set(int trial, float[] initial) {
      System.arraycopy(initial, 0, values[trial], 0, initial.length);
    }

    @Override
    public void load(int trial, int from, int length, float[] into) {
      if (length == values[trial].length) {
        transpose(values[trial], into, input.features(), units);
      } else {
        System.arraycopy(values[trial], from, into, 0, length);
      }
    }

    @Override
    public void store(int trial, int from, int length, float[] numbers) {
      if (length == values[trial].length) {
        transpose(numbers, values[trial], units, input.features());
      } else {
        System.arraycopy(numbers, 0, values[trial], from, length);
      }
    }

    @Override
    public void loadGradient(int trial, int from, int length, float[] into) {
      if (length == values[trial].length) {
        float[] kept = new float[length];
        loadPart(trial, 0, length, kept);
        transpose(kept, into, input.features(), units);
      } else {
        loadPart(trial, from, length, into);
      }
    }

    private void loadPart(int trial, int from, int length, float[] into) {
      int at = 0;
      while (at < length) {
        int pixel = (from + at) / units;
        int unit = (from + at) % units;
        int n = Math.min(units - unit, length - at);
        int place = input.dense().place(pixel);
        int listedPlace = input.sparse().place(pixel);
        if (place >= 0) {
          gradientMemory.get(place * rows.length + trial * units + unit, into, at, n);
        } else if (listedPlace >= 0) {
          System.arraycopy(listedGradients.get(listedPlace), trial * units + unit, into, at, n);
        } else {
          Arrays.fill(into, at, at + n, 0f);
        }
        at += n;
      }
    }

    private static void transpose(float[] from, float[] to, int rows, int columns) {
      for (int i = 0; i < rows; i++) {
        for (int j = 0; j < columns; j++) {
          to[j * rows + i] = from[i * columns + j];
        }
      }
    }
  }
}
