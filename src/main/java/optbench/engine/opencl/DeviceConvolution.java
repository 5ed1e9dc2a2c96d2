package optbench.engine.opencl;

import java.util.List;
import java.util.Map;
import optbench.engine.convolution.ConvolutionGeometry;
import optbench.network.Shape;
import optbench.opencl.DeviceBuffer;
import optbench.spec.LayerSpec.Conv2d;

/** A convolution, as a product with windows that are cut out while they are multiplied. */
final class DeviceConvolution implements DeviceLayer {
  /** Positions in a part of the sum that is the gradient of a filter. */
  private static final int PART = 2048;

  private final Room room;
  private final DevicePanel input;
  private final DevicePanel output;
  private final int window;
  private final int area;
  private final DeviceBuffer partial;
  private final Program program;

  /**
   * @param name of the layer
   * @param shape of what it gives out
   */
  DeviceConvolution(Room room, DevicePanel input, String name, Conv2d layer, Shape shape) {
    this.room = room;
    this.input = input;
    output = room.panel(shape);
    Shape image = input.shape();
    area = shape.height() * shape.width();
    window = image.channels() * layer.kernel() * layer.kernel();
    int parts = Tiles.parts(room.capacity() * area, PART);
    partial = room.queue().numbers((long) room.roster().width() * parts * window * layer.filters());
    Map<String, Object> macros = room.macros(name, input, shape, layer.activation());
    macros.put("CHANNELS_IN", image.channels());
    macros.put("HEIGHT", image.height());
    macros.put("WIDTH", image.width());
    macros.put("KERNEL", layer.kernel());
    macros.put("STEP", layer.stride());
    ConvolutionGeometry geometry = new ConvolutionGeometry(image, layer);
    macros.put("TOP_GAP", geometry.top());
    macros.put("LEFT_GAP", geometry.left());
    macros.put("OUT_HEIGHT", shape.height());
    macros.put("OUT_WIDTH", shape.width());
    macros.put("PART", PART);
    macros.put("MOST_PARTS", parts);
    program =
        new Program(room.queue(), List.of("product.cl", "activation.cl", "convolution.cl"), macros);
  }

  DevicePanel output() {
    return output;
  }

  @Override
  public void forward(int samples, boolean training) {
    Roster roster = room.roster();
    var launch =
        program
            .launch("forward")
            .with(input.values())
            .with(room.values())
            .with(output.values())
            .with(roster.trials())
            .with(roster.seeds())
            .with(samples);
    Tiles.product(launch, samples * area, output.shape().channels(), roster.count());
  }

  @Override
  public void backward(int samples, boolean more) {
    ActivationKernels.undo(program, room, output, samples, more);
    filters(samples, more);
    if (!input.data()) {
      var launch =
          program
              .launch("backwardInputs")
              .with(output.gradients())
              .with(room.values())
              .with(input.gradients())
              .with(room.roster().trials())
              .with(samples);
      int pixels = input.shape().height() * input.shape().width();
      Tiles.product(launch, samples * pixels, input.shape().channels(), room.roster().count());
    }
  }

  private void filters(int samples, boolean more) {
    Roster roster = room.roster();
    int parts = Tiles.parts(samples * area, PART);
    int channels = output.shape().channels();
    var products =
        program
            .launch("backwardFilters")
            .with(input.values())
            .with(output.gradients())
            .with(partial)
            .with(roster.trials())
            .with(roster.seeds())
            .with(samples)
            .with(parts);
    Tiles.product(products, window, channels, roster.count() * parts);
    var sums =
        program
            .launch("sumOfParts")
            .with(partial)
            .with(room.gradients())
            .with(roster.trials())
            .with(parts)
            .with(more ? 1 : 0);
    Tiles.elements(sums, window * channels, roster.count(), 1);
  }
}
