package optbench.opencl;

import static org.lwjgl.system.MemoryStack.stackPush;

import java.nio.ByteBuffer;
import org.lwjgl.opencl.CL10;
import org.lwjgl.opencl.CL12;
import org.lwjgl.system.MemoryStack;
import org.lwjgl.system.MemoryUtil;

/** A stretch of a device's memory. Whatever is read or written is in the order of the queue. */
public final class DeviceBuffer {
  private final StatusCheck check;
  private final long queue;
  private final long handle;
  private final long bytes;

  DeviceBuffer(StatusCheck check, long queue, long handle, long bytes) {
    this.check = check;
    this.queue = queue;
    this.handle = handle;
    this.bytes = bytes;
  }

  /** Its size. */
  public long bytes() {
    return bytes;
  }

  long handle() {
    return handle;
  }

  /**
   * Puts numbers in.
   *
   * @param from index of the first float32 to be replaced
   */
  public void write(long from, float[] numbers) {
    if (numbers.length > 0) {
      check.check(
          "write to its memory",
          CL10.clEnqueueWriteBuffer(queue, handle, true, from * Float.BYTES, numbers, null, null));
    }
  }

  /**
   * Puts whole numbers in.
   *
   * @param from index of the first of four bytes to be replaced
   */
  public void write(long from, int[] numbers) {
    if (numbers.length > 0) {
      check.check(
          "write to its memory",
          CL10.clEnqueueWriteBuffer(
              queue, handle, true, from * Integer.BYTES, numbers, null, null));
    }
  }

  /** Puts bytes in, from the beginning. */
  public void write(byte[] content) {
    ByteBuffer direct = MemoryUtil.memAlloc(content.length);
    try {
      direct.put(content).flip();
      check.check(
          "write to its memory",
          CL10.clEnqueueWriteBuffer(queue, handle, true, 0, direct, null, null));
    } finally {
      MemoryUtil.memFree(direct);
    }
  }

  /** Sets numbers, without a copy of them in the host's memory. */
  public void fill(long from, long length, float value) {
    if (length == 0) {
      return;
    }
    try (MemoryStack stack = stackPush()) {
      ByteBuffer pattern = stack.malloc(Float.BYTES).putFloat(0, value);
      check.check(
          "write to its memory",
          CL12.clEnqueueFillBuffer(
              queue, handle, pattern, from * Float.BYTES, length * Float.BYTES, null, null));
    }
  }

  /** Waits for all that was asked of the queue before, and reads float32 numbers. */
  public float[] readFloats(long from, int length) {
    float[] numbers = new float[length];
    if (length > 0) {
      check.check(
          "read its memory",
          CL10.clEnqueueReadBuffer(queue, handle, true, from * Float.BYTES, numbers, null, null));
    }
    return numbers;
  }

  /** Waits for all that was asked of the queue before, and reads whole numbers. */
  public int[] readInts(long from, int length) {
    int[] numbers = new int[length];
    if (length > 0) {
      check.check(
          "read its memory",
          CL10.clEnqueueReadBuffer(queue, handle, true, from * Integer.BYTES, numbers, null, null));
    }
    return numbers;
  }

  /** Waits for all that was asked of the queue before, and reads bytes. */
  public byte[] readBytes(long from, int length) {
    byte[] content = new byte[length];
    if (length > 0) {
      ByteBuffer direct = MemoryUtil.memAlloc(length);
      try {
        check.check(
            "read its memory",
            CL10.clEnqueueReadBuffer(queue, handle, true, from, direct, null, null));
        direct.get(content);
      } finally {
        MemoryUtil.memFree(direct);
      }
    }
    return content;
  }

  /** Copies a stretch of another buffer of the same queue. */
  public void copy(DeviceBuffer source, long from, long to, long length) {
    if (length > 0) {
      check.check(
          "copy in its memory",
          CL10.clEnqueueCopyBuffer(
              queue,
              source.handle,
              handle,
              from * Float.BYTES,
              to * Float.BYTES,
              length * Float.BYTES,
              null,
              null));
    }
  }
}
