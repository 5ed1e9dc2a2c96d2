package optbench.engine.opencl;

import java.util.List;
import java.util.Map;
import optbench.opencl.DeviceBuffer;
import optbench.spec.LayerSpec.BatchNorm;

/** Batch normalisation of each channel; outside of training with running statistics. */
final class DeviceNormalization implements DeviceLayer {
  private final Room room;
  private final DevicePanel input;
  private final DevicePanel output;
  private final DeviceBuffer batch;
  private final Program program;

  /**
   * @param name of the layer
   */
  DeviceNormalization(Room room, DevicePanel input, String name, BatchNorm layer) {
    this.room = room;
    this.input = input;
    output = room.panel(input.shape());
    int channels = input.shape().channels();
    batch = room.queue().numbers(2L * room.roster().width() * channels);
    Map<String, Object> macros = room.macros();
    macros.put("CHANNELS", channels);
    macros.put("AREA", input.features() / channels);
    macros.put("EPSILON", (float) layer.epsilon() + "f");
    macros.put("KEPT", (float) layer.momentum() + "f");
    macros.put("OWNER(k)", input.owner());
    macros.put("GAMMA", room.places().of(name, "gamma"));
    macros.put("BETA", room.places().of(name, "beta"));
    macros.put("MEAN", room.places().of(name, "mean"));
    macros.put("VARIANCE", room.places().of(name, "var"));
    program = new Program(room.queue(), List.of("normalization.cl"), macros);
  }

  DevicePanel output() {
    return output;
  }

  @Override
  public void forward(int samples, boolean training) {
    Roster roster = room.roster();
    if (training) {
      var measure =
          program
              .launch("measure")
              .with(input.values())
              .with(room.values())
              .with(room.gradients())
              .with(batch)
              .with(roster.trials())
              .with(roster.seeds())
              .with(samples);
      Tiles.reduce(measure, input.shape().channels(), roster.count());
    }
    var standardize =
        program
            .launch("standardize")
            .with(input.values())
            .with(room.values())
            .with(output.values())
            .with(batch)
            .with(roster.trials())
            .with(roster.seeds())
            .with(samples)
            .with(training ? 1 : 0);
    Tiles.elements(standardize, input.features(), samples, roster.count());
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
            .with(batch)
            .with(roster.trials())
            .with(roster.seeds())
            .with(samples);
    Tiles.reduce(sums, input.shape().channels(), roster.count());
    if (!input.data()) {
      var back =
          program
              .launch("sendBack")
              .with(input.values())
              .with(room.values())
              .with(output.gradients())
              .with(input.gradients())
              .with(room.gradients())
              .with(batch)
              .with(roster.trials())
              .with(samples);
      Tiles.elements(back, input.features(), samples, roster.count());
    }
  }
}
