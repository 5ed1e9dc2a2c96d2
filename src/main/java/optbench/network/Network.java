package optbench.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import optbench.network.Tensor.Kind;
import optbench.spec.Initialization;
import optbench.spec.LayerSpec;
import optbench.spec.LayerSpec.BatchNorm;
import optbench.spec.LayerSpec.Conv2d;
import optbench.spec.LayerSpec.Dense;
import optbench.spec.LayerSpec.Dropout;
import optbench.spec.LayerSpec.Flatten;
import optbench.spec.LayerSpec.MaxPool;
import optbench.spec.SpecException;

/**
 * A network to train: hidden layers, and the softmax output layer that always follows.
 *
 * @param name the preset's, or {@code custom}
 */
public record Network(String name, List<LayerSpec> layers) {
  public Network {
    layers = List.copyOf(layers);
  }

  /**
   * The trainable tensors in the order in which they are drawn.
   *
   * @param input of one sample
   * @param classes width of the output layer
   * @throws SpecException if a layer does not fit on the one before; its path points at the layer
   */
  public List<Tensor> tensors(Shape input, int classes) {
    List<Tensor> tensors = new ArrayList<>();
    Shape shape = input;
    for (int i = 0; i < layers.size(); i++) {
      LayerSpec layer = layers.get(i);
      addTensors(tensors, i, layer, shape);
      shape = after(i, layer, shape);
    }
    addDense(tensors, layers.size(), shape.features(), classes, Initialization.GLOROT_UNIFORM);
    return tensors;
  }

  /**
   * Number of trainable parameters.
   *
   * @throws SpecException if a layer does not fit on the one before, or there are more parameters
   *     than an array can hold
   */
  public long parameters(Shape input, int classes) {
    long parameters = tensors(input, classes).stream().mapToLong(Network::elements).sum();
    if (parameters > Integer.MAX_VALUE) {
      throw new SpecException(
          "/network",
          "must have at most "
              + Integer.MAX_VALUE
              + " parameters but has "
              + parameters
              + ": take smaller layers");
    }
    return parameters;
  }

  /** Unlike {@link Tensor#length()} not limited to what can be trained. */
  private static long elements(Tensor tensor) {
    return tensor.shape().stream().mapToLong(Integer::longValue).reduce(1, Math::multiplyExact);
  }

  /** The shapes between the layers: the input, then the output of each hidden layer. */
  public List<Shape> shapes(Shape input) {
    List<Shape> shapes = new ArrayList<>(List.of(input));
    for (int i = 0; i < layers.size(); i++) {
      shapes.add(after(i, layers.get(i), shapes.get(i)));
    }
    return shapes;
  }

  /** All that decides how it computes, in one line. */
  public String describe(int classes) {
    return layers.stream().map(Network::describe).map(s -> s + ", ").collect(Collectors.joining())
        + "softmax "
        + classes;
  }

  private static String describe(LayerSpec layer) {
    if (layer instanceof Dense d) {
      return String.format(
          Locale.ROOT, "dense %d %s %s", d.units(), d.activation().id(), d.initialization().id());
    }
    if (layer instanceof Conv2d c) {
      return String.format(
          Locale.ROOT,
          "conv2d %d %dx%d stride %d %s %s %s",
          c.filters(),
          c.kernel(),
          c.kernel(),
          c.stride(),
          c.same() ? "same" : "valid",
          c.activation().id(),
          c.initialization().id());
    }
    if (layer instanceof MaxPool p) {
      return String.format(Locale.ROOT, "max_pool %dx%d stride %d", p.size(), p.size(), p.stride());
    }
    if (layer instanceof Dropout d) {
      return "dropout " + d.rate();
    }
    if (layer instanceof BatchNorm b) {
      return "batch_norm " + b.momentum() + " " + b.epsilon();
    }
    return layer.id();
  }

  private static void addTensors(List<Tensor> tensors, int index, LayerSpec layer, Shape input) {
    if (layer instanceof Dense dense) {
      addDense(tensors, index, input.features(), dense.units(), dense.initialization());
    } else if (layer instanceof Conv2d conv) {
      int area = conv.kernel() * conv.kernel();
      double variance =
          conv.initialization()
              .variance((long) input.channels() * area, (long) conv.filters() * area);
      List<Integer> shape = List.of(conv.filters(), input.channels(), conv.kernel(), conv.kernel());
      tensors.add(
          new Tensor(index, Kind.WEIGHTS, shape, variance, conv.initialization().uniform()));
      tensors.add(new Tensor(index, Kind.BIAS, List.of(conv.filters()), 0, true));
    } else if (layer instanceof BatchNorm) {
      tensors.add(new Tensor(index, Kind.GAMMA, List.of(input.channels()), 0, true));
      tensors.add(new Tensor(index, Kind.BETA, List.of(input.channels()), 0, true));
    }
  }

  private static void addDense(
      List<Tensor> tensors, int index, int in, int out, Initialization init) {
    tensors.add(
        new Tensor(index, Kind.WEIGHTS, List.of(in, out), init.variance(in, out), init.uniform()));
    tensors.add(new Tensor(index, Kind.BIAS, List.of(out), 0, true));
  }

  private static Shape after(int index, LayerSpec layer, Shape input) {
    if (layer instanceof Dense dense) {
      return Shape.vector(dense.units());
    }
    if (layer instanceof Flatten) {
      return Shape.vector(input.features());
    }
    if (layer instanceof Conv2d conv) {
      requireImage(index, layer, input);
      return new Shape(
          conv.filters(),
          windows(index, layer, input.height(), conv.kernel(), conv.stride(), conv.same()),
          windows(index, layer, input.width(), conv.kernel(), conv.stride(), conv.same()));
    }
    if (layer instanceof MaxPool pool) {
      requireImage(index, layer, input);
      return new Shape(
          input.channels(),
          windows(index, layer, input.height(), pool.size(), pool.stride(), false),
          windows(index, layer, input.width(), pool.size(), pool.stride(), false));
    }
    return input;
  }

  private static void requireImage(int index, LayerSpec layer, Shape input) {
    if (!input.isImage()) {
      throw new SpecException(
          "/network/" + index,
          layer.id()
              + " needs an image, but what comes before it is a vector of "
              + input.features());
    }
  }

  private static int windows(
      int index, LayerSpec layer, int side, int window, int stride, boolean same) {
    if (same) {
      return (side + stride - 1) / stride;
    }
    if (window > side) {
      throw new SpecException(
          "/network/" + index,
          layer.id()
              + " has a window of "
              + window
              + " pixels, but the image before it is only "
              + side
              + " wide or high");
    }
    return (side - window) / stride + 1;
  }
}
