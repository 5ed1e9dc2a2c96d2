package optbench.cli;

import java.util.List;
import optbench.opencl.OpenCl;
import optbench.opencl.OpenClDevice;
import optbench.opencl.OpenClException;
import optbench.text.NumberText;

/** OpenCL's devices. Nothing that trains needs one, so to have none is no fault. */
final class OpenClChecks {
  private static final String NAME = "OpenCL";

  private OpenClChecks() {}

  /** Loads the library of OpenCL. */
  static List<Check> all() {
    try {
      return OpenCl.devices().stream().map(OpenClChecks::of).toList();
    } catch (OpenClException e) {
      return List.of(Check.ok(NAME, "none that can be used: " + e.getMessage()));
    }
  }

  static Check of(OpenClDevice device) {
    return Check.ok(
        NAME,
        String.join(
            ", ",
            device.name() + " (" + device.platform() + ")",
            device.computeUnits()
                + (device.computeUnits() == 1 ? " compute unit" : " compute units"),
            NumberText.bytes(device.memoryBytes()),
            "driver " + device.driver(),
            device.version(),
            device.bitFaithful() ? "rounds as the CPU does" : "rounds otherwise than the CPU"));
  }
}
