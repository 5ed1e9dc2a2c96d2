package optbench.result;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * The GPU that the trials ran on.
 *
 * @param memoryBytes all of its memory; empty where the driver does not tell
 * @param driver version of NVIDIA's driver
 * @param cuda version of CUDA's libraries that ND4J is built for
 * @param cudnn version of cuDNN that layers use; empty if none does
 */
public record GpuRecord(
    String name,
    String computeCapability,
    OptionalLong memoryBytes,
    String driver,
    String cuda,
    Optional<String> cudnn) {
  /** All that decides what it computes and how fast, in a line. */
  public String text() {
    return name
        + ", compute capability "
        + computeCapability
        + ", driver "
        + driver
        + ", CUDA "
        + cuda
        + cudnn.map(version -> ", cuDNN " + version).orElse(", no cuDNN");
  }
}
