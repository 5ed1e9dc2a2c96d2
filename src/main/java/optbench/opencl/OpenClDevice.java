package optbench.opencl;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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
 * @param largestGroup the most work-items that a work-group can have
 * @param available whether it and its compiler can be used now, as its driver says
 * @param roundsCorrectly whether it can be asked to round quotients and roots of float32 correctly
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
    long largestGroup,
    boolean available,
    boolean roundsCorrectly,
    boolean bitFaithful) {
  /** Work-items in the work-groups of products of matrices. */
  private static final int NEEDED_GROUP = 256;

  private static final Pattern VERSION = Pattern.compile("OpenCL ([0-9]{1,4})\\.([0-9]{1,4})");

  /** Why nothing can be trained on it; empty if that can be. */
  public Optional<String> obstacle() {
    if (!available) {
      return Optional.of("its driver says that it cannot be used now");
    }
    Matcher said = VERSION.matcher(version);
    if (!said.matches()
        || Integer.parseInt(said.group(1)) * 10 + Integer.parseInt(said.group(2)) < 12) {
      return Optional.of("it has " + version + ", and OpenCL 1.2 is needed");
    }
    return largestGroup < NEEDED_GROUP
        ? Optional.of(
            "it takes "
                + largestGroup
                + " work-items at a time, and "
                + NEEDED_GROUP
                + " are needed")
        : Optional.empty();
  }

  /** What a device is. */
  public enum Kind {
    GPU,
    CPU,
    OTHER
  }
}
