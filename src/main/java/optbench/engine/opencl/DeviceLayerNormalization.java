package optbench.engine.opencl;

import java.util.List;
import java.util.Map;
import optbench.opencl.DeviceBuffer;
import optbench.spec.LayerSpec.LayerNorm;

/** Layer normalisation: of the channels of each pixel, of a vector all numbers. */
final class DeviceLayerNormalization implements DeviceLayer {
  private final Room room;
  private final DevicePanel input;
  private final DevicePanel output;
  private final DeviceBuffer moments;
  private final int area;
  private final Program program;

  /**
   * @param name of the layer
   */
  DeviceLayerNormalization(Room room, DevicePanel input, String name, LayerNorm layer) {
    this.room = room;
    this.input = input;
    output = room.panel(input.shape());
    int channels = input.shape().channels();
    area = input.features() / channels;
    moments = room.queue().numbers(2L * room.roster().width() * room.capacity() * area);
    Map<String, Object> macros = room.macros();
    macros.put("CHANNELS", channels);
    macros.put("AREA", area);
    macros.put("EPSILON", (float) layer.epsilon() + "f");
    macros.put("OWNER(k)", input.owner());
    macros.put("GAIN", room.places().of(name, "gain"));
    macros.put("OFFSET", room.places().of(name, "offset"));
    program = new Program(room.queue(), List.of("layernorm.cl"), macros);
  }

  DevicePanel output() {
    return output;
  }

  @Override
  public void forward(int samples, boolean training) {
    Roster roster = room.roster();
    var launch =
        program
            .launch("standardize")
            .with(input.values())
            .with(room.values())
            .with(output.values())
            .with(moments)
            .with(roster.trials())
            .with(roster.seeds())
            .with(samples);
    Tiles.elements(launch, area, samples, roster.count());
  }

  @Override
  public void backward(int samples, boolean more) {
    Roster roster = room.roster();
    var sums =
        program
            .launch("sumGradients")
            .with(input.values())
            .with(output.gradients())
            .with(room.gradients())
            .with(moments)
            .with(roster.trials())
            .with(roster.seeds())
            .with(samples)
            .with(more ? 1 : 0);
    Tiles.reduce(sums, input.shape().channels(), roster.count());
    if (!input.data()) {
      var back =
          program
              .launch("sendBack")
              .with(input.values())
              .with(room.values())
              .with(output.gradients())
              .with(input.gradients())
              .with(moments)
              .with(roster.trials())
              .with(samples);
      Tiles.elements(back, area, samples, roster.count());
    }
  }
}
