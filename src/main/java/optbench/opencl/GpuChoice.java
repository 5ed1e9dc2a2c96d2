package optbench.opencl;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Which of the machine's OpenCL devices trainings run on: the one that was asked for, by number or
 * name, or else the first GPU. A CPU is taken only where it is asked for.
 */
public final class GpuChoice {
  /** System property that says which one was asked for. */
  public static final String PROPERTY = "optbench.gpu";

  private GpuChoice() {}

  /** From now on this one, in this JVM; nothing in a text that is empty. */
  public static void ask(String numberOrName) {
    System.setProperty(PROPERTY, numberOrName);
  }

  /** What was asked for, if anything was. */
  public static Optional<String> asked() {
    return Optional.ofNullable(System.getProperty(PROPERTY)).filter(asked -> !asked.isBlank());
  }

  /**
   * The device.
   *
   * @throws OpenClException if there is none; its message says what to do
   */
  public static OpenClDevice require() {
    DeviceSurvey survey = OpenCl.survey();
    return among(survey.devices(), survey.faults(), asked());
  }

  /** The device; empty if there is none, or OpenCL cannot be used. */
  public static Optional<OpenClDevice> find() {
    try {
      return Optional.of(require());
    } catch (OpenClException e) {
      return Optional.empty();
    }
  }

  /**
   * @param faults of drivers whose devices are missing
   */
  static OpenClDevice among(
      List<OpenClDevice> devices, List<String> faults, Optional<String> asked) {
    if (asked.isPresent()) {
      return named(devices, asked.get().strip());
    }
    List<OpenClDevice> gpus =
        devices.stream().filter(device -> device.kind() == OpenClDevice.Kind.GPU).toList();
    if (gpus.isEmpty()) {
      throw new OpenClException(
          "OpenCL finds no GPU here, but "
              + list(devices)
              + faults.stream().map(fault -> "; " + fault).collect(Collectors.joining())
              + ": "
              + MissingDriver.ofThisMachine().advice()
              + ", use --device cpu, or take one of these with --gpu "
              + devices.get(0).index());
    }
    return gpus.stream()
        .filter(device -> device.obstacle().isEmpty())
        .findFirst()
        .orElseGet(() -> usable(gpus.get(0)));
  }

  private static OpenClDevice usable(OpenClDevice device) {
    device
        .obstacle()
        .ifPresent(
            why -> {
              throw new UnusableDeviceException(
                  "OpenCL device "
                      + list(List.of(device))
                      + " cannot be used: "
                      + why
                      + ": update its driver, use --device cpu, or name another one with --gpu");
            });
    return device;
  }

  private static OpenClDevice named(List<OpenClDevice> devices, String asked) {
    List<OpenClDevice> matching =
        devices.stream()
            .filter(
                device ->
                    asked.matches("[0-9]+")
                        ? asked.equals(Integer.toString(device.index()))
                        : lower(device.name()).contains(lower(asked)))
            .toList();
    if (matching.isEmpty()) {
      throw new UnusableDeviceException(
          "--gpu must be the number of an OpenCL device or a part of its name but was '"
              + asked
              + "'; there are "
              + list(devices));
    }
    return usable(matching.get(0));
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }

  private static String list(List<OpenClDevice> devices) {
    return devices.stream()
        .map(device -> device.index() + " (" + device.name() + ")")
        .collect(Collectors.joining(", "));
  }
}
