package optbench.app;

import java.util.Optional;
import optbench.device.CudaCheck;
import optbench.device.DeviceException;
import optbench.device.Gpu;
import optbench.engine.CudaLibraries;
import optbench.engine.EnvironmentProbe;
import optbench.result.Environment;
import optbench.result.GpuRecord;
import optbench.spec.Device;

/**
 * Sees to it that trainings run on the device that was asked for, or not at all: a build computes
 * on one device, and ND4J would fall back to the CPU without a word where it has the choice.
 */
public final class ComputeDevice {
  private static final String CUDA = Device.CUDA.id();

  private final CudaCheck check;
  private final String built;
  private final Optional<String> reason;

  /**
   * @param built what this build computes on, {@code cpu} or {@code cuda}
   * @param reason why the launcher started this build, if the choice was left to it
   */
  ComputeDevice(CudaCheck check, String built, Optional<String> reason) {
    this.check = check;
    this.built = built;
    this.reason = reason;
  }

  /** Of this build, as the launcher started it. */
  public static ComputeDevice ofThisBuild(CudaCheck check) {
    return new ComputeDevice(
        check, Build.device(), Optional.ofNullable(System.getProperty("optbench.device.reason")));
  }

  /**
   * Makes sure that it can be had, then loads ND4J and makes sure that this is it.
   *
   * @throws DeviceException if not; its message says what to do
   */
  void require(Device wanted) {
    requireBuild(wanted);
    if (built.equals(CUDA)) {
      check.require();
      CudaLibraries.fault()
          .ifPresent(
              fault -> {
                throw new DeviceException(fault);
              });
    }
    requireLoaded(built, EnvironmentProbe.device(), EnvironmentProbe.backend());
  }

  /** What is wanted against what this build is for; loads nothing. */
  public void requireBuild(Device wanted) {
    if (wanted == Device.AUTO || wanted.id().equals(built)) {
      return;
    }
    if (wanted == Device.CUDA) {
      // What stands in the way of the GPU itself is the better answer.
      check.require();
    }
    throw new DeviceException(
        "device must be "
            + wanted.id()
            + " but this build computes on "
            + built
            + ": start ./optbench with --device "
            + wanted.id());
  }

  /** Results of one device are never recorded as those of another. */
  static void requireLoaded(String built, String loaded, String backend) {
    if (!loaded.equals(built)) {
      throw new DeviceException(
          "device must be "
              + built
              + " but ND4J took its backend "
              + backend
              + ", which computes on "
              + loaded
              + ": nothing was trained; see optbench doctor --device "
              + built);
    }
  }

  /** For stderr; empty where the choice was the user's. */
  Optional<String> notice(Device wanted) {
    return wanted == Device.AUTO
        ? Optional.of("device: " + built + reason().map(r -> " (" + r + ")").orElse(""))
        : Optional.empty();
  }

  /** With the GPU in it, if it is one, and why it was chosen. */
  Environment describe(Environment machine, Device wanted) {
    Optional<GpuRecord> gpu =
        built.equals(CUDA) ? Optional.of(record(check.require())) : Optional.empty();
    return machine.on(gpu, wanted == Device.AUTO ? reason() : Optional.empty());
  }

  private Optional<String> reason() {
    return reason.or(() -> Optional.of("chosen by auto: it is what this build computes on"));
  }

  /** Deeplearning4j 1.0.0-M2.1 has no cuDNN layers: its module for them was not released. */
  private static GpuRecord record(Gpu gpu) {
    return new GpuRecord(
        gpu.name(),
        gpu.capability().toString(),
        gpu.memoryBytes(),
        gpu.driver(),
        Build.cudaVersion(),
        Optional.empty());
  }
}
