package optbench.cli;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import optbench.opencl.GpuChoice;
import optbench.spec.Device;
import optbench.spec.UserDefaults;
import optbench.store.SpecOverride;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What to compute on: the option, then the variable, then the spec, then the user's defaults. */
final class DeviceOption {
  static final String VARIABLE = "OPTBENCH_DEVICE";
  private static final String GPU_VARIABLE = "OPTBENCH_GPU";

  @Option(
      names = "--device",
      completionCandidates = CompletionCandidates.DeviceNames.class,
      paramLabel = "DEVICE",
      description =
          "What to compute on: ${COMPLETION-CANDIDATES}; cuda is experimental, never run by us on a card (default: $OPTBENCH_DEVICE, else the spec's, else config.yaml's, else cpu).")
  private String device;

  @Option(
      names = "--gpu",
      paramLabel = "N|NAME",
      description =
          "Which OpenCL device --device gpu takes: its number in doctor, or a part of its name (default: $OPTBENCH_GPU, else the first GPU).")
  private String gpu;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  /** What takes the place of the spec's. */
  Optional<SpecOverride> override(Map<String, String> environment, UserDefaults defaults) {
    return asked(environment, defaults)
        .map(asked -> SpecOverride.ofText("device", asked.word, asked.origin));
  }

  /**
   * Whoever names a GPU and computes elsewhere has forgotten something.
   *
   * @param wanted by the experiments; one is enough that may take a GPU, and without experiments
   *     there is nothing to compute
   */
  void requireUse(Stream<Device> wanted) {
    List<Device> devices = wanted.toList();
    boolean mayTakeGpu = devices.stream().anyMatch(d -> d == Device.GPU || d == Device.AUTO);
    if (gpu != null && !devices.isEmpty() && !mayTakeGpu) {
      throw new ParameterException(
          command.commandLine(),
          "--gpu says which device --device gpu takes, but this computes on "
              + devices.stream().map(Device::id).distinct().collect(Collectors.joining(" and "))
              + ": add --device gpu");
    }
  }

  /** Of a command without a spec. */
  Device device(Map<String, String> environment, UserDefaults defaults) {
    return asked(environment, defaults)
        .map(this::parse)
        .or(defaults::device)
        .orElse(Device.DEFAULT);
  }

  private Device parse(Asked asked) {
    return Device.of(asked.word)
        .orElseThrow(
            () ->
                new ParameterException(
                    command.commandLine(),
                    asked.origin + ": must be one of " + String.join(", ", Device.ids())));
  }

  /** A word, and who said it. */
  private record Asked(String word, String origin) {}

  private Optional<Asked> asked(Map<String, String> environment, UserDefaults defaults) {
    GpuChoice.ask(
        Optional.ofNullable(gpu)
            .or(() -> Optional.ofNullable(environment.get(GPU_VARIABLE)).filter(v -> !v.isEmpty()))
            .or(defaults::gpu)
            .orElse(""));
    if (device != null) {
      return Optional.of(new Asked(device, "--device " + device));
    }
    return Optional.ofNullable(environment.get(VARIABLE))
        .filter(word -> !word.isEmpty())
        .map(word -> new Asked(word, VARIABLE + "=" + word));
  }
}
