package optbench.device;

import java.util.List;
import java.util.OptionalLong;

/** A driver that knows what a test tells it. */
public record FakeDriver(List<Gpu> gpus) implements CudaDriver {
  private static final long GIB = 1L << 30;

  /** GPUs of these compute capabilities, with memory enough. */
  public static FakeDriver with(String... capabilities) {
    return new FakeDriver(
        java.util.stream.IntStream.range(0, capabilities.length)
            .mapToObj(i -> gpu(i, capabilities[i], OptionalLong.of(15 * GIB)))
            .toList());
  }

  /** One GPU with so much memory free. */
  public static FakeDriver withFree(OptionalLong bytes) {
    return new FakeDriver(List.of(gpu(0, "8.6", bytes)));
  }

  /** A machine without a driver. */
  public static CudaDriver missing() {
    return () -> {
      throw new DeviceException("no driver: install it");
    };
  }

  private static Gpu gpu(int index, String capability, OptionalLong free) {
    return new Gpu(
        index,
        "GPU-" + index + "-abc",
        "Fake " + capability,
        ComputeCapability.parse(capability).orElseThrow(),
        OptionalLong.of(16 * GIB),
        free,
        "510.47.03");
  }
}
