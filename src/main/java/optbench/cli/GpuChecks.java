package optbench.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import optbench.device.CudaCheck;
import optbench.device.DeviceException;
import optbench.device.Gpu;
import optbench.spec.Device;
import optbench.text.NumberText;

/** Driver and GPUs, and whether optbench can compute on one. A machine without is no fault. */
final class GpuChecks {
  private static final String GPU = "CUDA GPU";
  private static final String BUILD = "CUDA build";

  private final CudaCheck check;
  private final Device wanted;
  private final boolean built;

  /**
   * @param built whether optbench has been built for CUDA
   */
  GpuChecks(CudaCheck check, Device wanted, boolean built) {
    this.check = check;
    this.wanted = wanted;
    this.built = built;
  }

  List<Check> all() {
    List<Gpu> gpus;
    try {
      gpus = check.visible();
      if (wanted == Device.CUDA || gpus.isEmpty()) {
        check.require();
      }
    } catch (DeviceException e) {
      return List.of(none(e.getMessage()));
    }
    List<Check> checks = new ArrayList<>();
    gpus.forEach(gpu -> checks.add(of(gpu)));
    if (gpus.stream().anyMatch(gpu -> gpu.fault().isEmpty())) {
      checks.add(
          Check.ok(
              BUILD,
              built
                  ? "there; --device cuda takes it, experimental: never run by us on a card"
                  : "not yet; --device cuda builds it, which downloads 2.4 GB once; experimental: never run by us on a card"));
    }
    return checks;
  }

  private Check none(String why) {
    return wanted == Device.CUDA
        ? Check.missing(GPU, "none that can be used", why)
        : Check.ok(GPU, "none that can be used: " + why);
  }

  private static Check of(Gpu gpu) {
    String found =
        gpu.name()
            + ", compute capability "
            + gpu.capability()
            + ", "
            + bytes(gpu.memoryBytes())
            + ", "
            + bytes(gpu.freeBytes())
            + " free, driver "
            + gpu.driver();
    return gpu.fault()
        .map(fault -> Check.warning(GPU, found, fault))
        .orElseGet(() -> Check.ok(GPU, found));
  }

  private static String bytes(OptionalLong bytes) {
    return bytes.isPresent() ? NumberText.bytes(bytes.getAsLong()) : "unknown memory";
  }
}
