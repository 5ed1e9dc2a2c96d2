package optbench.engine.opencl;

import java.util.List;
import java.util.Map;
import optbench.network.Shape;
import optbench.opencl.DeviceBuffer;
import optbench.spec.LayerSpec.MaxPool;

/** The maximum of each window of an image. */
final class DevicePooling implements DeviceLayer {
  private final Room room;
  private final DevicePanel input;
  private final DevicePanel output;
  private final DeviceBuffer places;
  private final Program program;

  /**
   * @param shape of what it gives out
   */
  DevicePooling(Room room, DevicePanel input, MaxPool layer, Shape shape) {
    this.room = room;
    this.input = input;
    output = room.panelOver(input, shape);
    places = room.queue().numbers(output.values().bytes() / Float.BYTES);
    Map<String, Object> macros = room.macros();
    macros.put("CHANNELS", shape.channels());
    macros.put("HEIGHT", input.shape().height());
    macros.put("WIDTH", input.shape().width());
    macros.put("OUT_HEIGHT", shape.height());
    macros.put("OUT_WIDTH", shape.width());
    macros.put("WINDOW", layer.size());
    macros.put("STEP", layer.stride());
    program = new Program(room.queue(), List.of("pooling.cl"), macros);
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
            .with(places)
            .with(roster.owners(input))
            .with(samples);
    Tiles.elements(launch, output.features(), samples, roster.ownerCount(input));
  }

  @Override
  public void backward(int samples, boolean more) {
    if (input.data()) {
      return;
    }
    var launch =
        program
            .launch("backward")
            .with(output.gradients())
            .with(places)
            .with(input.gradients())
            .with(room.roster().trials())
            .with(samples);
    Tiles.elements(launch, input.features(), samples, room.roster().count());
  }
}
