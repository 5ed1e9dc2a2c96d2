package optbench.opencl;

import static org.lwjgl.system.MemoryStack.stackPush;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.IntBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import optbench.machine.Startup;
import org.lwjgl.PointerBuffer;
import org.lwjgl.Version;
import org.lwjgl.opencl.CL;
import org.lwjgl.opencl.CL10;
import org.lwjgl.opencl.CL12;
import org.lwjgl.opencl.KHRICD;
import org.lwjgl.system.Configuration;
import org.lwjgl.system.MemoryStack;
import org.lwjgl.system.Platform;

/** The OpenCL of this machine. Nothing of it is loaded before it is asked for. */
public final class OpenCl {
  /** Debian has the other name only in the package for developers. */
  private static final String LINUX_LIBRARY = "libOpenCL.so.1";

  private static final String LOADER =
      " and, on Linux, the library that finds drivers (Debian: ocl-icd-libopencl1)";

  private static final String OR_POCL =
      ", or, to compute on the CPU, POCL (Debian: pocl-opencl-icd)";

  private static final Set<Integer> OUT_OF_MEMORY =
      Set.of(
          CL10.CL_MEM_OBJECT_ALLOCATION_FAILURE,
          CL10.CL_OUT_OF_RESOURCES,
          CL10.CL_OUT_OF_HOST_MEMORY,
          CL10.CL_INVALID_BUFFER_SIZE);

  /** What a driver may answer to a question for a text. */
  private static final int MOST_BYTES = 1 << 16;

  /** A device and the handle by which the driver knows it. */
  record Found(long handle, OpenClDevice device) {}

  private static boolean loaded;

  private OpenCl() {}

  /**
   * All devices of all platforms, as far as their drivers answer.
   *
   * @throws OpenClException if there are none
   */
  public static List<OpenClDevice> devices() {
    return survey().devices();
  }

  /**
   * What is wrong with drivers whose devices are missing in {@link #devices}, a line each.
   *
   * @throws OpenClException if there are no devices
   */
  public static List<String> faults() {
    return survey().faults();
  }

  static List<Found> found() {
    return survey().found();
  }

  /**
   * Devices, and what is wrong with others.
   *
   * @throws OpenClException if there are no devices
   */
  static DeviceSurvey survey() {
    load();
    try (MemoryStack stack = stackPush()) {
      DeviceSurvey survey = DeviceSurvey.of(platforms(stack), new Drivers(stack));
      if (!survey.found().isEmpty()) {
        return survey;
      }
      throw survey.faults().isEmpty()
          ? missing("device")
          : new OpenClException(String.join("; ", survey.faults()));
    }
  }

  private record Drivers(MemoryStack stack) implements DeviceSurvey.Drivers {
    @Override
    public String name(long platform) {
      return text(
          (bytes, size) -> CL10.clGetPlatformInfo(platform, CL10.CL_PLATFORM_NAME, bytes, size));
    }

    @Override
    public long[] devices(long platform) {
      return OpenCl.devices(stack, platform);
    }

    @Override
    public OpenClDevice describe(int index, long platform, long device) {
      return OpenCl.describe(index, name(platform), device);
    }
  }

