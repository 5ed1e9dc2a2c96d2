package optbench.opencl;

/**
 * What a driver says of one of its devices.
 *
 * @param platform the implementation that it belongs to
 * @param driver version of the driver
 * @param version of OpenCL, as in {@code OpenCL 1.2}
 * @param bitFaithful whether it rounds quotients and roots of float32 correctly and keeps denormal
 *     numbers, as the CPU does
 */
public record OpenClDevice(
    String platform,
    String name,
    String driver,
    String version,
    long memoryBytes,
    int computeUnits,
    boolean bitFaithful) {}
