package optbench.engine.opencl;

import java.util.List;
import java.util.Map;

/** Where the two ways through a residual block end: their values are added. */
final class DeviceSum implements DeviceLayer {
  private final Room room;
  private final DevicePanel branch;
  private final DevicePanel shortcut;
  private final DevicePanel output;
  private final Program program;

  DeviceSum(Room room, DevicePanel branch, DevicePanel shortcut) {
    this.room = room;
    this.branch = branch;
    this.shortcut = shortcut;
    output = room.panel(branch.shape());
    Map<String, Object> macros = room.macros();
    macros.put("FEATURES", branch.features());
    program = new Program(room.queue(), List.of("sum.cl"), macros);
  }

  DevicePanel output() {
    return output;
  }

  @Override
  public void forward(int samples, boolean training) {
    Roster roster = room.roster();
    var launch =
        program
            .launch("total")
            .with(branch.values())
            .with(shortcut.values())
            .with(output.values())
            .with(roster.trials())
            .with(roster.seeds())
            .with(samples)
            .with(branch.data() ? 1 : 0)
            .with(shortcut.data() ? 1 : 0);
    Tiles.elements(launch, output.features(), samples, roster.count());
  }

  @Override
  public void backward(int samples, boolean more) {
    send(branch, samples);
    send(shortcut, samples);
  }

  private void send(DevicePanel below, int samples) {
    if (below.data()) {
      return;
    }
    var launch =
        program
            .launch("handDown")
            .with(output.gradients())
            .with(below.gradients())
            .with(room.roster().trials())
            .with(samples);
    Tiles.elements(launch, output.features(), samples, room.roster().count());
  }
}
