package optbench.opencl;

import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lwjgl.opencl.CL10;

/** Devices that do what they are asked for until they fail. */
public final class FaultyDevice {
  /** What {@link DeviceQueue} asks for. */
  private static final Pattern MEMORY = Pattern.compile("(give|take back) (\\d+) bytes of memory");

  private FaultyDevice() {}

  /** With so much memory for each queue. */
  public static Function<OpenClDevice, DeviceQueue> withMemory(long bytes) {
    return device -> {
      long[] left = {bytes};
      return DeviceQueue.on(
          device,
          (what, status) -> {
            Matcher asked = MEMORY.matcher(what);
            boolean matches = asked.matches();
            boolean gives = matches && asked.group(1).equals("give");
            long some = matches ? Long.parseLong(asked.group(2)) : 0;
            if (gives && some > left[0]) {
              OpenCl.check(what, CL10.CL_MEM_OBJECT_ALLOCATION_FAILURE);
            }
            left[0] -= gives ? some : -some;
            OpenCl.check(what, status);
          });
    };
  }

  /** The first queue of which fails when its memory is read for the n-th time. */
  public static Function<OpenClDevice, DeviceQueue> lostAtReading(int n) {
    int[] read = {0};
    return device ->
        DeviceQueue.on(
            device,
            (what, status) -> {
              boolean lost = what.startsWith("read") && ++read[0] == n;
              OpenCl.check(what, lost ? CL10.CL_INVALID_COMMAND_QUEUE : status);
            });
  }
}
