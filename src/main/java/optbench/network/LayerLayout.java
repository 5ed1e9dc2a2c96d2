package optbench.network;

import java.util.List;
import java.util.stream.Stream;
import optbench.network.Tensor.Kind;
import optbench.spec.Activation;
import optbench.spec.Initialization;
import optbench.spec.LayerSpec;
import optbench.spec.SpecException;

/**
 * What a layer is on top of another one.
 *
 * @param output shape of what it gives out
 * @param tensors that it trains, in the order in which they are drawn
 * @param inner layers that it is made of, where there are several: each keeps what it gives out
 * @param maxima how many numbers it gives out of which it is kept where they came from
 * @param unrolled numbers that its windows see of one sample, each as often as one sees it: as many
 *     are laid out in memory where windows are multiplied as a matrix
 */
public record LayerLayout(
    Shape output, List<Tensor> tensors, List<LayerLayout> inner, long maxima, long unrolled) {
  static LayerLayout of(Shape output, Tensor... tensors) {
    return new LayerLayout(output, List.of(tensors), List.of(), 0, 0);
  }

  /** It and all layers that it is made of. */
  public Stream<LayerLayout> all() {
    return Stream.concat(Stream.of(this), inner.stream().flatMap(LayerLayout::all));
  }

  /** With the activation on top as a layer of its own, if that is how engines have it. */
  private LayerLayout under(Activation activation) {
    return activation.isMonotonic() ? this : new LayerLayout(output, tensors, List.of(this), 0, 0);
  }

  /** A fully connected layer. */
  static LayerLayout dense(String name, Shape input, int units, Initialization initialization) {
    int features = input.features();
    return of(
        Shape.vector(units),
        new Tensor(
            name,
            Kind.WEIGHTS,
            List.of(features, units),
            initialization.variance(features, units),
            initialization.distribution()),
        new Tensor(name, Kind.BIAS, units));
  }

  /**
   * Of each kind of layer.
   *
   * @param name of the layer
   * @param path of the layer in a spec
   * @param input of one sample
   */
  record Visitor(String name, String path, Shape input) implements LayerSpec.Visitor<LayerLayout> {
    @Override
    public LayerLayout dense(LayerSpec.Dense dense) {
      return LayerLayout.dense(name, input, dense.units(), dense.initialization())
          .under(dense.activation());
    }

    @Override
    public LayerLayout conv2d(LayerSpec.Conv2d conv) {
      requireImage(conv);
      Shape output =
          new Shape(
              conv.filters(),
              windows(conv, input.height(), conv.kernel(), conv.stride(), conv.same()),
              windows(conv, input.width(), conv.kernel(), conv.stride(), conv.same()));
      int area = conv.kernel() * conv.kernel();
      Initialization initialization = conv.initialization();
      double variance =
          initialization.variance((long) input.channels() * area, (long) conv.filters() * area);
      List<Integer> shape = List.of(conv.filters(), input.channels(), conv.kernel(), conv.kernel());
      return new LayerLayout(
              output,
              List.of(
                  new Tensor(name, Kind.WEIGHTS, shape, variance, initialization.distribution()),
                  new Tensor(name, Kind.BIAS, conv.filters())),
              List.of(),
              0,
              (long) area * input.channels() * output.height() * output.width())
          .under(conv.activation());
    }

    @Override
    public LayerLayout maxPool(LayerSpec.MaxPool pool) {
      requireImage(pool);
      Shape output = pooled(pool, pool.size(), pool.stride());
      return new LayerLayout(output, List.of(), List.of(), output.features(), 0);
    }

    @Override
    public LayerLayout avgPool(LayerSpec.AvgPool pool) {
      requireImage(pool);
      return of(pooled(pool, pool.size(), pool.stride()));
    }

    @Override
    public LayerLayout globalAvgPool(LayerSpec.GlobalAvgPool pool) {
      requireImage(pool);
      return of(Shape.vector(input.channels()));
    }

    @Override
    public LayerLayout dropout(LayerSpec.Dropout dropout) {
      return of(input);
    }

    @Override
    public LayerLayout batchNorm(LayerSpec.BatchNorm norm) {
      return of(
          input,
          new Tensor(name, Kind.GAMMA, input.channels()),
          new Tensor(name, Kind.BETA, input.channels()));
    }

    @Override
    public LayerLayout layerNorm(LayerSpec.LayerNorm norm) {
      if (input.channels() == 1) {
        throw new SpecException(
            path,
            norm.id()
                + (input.isImage()
                    ? " looks at the channels of each pixel, and nothing is left of one channel:"
                        + " put it after conv2d or flatten"
                    : " would leave nothing of a vector of one number"));
      }
      return of(
          input,
          new Tensor(name, Kind.GAIN, input.channels()),
          new Tensor(name, Kind.OFFSET, input.channels()));
    }

    @Override
    public LayerLayout activation(LayerSpec.Activate activate) {
      return of(input);
    }

    @Override
    public LayerLayout residual(LayerSpec.Residual residual) {
      return ResidualBlock.of(name, residual, input).layout(input);
    }

    @Override
    public LayerLayout flatten(LayerSpec.Flatten flatten) {
      return of(Shape.vector(input.features()));
    }

    private void requireImage(LayerSpec layer) {
      if (!input.isImage()) {
        throw new SpecException(
            path,
            layer.id()
                + " needs an image, but what comes before it is a vector of "
                + input.features()
                + (path.equals("/network/0")
                    ? ": data: {shape: [height, width]} says that rows are images"
                    : ""));
      }
    }

    private Shape pooled(LayerSpec layer, int size, int stride) {
      return new Shape(
          input.channels(),
          windows(layer, input.height(), size, stride, false),
          windows(layer, input.width(), size, stride, false));
    }

    private int windows(LayerSpec layer, int side, int window, int stride, boolean same) {
      if (same) {
        return (side + stride - 1) / stride;
      }
      if (window > side) {
        throw new SpecException(
            path,
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
}
