package optbench.engine.opencl;

import java.util.List;
import java.util.Map;
import optbench.opencl.DeviceBuffer;
import optbench.random.SeededRandom;

/** DeviceDropout, with the masks that the CPU draws: they depend on seed, layer and step alone. */
final class DeviceDropout implements DeviceLayer {
  private final Room room;
  private final DevicePanel input;
  private final DevicePanel output;
  private final int index;
  private final double rate;
  private final long[] seeds;
  private final DeviceBuffer starts;
  private final Program program;
  private long step;
  private boolean dropped;

  /**
   * @param index of the network's layer
   * @param seeds of the group, each once
   */
  DeviceDropout(Room room, DevicePanel input, int index, double rate, long[] seeds) {
    this.room = room;
    this.input = input;
    this.index = index;
    this.rate = rate;
    this.seeds = seeds.clone();
    output = room.panelLike(input);
    starts = room.queue().numbers(2L * seeds.length);
    Map<String, Object> macros = room.macros();
    macros.put("FEATURES", input.features());
    macros.put("CHANNELS", input.shape().channels());
    macros.put("SEED(k)", input.data() ? "k" : "seeds[k]");
    program = new Program(room.queue(), List.of("dropout.cl"), macros);
  }

  DevicePanel output() {
    return output;
  }

  @Override
  public void restart() {
    step = 0;
  }

  @Override
  public void forward(int samples, boolean training) {
    dropped = training;
    if (training) {
      step++;
      int[] halves = new int[2 * seeds.length];
      for (int s = 0; s < seeds.length; s++) {
        long start = SeededRandom.start(seeds[s], "dropout", index, step);
        halves[2 * s] = (int) start;
        halves[2 * s + 1] = (int) (start >>> 32);
      }
      starts.write(0, halves);
    }
    drop(input.values(), output.values(), samples);
  }

  @Override
  public void backward(int samples, boolean more) {
    if (!input.data()) {
      drop(output.gradients(), input.gradients(), samples);
    }
  }

  /** With nothing to drop, a copy. */
  private void drop(DeviceBuffer from, DeviceBuffer to, int samples) {
    Roster roster = room.roster();
    var launch =
        program
            .launch("drop")
            .with(from)
            .with(to)
            .with(starts)
            .with(roster.owners(input))
            .with(roster.seeds())
            .with(samples)
            .with(dropped ? (int) (long) (rate * 0x1p32) : 0)
            .with(dropped ? (float) (1 / (1 - rate)) : 1);
    Tiles.elements(launch, input.features(), samples, roster.ownerCount(input));
  }
}
