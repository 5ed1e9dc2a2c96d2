package optbench.opencl;

import static org.lwjgl.system.MemoryStack.stackPush;

import java.nio.FloatBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import org.lwjgl.PointerBuffer;
import org.lwjgl.opencl.CL10;
import org.lwjgl.system.MemoryStack;
import org.lwjgl.system.MemoryUtil;

/**
 * Copies of numbers on their way to a device, which reads them when all that was put into its queue
 * before is done. A few are under way at a time: then the oldest is waited for.
 */
final class Outgoing {
  private static final int MOST = 16;

  private final StatusCheck check;
  private final long queue;
  private final Deque<Copy> underWay = new ArrayDeque<>();

  /** Numbers, and what tells when the device has read them. */
  private record Copy(FloatBuffer numbers, long event) {}

  Outgoing(StatusCheck check, long queue) {
    this.check = check;
    this.queue = queue;
  }

  void send(long buffer, float[] numbers) {
    FloatBuffer copy = room(numbers.length);
    copy.put(0, numbers).limit(numbers.length);
    try (MemoryStack stack = stackPush()) {
      PointerBuffer event = stack.mallocPointer(1);
      int status = CL10.clEnqueueWriteBuffer(queue, buffer, false, 0, copy, null, event);
      if (status != CL10.CL_SUCCESS) {
        MemoryUtil.memFree(copy);
      }
      check.check("write to its memory", status);
      underWay.add(new Copy(copy, event.get(0)));
    }
  }

  /** That of the oldest copy, if it is large enough, once the device has read it. */
  private FloatBuffer room(int length) {
    if (underWay.size() < MOST) {
      return MemoryUtil.memAllocFloat(length);
    }
    FloatBuffer numbers = arrived();
    if (numbers.capacity() >= length) {
      return numbers.clear();
    }
    MemoryUtil.memFree(numbers);
    return MemoryUtil.memAllocFloat(length);
  }

  private FloatBuffer arrived() {
    Copy oldest = underWay.remove();
    int status = CL10.clWaitForEvents(oldest.event);
    CL10.clReleaseEvent(oldest.event);
    if (status != CL10.CL_SUCCESS) {
      MemoryUtil.memFree(oldest.numbers);
    }
    check.check("read what was sent", status);
    return oldest.numbers;
  }

  /** Gives the copies back; the queue must have finished. */
  void close() {
    for (Copy copy : underWay) {
      CL10.clReleaseEvent(copy.event);
      MemoryUtil.memFree(copy.numbers);
    }
    underWay.clear();
  }
}
