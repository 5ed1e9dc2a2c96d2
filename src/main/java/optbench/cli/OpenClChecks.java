package optbench.cli;

import java.util.ArrayList;
import java.util.List;
import optbench.opencl.GpuChoice;
import optbench.opencl.OpenCl;
import optbench.opencl.OpenClDevice;
import optbench.opencl.OpenClException;
import optbench.spec.Device;
import optbench.text.NumberText;

/** OpenCL's devices, and which of them is the GPU. A machine without is no fault. */
final class OpenClChecks {
  private static final String NAME = "OpenCL";

  private final Device wanted;

  OpenClChecks(Device wanted) {
    this.wanted = wanted;
  }

  /** Loads the library of OpenCL. */
  List<Check> all() {
    List<Check> checks = new ArrayList<>();
    try {
      OpenCl.devices().forEach(device -> checks.add(of(device)));
      OpenCl.faults()
          .forEach(
              fault ->
                  checks.add(
                      Check.warning(
                          NAME, "left out: " + fault, "devices of other drivers can be used")));
      OpenClDevice gpu = GpuChoice.require();
      checks.add(
          Check.ok("--device gpu", "takes OpenCL device " + gpu.index() + ", " + gpu.name()));
    } catch (OpenClException e) {
      checks.add(none(checks.isEmpty() ? NAME : "--device gpu", e.getMessage()));
    }
    return checks;
  }

  private Check none(String name, String why) {
    return wanted == Device.GPU
        ? Check.missing(name, "none that can be used", why)
        : Check.ok(name, "none that can be used: " + why);
  }

  static Check of(OpenClDevice device) {
    return Check.ok(
        NAME,
        String.join(
            ", ",
            device.index() + ": " + device.name() + " (" + device.platform() + ")",
            device.computeUnits()
                + (device.computeUnits() == 1 ? " compute unit" : " compute units"),
            NumberText.bytes(device.memoryBytes()),
            "driver " + device.driver(),
            device.version(),
            device
                .obstacle()
                .map(why -> "cannot be used: " + why)
                .orElse(
                    device.bitFaithful()
                        ? "rounds as the CPU does"
                        : "rounds otherwise than the CPU")));
  }
}
