package optbench.engine.opencl;

import java.util.List;
import java.util.Map;
import optbench.spec.Activation;

/** An activation function by itself, which keeps its inputs. */
final class DeviceActivation implements DeviceLayer {
  private final Room room;
  private final DevicePanel input;
  private final DevicePanel output;
  private final boolean fromOutputs;
  private final Program program;

  DeviceActivation(Room room, DevicePanel input, Activation function) {
    this.room = room;
    this.input = input;
    output = room.panelLike(input);
    fromOutputs = function.isMonotonic();
    Map<String, Object> macros = room.macros();
    macros.put("FEATURES", input.features());
    macros.put(function.name(), 1);
    program = new Program(room.queue(), List.of("activation.cl", "pointwise.cl"), macros);
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
            .with(output.values())
            .with(roster.owners(input))
            .with(samples);
    Tiles.elements(launch, input.features(), samples, roster.ownerCount(input));
  }

  @Override
  public void backward(int samples, boolean more) {
    if (input.data()) {
      return;
    }
    var launch =
        program
            .launch("backward")
            .with((fromOutputs ? output : input).values())
            .with(output.gradients())
            .with(input.gradients())
            .with(room.roster().trials())
            .with(samples);
    Tiles.elements(launch, input.features(), samples, room.roster().count());
  }
}
