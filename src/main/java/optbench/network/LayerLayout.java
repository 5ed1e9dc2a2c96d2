package optbench.network;

import java.util.List;
import optbench.network.Tensor.Kind;
import optbench.spec.Initialization;
import optbench.spec.LayerSpec;
import optbench.spec.SpecException;

/**
 * What a layer is on top of another one.
 *
 * @param output shape of what it gives out
 * @param tensors that it trains, in the order in which they are drawn
 * @param unrolled numbers that its windows see of one sample, each as often as one sees it: as many
 *     are laid out in memory where windows are multiplied as a matrix
 */
public record LayerLayout(Shape output, List<Tensor> tensors, long unrolled) {
  private static LayerLayout of(Shape output, Tensor... tensors) {
    return new LayerLayout(output, List.of(tensors), 0);
  }

  /** A fully connected layer. */
  static LayerLayout dense(int index, Shape input, int units, Initialization initialization) {
    int features = input.features();
    return of(
        Shape.vector(units),
        new Tensor(
            index,
            Kind.WEIGHTS,
            List.of(features, units),
            initialization.variance(features, units),
            initialization.uniform()),
        new Tensor(index, Kind.BIAS, List.of(units), 0, true));
  }

  /**
   * Of each kind of layer.
   *
   * @param index of the layer in the network
   * @param input of one sample
   */
  record Visitor(int index, Shape input) implements LayerSpec.Visitor<LayerLayout> {
    @Override
    public LayerLayout dense(LayerSpec.Dense dense) {
      return LayerLayout.dense(index, input, dense.units(), dense.initialization());
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
              new Tensor(index, Kind.WEIGHTS, shape, variance, initialization.uniform()),
              new Tensor(index, Kind.BIAS, List.of(conv.filters()), 0, true)),
          (long) area * input.channels() * output.height() * output.width());
    }

    @Override
    public LayerLayout maxPool(LayerSpec.MaxPool pool) {
      requireImage(pool);
      return of(
          new Shape(
              input.channels(),
              windows(pool, input.height(), pool.size(), pool.stride(), false),
              windows(pool, input.width(), pool.size(), pool.stride(), false)));
    }

    @Override
    public LayerLayout dropout(LayerSpec.Dropout dropout) {
      return of(input);
    }

    @Override
    public LayerLayout batchNorm(LayerSpec.BatchNorm norm) {
      return of(
          input,
          new Tensor(index, Kind.GAMMA, List.of(input.channels()), 0, true),
          new Tensor(index, Kind.BETA, List.of(input.channels()), 0, true));
    }

    @Override
    public LayerLayout flatten(LayerSpec.Flatten flatten) {
      return of(Shape.vector(input.features()));
    }

    private void requireImage(LayerSpec layer) {
      if (!input.isImage()) {
        throw new SpecException(
            "/network/" + index,
            layer.id()
                + " needs an image, but what comes before it is a vector of "
                + input.features()
                + (index == 0 ? ": data: {shape: [height, width]} says that rows are images" : ""));
      }
    }

    private int windows(LayerSpec layer, int side, int window, int stride, boolean same) {
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
}
