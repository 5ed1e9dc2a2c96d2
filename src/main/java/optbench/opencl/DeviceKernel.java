package optbench.opencl;

import static org.lwjgl.system.MemoryStack.stackPush;

import org.lwjgl.opencl.CL10;
import org.lwjgl.system.MemoryStack;

/** A compiled kernel of one queue. */
public final class DeviceKernel {
  private final StatusCheck check;
  private final long queue;
  private final long handle;
  private final String name;

  DeviceKernel(StatusCheck check, long queue, long handle, String name) {
    this.check = check;
    this.queue = queue;
    this.handle = handle;
    this.name = name;
  }

  long handle() {
    return handle;
  }

  /** Its next run; arguments are given in their order. */
  public Launch launch() {
    return new Launch();
  }

  /** A run that is being prepared. */
  public final class Launch {
    private int next;

    private Launch() {}

    /** Memory as the next argument. */
    public Launch with(DeviceBuffer buffer) {
      requireTaken(CL10.clSetKernelArg1p(handle, next++, buffer.handle()));
      return this;
    }

    /** A whole number as the next argument. */
    public Launch with(int number) {
      requireTaken(CL10.clSetKernelArg1i(handle, next++, number));
      return this;
    }

    /** A float32 as the next argument. */
    public Launch with(float number) {
      requireTaken(CL10.clSetKernelArg1f(handle, next++, number));
      return this;
    }

    /** Sixty-four bits as the next argument. */
    public Launch with(long number) {
      requireTaken(CL10.clSetKernelArg1l(handle, next++, number));
      return this;
    }

    /**
     * Puts it into the queue; it is not waited for.
     *
     * @param group work-items in a work-group, in each dimension
     * @param groups work-groups, in each dimension; with none in one of them, nothing is done
     */
    public void over(long[] group, long... groups) {
      try (MemoryStack stack = stackPush()) {
        var local = stack.pointers(group);
        var global = stack.mallocPointer(group.length);
        for (int i = 0; i < group.length; i++) {
          if (groups[i] == 0) {
            return;
          }
          global.put(i, group[i] * groups[i]);
        }
        check.check(
            "run " + name,
            CL10.clEnqueueNDRangeKernel(
                queue, handle, group.length, null, global, local, null, null));
      }
    }

    private void requireTaken(int status) {
      check.check("take argument " + next + " of " + name, status);
    }
  }
}
