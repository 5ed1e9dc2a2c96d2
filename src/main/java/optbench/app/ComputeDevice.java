package optbench.app;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import optbench.device.CudaCheck;
import optbench.device.DeviceException;
import optbench.device.Gpu;
import optbench.engine.CudaLibraries;
import optbench.engine.EnvironmentProbe;
import optbench.opencl.GpuChoice;
import optbench.opencl.OpenClDevice;
import optbench.opencl.OpenClException;
import optbench.opencl.UnusableDeviceException;
import optbench.result.Environment;
import optbench.result.GpuRecord;
import optbench.spec.Device;

/**
 * Sees to it that trainings run on the device that was asked for, or not at all: a build of ND4J
 * computes on one device, and would fall back to the CPU without a word where it has the choice;
 * and OpenCL is there in the build for the CPU.
 */
public final class ComputeDevice {
  private static final String CUDA = Device.CUDA.id();
  private static final String EXPERIMENTAL = "experimental: never run by us on a card";

  private final CudaCheck check;
  private final Supplier<OpenClDevice> opencl;
  private final String built;
  private final Optional<String> reason;

  /**
   * What trainings run on.
   *
   * @param device as trials record it: {@code cpu}, {@code gpu} or {@code cuda}
   * @param gpu that stands behind it
   * @param reason why, where the choice was left to optbench, and what else is to be known of it
   */
  public record Chosen(String device, Optional<GpuRecord> gpu, Optional<String> reason) {
    /** For stderr; empty where the choice was the user's and there is nothing to be said of it. */
    Optional<String> notice() {
      return reason.map(why -> "device: " + device + " (" + why + ")");
    }

    /** The machine, with this in it. */
    Environment describe(Environment machine) {
      return machine.on(device, gpu, reason);
    }
  }

  /**
   * @param opencl gives the GPU for OpenCL, or throws an {@link OpenClException}
   * @param built what this build computes on with ND4J, {@code cpu} or {@code cuda}
   * @param reason why the launcher started this build, if the choice was left to it
   */
  ComputeDevice(
      CudaCheck check, Supplier<OpenClDevice> opencl, String built, Optional<String> reason) {
    this.check = check;
    this.opencl = opencl;
    this.built = built;
    this.reason = reason;
  }

  /** Of this build, as the launcher started it. */
  public static ComputeDevice ofThisBuild(CudaCheck check) {
    return new ComputeDevice(
        check,
        GpuChoice::require,
        Build.device(),
        Optional.ofNullable(System.getProperty("optbench.device.reason")));
  }

  /**
   * Makes sure that a device can be had.
   *
   * @throws DeviceException if not; its message says what to do
   * @throws OpenClException if not
   */
  Chosen require(Device wanted) {
    requireBuild(wanted);
    if (wanted == Device.GPU) {
      return onGpu(opencl.get(), Optional.empty());
    }
    if (wanted == Device.AUTO && !built.equals(CUDA)) {
      return automatic();
    }
    return ofBuild(wanted == Device.AUTO ? reason() : Optional.empty());
  }

  /** The CPU, where {@code auto} would have taken a GPU that cannot be used for what is wanted. */
  Chosen cpuBecause(String obstacle) {
    return ofBuild(Optional.of("chosen by auto: " + obstacle));
  }

  private Chosen automatic() {
    try {
      OpenClDevice gpu = opencl.get();
      return onGpu(gpu, Optional.of("chosen by auto: " + gpu.name() + " has OpenCL"));
    } catch (UnusableDeviceException e) {
      return cpuBecause(e.getMessage());
    } catch (OpenClException e) {
      return ofBuild(reason());
    }
  }

  /** What ND4J computes on, loaded and looked at. */
  private Chosen ofBuild(Optional<String> why) {
    Optional<GpuRecord> gpu = Optional.empty();
    if (built.equals(CUDA)) {
      gpu = Optional.of(record(check.require()));
      CudaLibraries.fault()
          .ifPresent(
              fault -> {
                throw new DeviceException(fault);
              });
    }
    requireLoaded(built, EnvironmentProbe.device(), EnvironmentProbe.backend());
    return new Chosen(built, gpu, remark(built, why));
  }

  /** What is recorded of a device beside its name. */
  static Optional<String> remark(String device, Optional<String> why) {
    return device.equals(CUDA)
        ? Optional.of(why.map(reason -> reason + "; " + EXPERIMENTAL).orElse(EXPERIMENTAL))
        : why;
  }

  private static Chosen onGpu(OpenClDevice device, Optional<String> why) {
    GpuRecord gpu =
        new GpuRecord(
            device.name(),
            Optional.empty(),
            OptionalLong.of(device.memoryBytes()),
            device.driver(),
            Optional.empty(),
            Optional.empty(),
            Optional.of(device.version() + " of " + device.platform()));
    return new Chosen(Device.GPU.id(), Optional.of(gpu), why);
  }

  /** What is wanted against what this build is for; loads nothing. */
  public void requireBuild(Device wanted) {
    String needed = wanted == Device.GPU ? Device.CPU.id() : wanted.id();
    if (wanted == Device.AUTO || needed.equals(built)) {
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

  private Optional<String> reason() {
    return reason.or(() -> Optional.of("chosen by auto: it is what this build computes on"));
  }

  /** Deeplearning4j 1.0.0-M2.1 has no cuDNN layers: its module for them was not released. */
  private static GpuRecord record(Gpu gpu) {
    return new GpuRecord(
        gpu.name(),
        Optional.of(gpu.capability().toString()),
        gpu.memoryBytes(),
        gpu.driver(),
        Optional.of(Build.cudaVersion()),
        Optional.empty(),
        Optional.empty());
  }
}
