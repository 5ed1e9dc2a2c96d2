package optbench.opencl;

/**
 * What a driver says of one of its devices.
 *
 * @param index among all devices of the machine, from 0
 * @param kind what it is
 * @param platform the implementation that it belongs to
 * @param driver version of the driver
 * @param version of OpenCL, as in {@code OpenCL 1.2}
 * @param largestBufferBytes the most that one buffer can have; may be a part of the memory
 * @param localMemoryBytes that the work-items of a group share
 * @param bitFaithful whether it rounds quotients and roots of float32 correctly and keeps denormal
 *     numbers, as the CPU does
 */
public record OpenClDevice(
    int index,
    Kind kind,
    String platform,
    String name,
    String driver,
    String version,
    long memoryBytes,
    long largestBufferBytes,
    long localMemoryBytes,
    int computeUnits,
    boolean bitFaithful) {
  /** What a device is. */
  public enum Kind {
    GPU,
    CPU,
    OTHER
  }
}
