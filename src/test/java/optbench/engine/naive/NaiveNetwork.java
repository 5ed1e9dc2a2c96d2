package optbench.engine.naive;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import optbench.network.InitialWeights;
import optbench.network.Network;
import optbench.network.PlacedLayer;
import optbench.network.ResidualBlock;
import optbench.network.Shape;
import optbench.spec.Activation;
import optbench.spec.LayerSpec;
import optbench.spec.LayerSpec.Activate;
import optbench.spec.LayerSpec.AvgPool;
import optbench.spec.LayerSpec.BatchNorm;
import optbench.spec.LayerSpec.Conv2d;
import optbench.spec.LayerSpec.Dense;
import optbench.spec.LayerSpec.Dropout;
import optbench.spec.LayerSpec.Flatten;
import optbench.spec.LayerSpec.GlobalAvgPool;
import optbench.spec.LayerSpec.LayerNorm;
import optbench.spec.LayerSpec.MaxPool;
import optbench.spec.LayerSpec.Residual;

/**
 * A network as its definition says, trained by plain gradient descent: one number after another, in
 * double.
 */
public final class NaiveNetwork {
  /** Half the step of a central difference: so short that it seldom crosses a kink. */
  private static final double HALF_STEP = 1e-7;

  private final List<NaiveLayer> layers = new ArrayList<>();
  private final DoubleUnaryOperator rounding;

  /** What dropout multiplies by: 0, or 1 / (1 - rate). */
  @FunctionalInterface
  public interface Masks {
    /** For networks that drop nothing. */
    Masks NONE =
        (layer, sample) -> {
          throw new IllegalStateException("there is no dropout in layer " + layer);
        };

    /** Of a layer and a sample of the batch, in the order of the numbers that come in. */
    double[] of(int layer, int sample);
  }

  /** Of a batch. */
  public record Found(double loss, List<double[]> sums) {
    /** How far the sum of the label is above the highest other one; below 0 if it is wrong. */
    public double margin(int sample, int label) {
      double[] all = sums.get(sample);
      double other =
          IntStream.range(0, all.length)
              .filter(k -> k != label)
              .mapToDouble(k -> all[k])
              .max()
              .orElse(Double.NEGATIVE_INFINITY);
      return all[label] - other;
    }
  }

  /** With these weights, mean 0 and variance 1 as running statistics. */
  public NaiveNetwork(Network network, Shape input, int classes, InitialWeights weights) {
    this(network, input, classes, weights, DoubleUnaryOperator.identity());
  }

  /**
   * Likewise.
   *
   * @param rounding of all that goes from layer to layer, either way
   */
  public NaiveNetwork(
      Network network,
      Shape input,
      int classes,
      InitialWeights weights,
      DoubleUnaryOperator rounding) {
    this.rounding = rounding;
    Iterator<double[]> tensors = weights.values().stream().map(NaiveNetwork::doubles).iterator();
    List<PlacedLayer> placed = network.placed(input);
    for (int i = 0; i < placed.size(); i++) {
      layers.add(Definitions.of(i, placed.get(i), tensors));
    }
    layers.add(new NaiveDense(classes, Activation.LINEAR, tensors.next(), tensors.next()));
  }

  /** The definition of each kind of layer. */
  private record Definitions(int index, PlacedLayer placed, Iterator<double[]> tensors)
      implements LayerSpec.Visitor<NaiveLayer> {
    static NaiveLayer of(int index, PlacedLayer placed, Iterator<double[]> tensors) {
      return placed.layer().accept(new Definitions(index, placed, tensors));
    }

    private Shape from() {
      return placed.input();
    }

    private Shape to() {
      return placed.output();
    }

    @Override
    public NaiveLayer dense(Dense dense) {
      return new NaiveDense(dense.units(), dense.activation(), tensors.next(), tensors.next());
    }

    @Override
    public NaiveLayer conv2d(Conv2d conv) {
      return new NaiveConvolution(conv, from(), to(), tensors.next(), tensors.next());
    }

    @Override
    public NaiveLayer maxPool(MaxPool pool) {
      return new NaivePooling(pool, from(), to());
    }

    @Override
    public NaiveLayer avgPool(AvgPool pool) {
      return new NaiveAveraging(from(), to(), pool.size(), pool.size(), pool.stride());
    }

    @Override
    public NaiveLayer globalAvgPool(GlobalAvgPool pool) {
      return new NaiveAveraging(from(), to(), from().height(), from().width(), 1);
    }

    @Override
    public NaiveLayer dropout(Dropout dropout) {
      return new NaiveDropout(index);
    }

    @Override
    public NaiveLayer batchNorm(BatchNorm norm) {
      return new NaiveNormalization(norm, from(), tensors.next(), tensors.next());
    }

    @Override
    public NaiveLayer layerNorm(LayerNorm norm) {
      return new NaiveLayerNormalization(norm, from(), tensors.next(), tensors.next());
    }

    @Override
    public NaiveLayer activation(Activate activate) {
      return new NaivePointwise(activate.activation());
    }

    @Override
    public NaiveLayer residual(Residual residual) {
      ResidualBlock block = ResidualBlock.of(placed.name(), residual, from());
      List<NaiveLayer> branch = way(block.branch());
      return new NaiveResidual(branch, way(block.shortcut()), residual.activation());
    }

    private List<NaiveLayer> way(List<PlacedLayer> along) {
      return along.stream().map(layer -> of(index, layer, tensors)).toList();
    }

    @Override
    public NaiveLayer flatten(Flatten flatten) {
      return new NaiveFlatten();
    }
  }

