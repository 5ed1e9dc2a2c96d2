package optbench.device;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * One GPU, in the words of its driver.
 *
 * @param index its place in the driver's list, from 0
 * @param uuid such as {@code GPU-4b2c...}: names it whatever the order
 * @param name such as {@code NVIDIA A100-SXM4-40GB}
 * @param memoryBytes all of its memory; empty where the driver does not tell
 * @param freeBytes what nobody uses now; likewise
 * @param driver version of the driver
 */
public record Gpu(
    int index,
    String uuid,
    String name,
    ComputeCapability capability,
    OptionalLong memoryBytes,
    OptionalLong freeBytes,
    String driver) {

  /**
   * The first machine code that ND4J's CUDA library holds. It has 3.7, 5.x, 6.x, 7.0, 7.5, 8.0 and
   * 8.6, and no intermediate code that a driver could compile for later ones.
   */
  static final ComputeCapability FIRST = new ComputeCapability(3, 7);

  /** The last one that runs any of that: Ada runs the code for 8.6. */
  static final ComputeCapability LAST = new ComputeCapability(8, 9);

  /**
   * A guess on the high side of what the CUDA context, cuBLAS and ND4J's own code take before any
   * array; the networks here need little beside it.
   */
  static final long LEAST_FREE_BYTES = 1L << 30;

  private static final long MIB = 1L << 20;

  /** Why it cannot be used, and what to do; empty if it can. */
  public Optional<String> fault() {
    if (capability.compareTo(FIRST) < 0) {
      return Optional.of(
          name
              + " has compute capability "
              + capability
              + ", and ND4J's CUDA library needs "
              + FIRST
              + " to "
              + LAST
              + ": use a newer GPU, or --device cpu");
    }
    if (capability.compareTo(LAST) > 0) {
      return Optional.of(
          name
              + " has compute capability "
              + capability
              + ", and ND4J's CUDA library has no code for it (only for "
              + FIRST
              + " to "
              + LAST
              + "): use --device gpu, a GPU up to Ada, or --device cpu");
    }
    if (freeBytes.isPresent() && freeBytes.getAsLong() < LEAST_FREE_BYTES) {
      return Optional.of(
          name
              + " has "
              + freeBytes.getAsLong() / MIB
              + " MiB of memory free, and "
              + LEAST_FREE_BYTES / MIB
              + " are needed: end what else runs there, or use --device cpu");
    }
    return Optional.empty();
  }
}