  private static synchronized void load() {
    if (loaded) {
      return;
    }
    Configuration.OPENCL_EXPLICIT_INIT.set(true);
    Configuration.DEBUG_STREAM.set(
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
    // A folder for each version: what other processes have loaded must not be written over.
    Startup.nativeCode()
        .map(folder -> Path.of(folder, "lwjgl-" + Version.getVersion()).toString())
        .ifPresent(Configuration.SHARED_LIBRARY_EXTRACT_PATH::set);
    try {
      if (Platform.get() == Platform.LINUX && Configuration.OPENCL_LIBRARY_NAME.get() == null) {
        CL.create(LINUX_LIBRARY);
      } else {
        CL.create();
      }
      loaded = true;
    } catch (LinkageError e) {
      throw new OpenClException(
          "no OpenCL library: " + MissingDriver.INSTALL + LOADER + OR_POCL, e);
    }
  }

  private static OpenClException missing(String what) {
    return new OpenClException(
        "no OpenCL " + what + ": " + MissingDriver.ofThisMachine().advice() + OR_POCL);
  }

  private static long[] platforms(MemoryStack stack) {
    IntBuffer count = stack.mallocInt(1);
    int status = CL10.clGetPlatformIDs(null, count);
    if (status == KHRICD.CL_PLATFORM_NOT_FOUND_KHR
        || (status == CL10.CL_SUCCESS && count.get(0) == 0)) {
      throw missing("driver");
    }
    requireAnswer("list platforms", status);
    PointerBuffer handles = stack.mallocPointer(count.get(0));
    requireAnswer("list platforms", CL10.clGetPlatformIDs(handles, (IntBuffer) null));
    return handles(handles);
  }

  private static long[] devices(MemoryStack stack, long platform) {
    IntBuffer count = stack.mallocInt(1);
    int status = CL10.clGetDeviceIDs(platform, CL10.CL_DEVICE_TYPE_ALL, null, count);
    if (status == CL10.CL_DEVICE_NOT_FOUND || (status == CL10.CL_SUCCESS && count.get(0) == 0)) {
      return new long[0];
    }
    requireAnswer("list devices", status);
    PointerBuffer handles = stack.mallocPointer(count.get(0));
    requireAnswer(
        "list devices",
        CL10.clGetDeviceIDs(platform, CL10.CL_DEVICE_TYPE_ALL, handles, (IntBuffer) null));
    return handles(handles);
  }

  private static long[] handles(PointerBuffer pointers) {
    long[] handles = new long[pointers.remaining()];
    pointers.get(handles);
    return handles;
  }

  private static OpenClDevice describe(int index, String platform, long device) {
    long arithmetic = number(device, CL10.CL_DEVICE_SINGLE_FP_CONFIG);
    long rounded = CL12.CL_FP_CORRECTLY_ROUNDED_DIVIDE_SQRT;
    long faithful = rounded | CL10.CL_FP_DENORM;
    return new OpenClDevice(
        index,
        kind(number(device, CL10.CL_DEVICE_TYPE)),
        platform,
        text(device, CL10.CL_DEVICE_NAME),
        text(device, CL10.CL_DRIVER_VERSION),
        // What the vendor adds says nothing more.
        text(device, CL10.CL_DEVICE_VERSION).replaceFirst("^(OpenCL [0-9.]+) .*", "$1"),
        number(device, CL10.CL_DEVICE_GLOBAL_MEM_SIZE),
        number(device, CL10.CL_DEVICE_MAX_MEM_ALLOC_SIZE),
        number(device, CL10.CL_DEVICE_LOCAL_MEM_SIZE),
        (int) number(device, CL10.CL_DEVICE_MAX_COMPUTE_UNITS),
        number(device, CL10.CL_DEVICE_MAX_WORK_GROUP_SIZE),
        number(device, CL10.CL_DEVICE_AVAILABLE) != 0
            && number(device, CL10.CL_DEVICE_COMPILER_AVAILABLE) != 0,
        (arithmetic & rounded) != 0,
        (arithmetic & faithful) == faithful);
  }

  private static OpenClDevice.Kind kind(long type) {
    if ((type & CL10.CL_DEVICE_TYPE_GPU) != 0) {
      return OpenClDevice.Kind.GPU;
    }
    return (type & CL10.CL_DEVICE_TYPE_CPU) != 0 ? OpenClDevice.Kind.CPU : OpenClDevice.Kind.OTHER;
  }

  private static long number(long device, int what) {
    try (MemoryStack stack = stackPush()) {
      // Some answers have four bytes, some eight: the lower ones are filled first.
      ByteBuffer answer = stack.calloc(Long.BYTES);
      requireAnswer("describe a device", CL10.clGetDeviceInfo(device, what, answer, null));
      return answer.getLong(0);
    }
  }

  private static String text(long device, int what) {
    return text((bytes, size) -> CL10.clGetDeviceInfo(device, what, bytes, size));
  }

  @FunctionalInterface
  private interface Question {
    int ask(ByteBuffer bytes, PointerBuffer size);
  }

  private static String text(Question question) {
    try (MemoryStack stack = stackPush()) {
      PointerBuffer size = stack.mallocPointer(1);
      requireAnswer("describe a device", question.ask(null, size));
      if (size.get(0) < 0 || size.get(0) > MOST_BYTES) {
        return "unknown";
      }
      byte[] text = new byte[(int) size.get(0)];
      ByteBuffer bytes = ByteBuffer.allocateDirect(text.length);
      requireAnswer("describe a device", question.ask(bytes, null));
      bytes.get(text);
      return new String(text, StandardCharsets.UTF_8).replace("\0", "").strip();
    }
  }

  static void check(String what, int status) {
    if (OUT_OF_MEMORY.contains(status)) {
      throw new DeviceMemoryException(
          "out of memory on the device, which could not "
              + what
              + " (OpenCL error "
              + status
              + "): take a smaller batch_size or network, or free its memory");
    }
    requireAnswer(what, status);
  }

  /** Drivers that do not fit the system's say anything, want of memory too. */
  static void requireAnswer(String what, int status) {
    if (status != CL10.CL_SUCCESS) {
      throw new OpenClException(
          "the driver could not " + what + " (OpenCL error " + status + "): update or remove it");
    }
  }
}
