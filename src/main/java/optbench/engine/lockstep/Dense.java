package optbench.engine.lockstep;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import optbench.network.Shape;
import optbench.spec.Activation;

/** A dense layer on values that differ from trial to trial: a product for each. */
final class Dense implements Layer {
  private final Panel input;
  private final Panel output;
  private final NativeTensor weights;
  private final BiasAndActivation top;
  private final Map<Integer, List<Product>> forward = new HashMap<>();
  private final Map<Integer, List<Product>> backward = new HashMap<>();
  private final Map<Integer, List<Product>> backwardMore = new HashMap<>();

  Dense(Panel input, int trials, int units, Activation activation, int capacity) {
    this.input = input;
    output = Panel.ofTrials(trials, Shape.vector(units), capacity);
    weights = new NativeTensor(trials, List.of(units, input.features()), origins(input, units));
    top = new BiasAndActivation(output, activation);
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
    forward.computeIfAbsent(samples, this::forwardProducts).forEach(Product::run);
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
      products.add(
          Product.into(
              output.valuesOf(k, samples),
              weights.valuesOf(k),
              input.valuesOf(k % input.trials(), samples)));
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
}
