package optbench.opencl;

import static org.junit.jupiter.api.Assumptions.abort;

/** A device to test kernels on. */
public final class TestDevice {
  private TestDevice() {}

  /** The first one that computes as the CPU does; without one the test is skipped. */
  public static DeviceQueue faithfulOrSkip() {
    try {
      return OpenCl.devices().stream()
          .filter(OpenClDevice::bitFaithful)
          .findFirst()
          .map(DeviceQueue::on)
          .orElseGet(() -> abort("no OpenCL device here rounds as the CPU does"));
    } catch (OpenClException e) {
      return abort("OpenCL: " + e.getMessage());
    }
  }
}
