package optbench.engine.opencl;

import java.util.List;
import java.util.Map;

/**
 * Where the two ways through a residual block part. Both see the same values; each leaves a
 * gradient of its own, and these are added.
 */
final class DeviceFork implements DeviceLayer {
  private final Room room;
  private final DevicePanel input;
  private final DevicePanel branch;
  private final DevicePanel shortcut;
  private final Program program;

  DeviceFork(Room room, DevicePanel input) {
    this.room = room;
    this.input = input;
    branch = sharing(input);
    shortcut = sharing(input);
    Map<String, Object> macros = room.macros();
    macros.put("FEATURES", input.features());
    program = new Program(room.queue(), List.of("sum.cl"), macros);
  }

  private DevicePanel sharing(DevicePanel panel) {
    return panel.data()
        ? panel
        : new DevicePanel(
            panel.shape(),
            panel.capacity(),
            false,
            panel.values(),
            room.queue().numbers(panel.gradients().bytes() / Float.BYTES));
  }

  DevicePanel branch() {
    return branch;
  }

  DevicePanel shortcut() {
    return shortcut;
  }

  @Override
  public void forward(int samples, boolean training) {}

  @Override
  public void backward(int samples, boolean more) {
    if (input.data()) {
      return;
    }
    Roster roster = room.roster();
    var launch =
        program
            .launch("total")
            .with(branch.gradients())
            .with(shortcut.gradients())
            .with(input.gradients())
            .with(roster.trials())
            .with(roster.seeds())
            .with(samples)
            .with(0)
            .with(0);
    Tiles.elements(launch, input.features(), samples, roster.count());
  }
}
