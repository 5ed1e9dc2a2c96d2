package optbench.engine.opencl;

import java.util.List;
import java.util.Map;
import optbench.network.Shape;
import optbench.spec.Activation;

/** A dense layer. */
final class DeviceDense implements DeviceLayer {
  private final Room room;
  private final DevicePanel input;
  private final DevicePanel output;
  private final Program program;

  /**
   * @param name of the layer
   */
  DeviceDense(Room room, DevicePanel input, String name, int units, Activation activation) {
    this.room = room;
    this.input = input;
    output = room.panel(Shape.vector(units));
    Map<String, Object> macros = room.macros(name, input, output.shape(), activation);
    macros.put("INPUTS", input.features());
    macros.put("UNITS", units);
    program = new Program(room.queue(), List.of("product.cl", "activation.cl", "dense.cl"), macros);
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
    Tiles.product(launch, samples, output.features(), roster.count());
  }

  @Override
  public void backward(int samples, boolean more) {
    Roster roster = room.roster();
    ActivationKernels.undo(program, room, output, samples, more);
    var weights =
        program
            .launch("backwardWeights")
            .with(input.values())
            .with(output.gradients())
            .with(room.gradients())
            .with(roster.trials())
            .with(roster.seeds())
            .with(samples)
            .with(more ? 1 : 0);
    Tiles.product(weights, input.features(), output.features(), roster.count());
    if (!input.data()) {
      var inputs =
          program
              .launch("backwardInputs")
              .with(output.gradients())
              .with(room.values())
              .with(input.gradients())
              .with(roster.trials())
              .with(samples);
      Tiles.product(inputs, samples, input.features(), roster.count());
    }
  }
}