  private static double[] doubles(float[] numbers) {
    return IntStream.range(0, numbers.length).mapToDouble(i -> numbers[i]).toArray();
  }

  /** Loss while training; {@link #gradients} are then those of this batch. */
  public double train(double[][] images, int[] labels, Masks masks) {
    double[][] sums = forward(images, masks);
    double[][] gradient = new double[sums.length][];
    for (int i = 0; i < sums.length; i++) {
      gradient[i] = lossGradient(sums[i], labels[i], sums.length);
    }
    for (int l = layers.size() - 1; l >= 0; l--) {
      gradient = layers.get(l).backward(rounded(gradient));
    }
    return meanLoss(sums, labels);
  }

  /** One step down the gradient of the last {@link #train}; running statistics follow. */
  public void descend(double rate) {
    for (int t = 0; t < parameters().size(); t++) {
      double[] values = parameters().get(t);
      double[] gradient = gradients().get(t);
      for (int i = 0; i < values.length; i++) {
        values[i] -= rate * gradient[i];
      }
    }
    layers.forEach(NaiveLayer::stepTaken);
  }

  /** Without training: nothing is dropped, and running statistics normalise. */
  public Found assess(double[][] images, int[] labels) {
    double[][] values = images;
    for (NaiveLayer layer : layers) {
      values = layer.forward(rounded(values), false);
    }
    return new Found(meanLoss(values, labels), List.of(values));
  }

  /** In the order of the network's tensors. */
  public List<double[]> parameters() {
    return layers.stream().flatMap(layer -> layer.parameters().stream()).toList();
  }

  /** In the order of the network's tensors. */
  public List<double[]> gradients() {
    return layers.stream().flatMap(layer -> layer.gradients().stream()).toList();
  }

  /** The gradient of one tensor, without any backward pass. */
  public double[] centralDifferences(int tensor, double[][] images, int[] labels, Masks masks) {
    double[] values = parameters().get(tensor);
    double[] differences = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      double before = values[i];
      values[i] = before + HALF_STEP;
      double above = meanLoss(forward(images, masks), labels);
      values[i] = before - HALF_STEP;
      double below = meanLoss(forward(images, masks), labels);
      values[i] = before;
      differences[i] = (above - below) / (2 * HALF_STEP);
    }
    return differences;
  }

  private double[][] forward(double[][] images, Masks masks) {
    double[][] values = images;
    for (NaiveLayer layer : layers) {
      if (layer instanceof NaiveDropout dropout) {
        dropout.use(masks);
      }
      values = layer.forward(rounded(values), true);
    }
    return values;
  }

  private double[][] rounded(double[][] values) {
    return Arrays.stream(values)
        .map(row -> Arrays.stream(row).map(rounding).toArray())
        .toArray(double[][]::new);
  }

  private static double meanLoss(double[][] sums, int[] labels) {
    double total = 0;
    for (int i = 0; i < sums.length; i++) {
      double highest = Arrays.stream(sums[i]).max().orElseThrow();
      double exponentials = Arrays.stream(sums[i]).map(sum -> Math.exp(sum - highest)).sum();
      total += highest + Math.log(exponentials) - sums[i][labels[i]];
    }
    return total / sums.length;
  }

  private static double[] lossGradient(double[] sums, int label, int samples) {
    double[] gradient = softmax(sums);
    gradient[label] -= 1;
    for (int k = 0; k < gradient.length; k++) {
      gradient[k] /= samples;
    }
    return gradient;
  }

  private static double[] softmax(double[] sums) {
    double highest = Arrays.stream(sums).max().orElseThrow();
    double[] shares = Arrays.stream(sums).map(sum -> Math.exp(sum - highest)).toArray();
    double total = Arrays.stream(shares).sum();
    return Arrays.stream(shares).map(share -> share / total).toArray();
  }
}
