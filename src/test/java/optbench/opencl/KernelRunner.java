package optbench.opencl;

import static org.junit.jupiter.api.Assumptions.abort;

import java.util.List;
import optbench.optimizer.KernelCall;
import optbench.optimizer.KernelProgram;

/** Runs recorded kernels on the first device that computes as the CPU does. */
public final class KernelRunner implements AutoCloseable {
  private final DeviceQueue queue;
  private final List<String> options;

  private KernelRunner(DeviceQueue queue, List<String> options) {
    this.queue = queue;
    this.options = options;
  }

  /**
   * Skips the test, with the reason, where there is no such device.
   *
   * @param options further ones of the compiler
   */
  public static KernelRunner orSkip(String... options) {
    return new KernelRunner(DeviceQueue.on(faithfulOrSkip()), List.of(options));
  }

  /** The first device that computes as the CPU does; without one the test is skipped. */
  public static OpenClDevice faithfulOrSkip() {
    try {
      return OpenCl.devices().stream()
          .filter(OpenClDevice::bitFaithful)
          .findFirst()
          .orElseGet(() -> abort("no OpenCL device here rounds as the CPU does"));
    } catch (OpenClException e) {
      return abort("OpenCL: " + e.getMessage());
    }
  }

  /** Puts numbers into the device's memory. */
  public DeviceBuffer buffer(float[] numbers) {
    DeviceBuffer buffer = queue.numbers(numbers.length);
    buffer.write(0, numbers);
    return buffer;
  }

  /**
   * Runs a kernel to its end.
   *
   * @param length number of parameters
   */
  public void run(
      KernelCall call,
      int length,
      DeviceBuffer parameters,
      DeviceBuffer gradient,
      List<DeviceBuffer> state) {
    float[] scalars = new float[call.scalars().size()];
    for (int i = 0; i < scalars.length; i++) {
      scalars[i] = call.scalars().get(i);
    }
    DeviceBuffer c = buffer(scalars);
    DeviceKernel.Launch launch =
        queue
            .kernel(call.program().source(), KernelProgram.KERNEL, options)
            .launch()
            .with(parameters)
            .with(gradient)
            .with(c);
    state.forEach(launch::with);
    launch.over(new long[] {1}, length);
    queue.finish();
    queue.free(c);
  }

  @Override
  public void close() {
    queue.close();
  }
}
