package optbench.engine.lockstep;

import java.nio.FloatBuffer;
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
 * Inputs that are 0 in the whole batch are left out, together with their weights' rows; the
 * gradient of these rows is 0.
 */
final class SharedDense implements Layer {
  private final PrunedInput input;
  private final Panel output;
  private final BiasAndActivation top;
  private final Weights weights;
  private final Map<List<Integer>, Product> forward = new HashMap<>();
  private final Map<List<Integer>, Product> backward = new HashMap<>();
  private final Map<List<Integer>, Product> backwardMore = new HashMap<>();

  SharedDense(PrunedInput input, int trials, int units, Activation activation, int capacity) {
    this.input = input;
    output = Panel.ofTrials(trials, Shape.vector(units), capacity);
    top = new BiasAndActivation(output, activation);
    weights = new Weights(trials, units);
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
    forward
        .computeIfAbsent(
            List.of(input.width(), samples),
            k ->
                Product.into(
                    Product.columns(output.values(), 0, output.row(), samples, output.row()),
                    weights.gathered(input.width()),
                    input.matrix(samples)))
        .run();
    top.forward(samples);
  }

  @Override
  public void backward(int samples, boolean more) {
    top.backward(samples, more);
    (more ? backwardMore : backward)
        .computeIfAbsent(List.of(input.width(), samples), k -> gradientProduct(samples, more))
        .run();
  }

  private Product gradientProduct(int samples, boolean more) {
    INDArray deltas = Product.columns(output.gradients(), 0, output.row(), samples, output.row());
    INDArray inputs = input.matrix(samples).transpose();
    INDArray result = weights.gatheredGradient(input.width());
    return more ? Product.addedTo(result, deltas, inputs) : Product.into(result, deltas, inputs);
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

    /** The rows of the inputs that are in use. */
    void gather() {
      for (int r = 0; r < input.inUse(); r++) {
        int from = input.origin(r) * units;
        for (int k = 0; k < trials; k++) {
          System.arraycopy(values[k], from, rows, k * units, units);
        }
        gatheredMemory.put(r * rows.length, rows);
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
        int place = input.place(pixel);
        if (place < 0) {
          Arrays.fill(into, at, at + n, 0f);
        } else {
          gradientMemory.get(place * rows.length + trial * units + unit, into, at, n);
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
