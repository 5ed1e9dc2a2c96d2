package optbench.opencl;

import static org.lwjgl.system.MemoryStack.stackPush;

import java.nio.ByteBuffer;
import java.nio.IntBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.lwjgl.PointerBuffer;
import org.lwjgl.opencl.CL10;
import org.lwjgl.system.MemoryStack;
import org.lwjgl.system.MemoryUtil;

/**
 * A device at work: what is put into the queue is done one after another. Memory and kernels go
 * with it. For one thread.
 */
public final class DeviceQueue implements AutoCloseable {
  /** With which quotients and roots are rounded as on the CPU. */
  private static final String FAITHFUL = "-cl-fp32-correctly-rounded-divide-sqrt";

  private final StatusCheck check;
  private final OpenClDevice device;
  private final long handle;
  private final long context;
  private final long queue;
  private final Map<String, DeviceKernel> kernels = new HashMap<>();
  private final Map<String, Long> programs = new HashMap<>();
  private final List<DeviceBuffer> buffers = new ArrayList<>();
  private final Outgoing outgoing;

  private DeviceQueue(OpenCl.Found found, StatusCheck check) {
    this.check = check;
    device = found.device();
    handle = found.handle();
    try (MemoryStack stack = stackPush()) {
      IntBuffer error = stack.mallocInt(1);
      context = CL10.clCreateContext((PointerBuffer) null, handle, null, 0, error);
      check.check("make a context", error.get(0));
      queue = CL10.clCreateCommandQueue(context, handle, 0, error);
      check.check("make a queue", error.get(0));
    }
    outgoing = new Outgoing(check, queue);
  }

  /**
   * Begins to use a device.
   *
   * @throws OpenClException if it is not there (any more), or cannot be used
   */
  public static DeviceQueue on(OpenClDevice device) {
    return on(device, OpenCl::check);
  }

  static DeviceQueue on(OpenClDevice device, StatusCheck check) {
    return OpenCl.found().stream()
        .filter(found -> found.device().equals(device))
        .findFirst()
        .map(found -> new DeviceQueue(found, check))
        .orElseThrow(() -> new OpenClException(device.name() + " is not there any more"));
  }

  /** What it works on. */
  public OpenClDevice device() {
    return device;
  }

  /** Memory for so many float32 or whole numbers, all 0. */
  public DeviceBuffer numbers(long length) {
    DeviceBuffer buffer = bytes(Math.max(1, length) * Float.BYTES);
    buffer.fill(0, Math.max(1, length), 0);
    return buffer;
  }

  /** Memory with these bytes. */
  public DeviceBuffer holding(byte[] content) {
    DeviceBuffer buffer = bytes(content.length);
    buffer.write(content);
    return buffer;
  }

  private DeviceBuffer bytes(long bytes) {
    try (MemoryStack stack = stackPush()) {
      IntBuffer error = stack.mallocInt(1);
      long made = CL10.clCreateBuffer(context, CL10.CL_MEM_READ_WRITE, bytes, error);
      check.check("give " + bytes + " bytes of memory", error.get(0));
      DeviceBuffer buffer = new DeviceBuffer(check, queue, made, bytes);
      buffers.add(buffer);
      return buffer;
    }
  }

  /** Puts numbers into a buffer, from the beginning; it is not waited for. */
  public void send(DeviceBuffer buffer, float[] numbers) {
    if (numbers.length > 0) {
      outgoing.send(buffer.handle(), numbers);
    }
  }

  /** Gives memory back. */
  public void free(DeviceBuffer buffer) {
    if (buffers.remove(buffer)) {
      check.check(
          "take back " + buffer.bytes() + " bytes of memory",
          CL10.clReleaseMemObject(buffer.handle()));
    }
  }

  /** Gives all memory back; kernels stay. */
  public void freeAll() {
    List.copyOf(buffers).forEach(this::free);
  }

  /**
   * A kernel, compiled if it is new.
   *
   * @param source a whole program in OpenCL C 1.2
   * @param name of the kernel in it
   * @param wanted further options of the compiler, such as {@code -DUNITS=128}
   * @throws OpenClException if the device's compiler refuses it
   */
  public DeviceKernel kernel(String source, String name, List<String> wanted) {
    String options = options(wanted);
    return kernels.computeIfAbsent(
        name + "\n" + options + "\n" + source, key -> make(source, name, options));
  }

  private String options(List<String> wanted) {
    StringBuilder options = new StringBuilder("-cl-std=CL1.2");
    if (device.roundsCorrectly()) {
      options.append(' ').append(FAITHFUL);
    }
    wanted.forEach(option -> options.append(' ').append(option));
    return options.toString();
  }

  private DeviceKernel make(String source, String name, String options) {
    long program = programs.computeIfAbsent(options + "\n" + source, k -> build(source, options));
    try (MemoryStack stack = stackPush()) {
      IntBuffer error = stack.mallocInt(1);
      long kernel = CL10.clCreateKernel(program, name, error);
      check.check("find the kernel " + name, error.get(0));
      return new DeviceKernel(check, queue, kernel, name);
    }
  }

  private long build(String source, String options) {
    try (MemoryStack stack = stackPush()) {
      IntBuffer error = stack.mallocInt(1);
      long program = CL10.clCreateProgramWithSource(context, source, error);
      check.check("take a program", error.get(0));
      int status = CL10.clBuildProgram(program, handle, options, null, 0);
      if (status != CL10.CL_SUCCESS) {
        String said = log(program);
        CL10.clReleaseProgram(program);
        throw new OpenClException(
            "the compiler of " + device.name() + " refuses a kernel: " + firstLine(said));
      }
      return program;
    }
  }

  private String log(long program) {
    try (MemoryStack stack = stackPush()) {
      PointerBuffer size = stack.mallocPointer(1);
      int what = CL10.CL_PROGRAM_BUILD_LOG;
      check.check(
          "say why", CL10.clGetProgramBuildInfo(program, handle, what, (ByteBuffer) null, size));
      ByteBuffer text = MemoryUtil.memAlloc((int) Math.max(1, size.get(0)));
      try {
        check.check("say why", CL10.clGetProgramBuildInfo(program, handle, what, text, null));
        byte[] bytes = new byte[text.capacity()];
        text.get(bytes);
        return new String(bytes, StandardCharsets.UTF_8).replace("\0", "");
      } finally {
        MemoryUtil.memFree(text);
      }
    }
  }

  private static String firstLine(String text) {
    return text.lines()
        .map(String::strip)
        .filter(line -> line.contains("error"))
        .findFirst()
        .or(() -> text.lines().map(String::strip).filter(line -> !line.isEmpty()).findFirst())
        .orElse("it does not say why");
  }

  /** Sends off what is in the queue, without waiting for it. */
  public void flush() {
    check.check("begin", CL10.clFlush(queue));
  }

  /** Waits until all is done. */
  public void finish() {
    check.check("finish", CL10.clFinish(queue));
  }

  @Override
  public void close() {
    CL10.clFinish(queue);
    outgoing.close();
    kernels.values().forEach(kernel -> CL10.clReleaseKernel(kernel.handle()));
    programs.values().forEach(CL10::clReleaseProgram);
    buffers.forEach(buffer -> CL10.clReleaseMemObject(buffer.handle()));
    CL10.clReleaseCommandQueue(queue);
    CL10.clReleaseContext(context);
  }
}
