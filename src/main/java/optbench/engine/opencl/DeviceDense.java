package optbench.engine.opencl;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import optbench.network.Shape;
import optbench.opencl.DeviceBuffer;
import optbench.spec.Activation;

/** A dense layer. */
final class DeviceDense implements DeviceLayer {
  private static final List<String> FILES = List.of("product.cl", "activation.cl", "dense.cl");

  private final Room room;
  private final DevicePanel input;
  private final DevicePanel output;
  private final Program program;
  private final Optional<FusedUpdates> fused;

  /**
   * @param name of the layer
   * @param fused does the update of its weights for some of the trials, if anything does
   */
  DeviceDense(
      Room room,
      DevicePanel input,
      String name,
      int units,
      Activation activation,
      Optional<FusedUpdates> fused) {
    this.room = room;
    this.input = input;
    this.fused = fused;
    output = room.panel(Shape.vector(units));
    Map<String, Object> macros = room.macros(name, input, output.shape(), activation);
    macros.put("INPUTS", input.features());
    macros.put("UNITS", units);
    program = new Program(room.queue(), FILES, macros);
    fused.ifPresent(f -> f.compileWith(FILES, macros));
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

  /** The weights are used before an update may change them. */
  @Override
  public void backward(int samples, boolean more) {
    ActivationKernels.undo(program, room, output, samples, more);
    if (!input.data()) {
      sendBack(samples);
    }
    if (fused.isPresent()) {
      fused.get().run(room, input, output, samples);
      keepGradients(fused.get().others(), fused.get().otherCount(), samples, more);
    } else {
      keepGradients(room.roster().trials(), room.roster().count(), samples, more);
    }
  }

  private void sendBack(int samples) {
    Roster roster = room.roster();
    var launch =
        program
            .launch("backwardInputs")
            .with(output.gradients())
            .with(room.values())
            .with(input.gradients())
            .with(roster.trials())
            .with(samples);
    Tiles.product(launch, samples, input.features(), roster.count());
  }

  private void keepGradients(DeviceBuffer trials, int count, int samples, boolean more) {
    var launch =
        program
            .launch("backwardWeights")
            .with(input.values())
            .with(output.gradients())
            .with(room.gradients())
            .with(trials)
            .with(room.roster().seeds())
            .with(samples)
            .with(more ? 1 : 0);
    Tiles.product(launch, input.features(), output.features(), count);
  }
}
