package optbench.opencl;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import optbench.opencl.OpenCl.Found;

/**
 * What all drivers of a machine say of their devices. A driver that fails, as one does that was
 * updated while its old version runs, takes no other's devices with it.
 *
 * @param found numbered from 0
 * @param faults a line for each driver or device that answered with an error
 */
record DeviceSurvey(List<Found> found, List<String> faults) {
  /** Who is asked; each method may throw an {@link OpenClException}. */
  interface Drivers {
    /** What a platform calls itself. */
    String name(long platform);

    /** Handles of a platform's devices. */
    long[] devices(long platform);

    /** A device, by the number that it gets. */
    OpenClDevice describe(int index, long platform, long device);
  }

  List<OpenClDevice> devices() {
    return found.stream().map(Found::device).toList();
  }

  static DeviceSurvey of(long[] platforms, Drivers drivers) {
    List<Found> found = new ArrayList<>();
    List<String> faults = new ArrayList<>();
    for (long platform : platforms) {
      long[] devices =
          orFault(() -> drivers.devices(platform), platform, drivers, faults)
              .orElseGet(() -> new long[0]);
      for (long device : devices) {
        orFault(() -> drivers.describe(found.size(), platform, device), platform, drivers, faults)
            .ifPresent(described -> found.add(new Found(device, described)));
      }
    }
    return new DeviceSurvey(List.copyOf(found), List.copyOf(faults));
  }

  private static <T> Optional<T> orFault(
      Supplier<T> question, long platform, Drivers drivers, List<String> faults) {
    try {
      return Optional.of(question.get());
    } catch (OpenClException e) {
      faults.add(name(platform, drivers) + ": " + e.getMessage());
      return Optional.empty();
    }
  }

  private static String name(long platform, Drivers drivers) {
    try {
      return drivers.name(platform);
    } catch (OpenClException e) {
      return "a driver without a name";
    }
  }
}
