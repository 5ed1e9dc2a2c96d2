package optbench.opencl;

import static org.junit.jupiter.api.Assumptions.abort;
import static org.lwjgl.system.MemoryStack.stackPush;

import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import optbench.optimizer.KernelCall;
import optbench.optimizer.KernelProgram;
import org.lwjgl.PointerBuffer;
import org.lwjgl.opencl.CL10;
import org.lwjgl.system.MemoryStack;

/** Runs recorded kernels on the first device that computes as the CPU does. */
public final class KernelRunner implements AutoCloseable {
  /** The option with which quotients and roots are rounded as on the CPU. */
  public static final String FAITHFUL = "-cl-fp32-correctly-rounded-divide-sqrt";

  private final String options;
  private final long device;
  private final long context;
  private final long queue;
  private final Map<String, Long> kernels = new HashMap<>();
  private final List<Long> buffers = new ArrayList<>();
  private final Map<Integer, Long> scalarBuffers = new HashMap<>();

  private KernelRunner(String options, long device) {
    this.options = options;
    this.device = device;
    try (MemoryStack stack = stackPush()) {
      IntBuffer error = stack.mallocInt(1);
      context = CL10.clCreateContext((PointerBuffer) null, device, null, 0, error);
      OpenCl.check("make a context", error.get(0));
      queue = CL10.clCreateCommandQueue(context, device, 0, error);
      OpenCl.check("make a queue", error.get(0));
    }
  }

  /**
   * Skips the test, with the reason, where there is no such device.
   *
   * @param options of the compiler
   */
  public static KernelRunner orSkip(String options) {
    try {
      return OpenCl.found().stream()
          .filter(found -> found.device().bitFaithful())
          .findFirst()
          .map(found -> new KernelRunner(options, found.handle()))
          .orElseGet(() -> abort("no OpenCL device here rounds as the CPU does"));
    } catch (OpenClException e) {
      return abort("OpenCL: " + e.getMessage());
    }
  }

  /** Puts numbers into the device's memory. */
  public long buffer(float[] numbers) {
    try (MemoryStack stack = stackPush()) {
      IntBuffer error = stack.mallocInt(1);
      long bytes = Float.BYTES * (long) Math.max(1, numbers.length);
      long buffer = CL10.clCreateBuffer(context, CL10.CL_MEM_READ_WRITE, bytes, error);
      OpenCl.check("make a buffer", error.get(0));
      buffers.add(buffer);
      write(buffer, numbers);
      return buffer;
    }
  }

  /** Other numbers for a buffer. */
  public void write(long buffer, float[] numbers) {
    if (numbers.length > 0) {
      OpenCl.check("write", CL10.clEnqueueWriteBuffer(queue, buffer, true, 0, numbers, null, null));
    }
  }

  /** What is in a buffer. */
  public float[] read(long buffer, int length) {
    float[] numbers = new float[length];
    OpenCl.check("read", CL10.clEnqueueReadBuffer(queue, buffer, true, 0, numbers, null, null));
    return numbers;
  }

  /**
   * Runs a kernel to its end.
   *
   * @param length number of parameters
   */
  public void run(KernelCall call, int length, long parameters, long gradient, List<Long> state) {
    long kernel = kernels.computeIfAbsent(call.program().hash(), h -> compile(call.program()));
    float[] scalars = new float[call.scalars().size()];
    for (int i = 0; i < scalars.length; i++) {
      scalars[i] = call.scalars().get(i);
    }
    long c = scalarBuffers.computeIfAbsent(scalars.length, n -> buffer(scalars));
    write(c, scalars);
    List<Long> arguments = new ArrayList<>(List.of(parameters, gradient, c));
    arguments.addAll(state);
    for (int i = 0; i < arguments.size(); i++) {
      OpenCl.check("take an argument", CL10.clSetKernelArg1p(kernel, i, arguments.get(i)));
    }
    try (MemoryStack stack = stackPush()) {
      OpenCl.check(
          "run a kernel",
          CL10.clEnqueueNDRangeKernel(
              queue, kernel, 1, null, stack.pointers(length), null, null, null));
    }
    OpenCl.check("finish", CL10.clFinish(queue));
  }

  private long compile(KernelProgram program) {
    try (MemoryStack stack = stackPush()) {
      IntBuffer error = stack.mallocInt(1);
      long built = CL10.clCreateProgramWithSource(context, program.source(), error);
      OpenCl.check("take a program", error.get(0));
      OpenCl.check(
          "compile\n" + program.source(), CL10.clBuildProgram(built, device, options, null, 0));
      long kernel = CL10.clCreateKernel(built, KernelProgram.KERNEL, error);
      OpenCl.check("make a kernel", error.get(0));
      CL10.clReleaseProgram(built);
      return kernel;
    }
  }

  @Override
  public void close() {
    kernels.values().forEach(CL10::clReleaseKernel);
    buffers.forEach(CL10::clReleaseMemObject);
    CL10.clReleaseCommandQueue(queue);
    CL10.clReleaseContext(context);
  }
}
