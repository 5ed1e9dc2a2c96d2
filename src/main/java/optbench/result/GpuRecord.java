package optbench.result;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * The GPU that the trials ran on.
 *
 * @param memoryBytes all of its memory; empty where the driver does not tell
 * @param driver its version
 * @param computeCapability of an NVIDIA GPU; empty where OpenCL was used
 * @param cuda version of CUDA's libraries that ND4J is built for, where these were used
 * @param opencl version and platform of OpenCL, where that was used
 * @param cudnn version of cuDNN that layers use; empty if none does
 */
public record GpuRecord(
    String name,
    Optional<String> computeCapability,
    OptionalLong memoryBytes,
    String driver,
    Optional<String> cuda,
    Optional<String> cudnn,
    Optional<String> opencl) {
  /** All that decides what it computes and how fast, in a line. */
  public String text() {
    return name
        + computeCapability.map(version -> ", compute capability " + version).orElse("")
        + ", driver "
        + driver
        + opencl.map(version -> ", " + version).orElse("")
        + cuda.map(version -> ", CUDA " + version + cudaLayers()).orElse("");
  }

  private String cudaLayers() {
    return cudnn.map(version -> ", cuDNN " + version).orElse(", no cuDNN");
  }
}
