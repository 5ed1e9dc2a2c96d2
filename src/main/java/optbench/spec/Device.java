package optbench.spec;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import optbench.spec.key.Key;
import optbench.spec.key.ValueType;

/** What a training is asked to compute on. */
public enum Device {
  CPU,
  /** Any GPU with OpenCL. */
  GPU,
  /** An NVIDIA GPU, by ND4J. */
  CUDA,
  /**
   * A GPU with OpenCL if there is one; CUDA if it can be used and optbench has been built for it;
   * else the CPU.
   */
  AUTO;

  /** The CPU: results that were asked for in the same words stay comparable on every machine. */
  public static final Device DEFAULT = CPU;

  static final Key<Device> KEY =
      Key.of(
              "device",
              ValueType.words(
                  "device",
                  "What to compute on: the CPU, a GPU by OpenCL (gpu), or an NVIDIA GPU by ND4J (cuda, experimental); auto is gpu where there is one, cuda where it can be used and optbench is built for it, else cpu",
                  Arrays.asList(values()),
                  Device::id))
          .byDefault(DEFAULT.id());

  /** As written in specs: {@code cpu}, {@code gpu}, {@code cuda}, {@code auto}. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** All ids. */
  public static List<String> ids() {
    return Arrays.stream(values()).map(Device::id).toList();
  }

  /** The device of this id; empty if there is none. */
  public static Optional<Device> of(String id) {
    return Arrays.stream(values()).filter(device -> device.id().equals(id)).findFirst();
  }
}
