package optbench.device;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import optbench.file.Inputs;
import optbench.machine.MachineException;
import optbench.machine.ScratchFolder;

/**
 * Asks the driver through its own command, which comes with it. A driver that hangs, as after a
 * fault of the GPU, is given up on.
 */
public final class NvidiaSmi implements CudaDriver {
  /** A driver that has to wake the GPU takes a few seconds. */
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private static final List<String> QUESTION =
      List.of(
          "--query-gpu=name,compute_cap,memory.total,memory.free,driver_version,uuid",
          "--format=csv,noheader");

  private static final int FIELDS = 6;
  private static final Pattern MEMORY = Pattern.compile("([0-9]{1,9}) MiB");
  private static final long MIB = 1L << 20;
  private static final int NO_DEVICES = 6;
  private static final int MOST_BYTES = 1 << 20;

  private final String command;
  private final Duration patience;

  /** The command on the path. */
  public NvidiaSmi() {
    this("nvidia-smi", PATIENCE);
  }

  NvidiaSmi(String command, Duration patience) {
    this.command = command;
    this.patience = patience;
  }

  /** What it said, to the last line. */
  private record Answer(int exitCode, String text) {}

  @Override
  public List<Gpu> gpus() {
    Answer answer = ask();
    if (answer.exitCode == NO_DEVICES || answer.text.startsWith("No devices were found")) {
      return List.of();
    }
    if (answer.text.contains("is not a valid field")) {
      throw new DeviceException(
          "NVIDIA's driver is too old to tell the compute capability: install 510 or newer, or use --device cpu");
    }
    if (answer.exitCode != 0) {
      throw new DeviceException(
          "NVIDIA's driver does not answer (nvidia-smi: "
              + firstLine(answer.text)
              + "): install or repair it, or use --device cpu");
    }
    List<Gpu> gpus = new ArrayList<>();
    for (String line : answer.text.lines().filter(l -> !l.isBlank()).toList()) {
      gpus.add(gpu(gpus.size(), line));
    }
    return gpus;
  }

  /** Names have no commas, or more fields than asked for would show it. */
  private static Gpu gpu(int index, String line) {
    String[] fields = line.split(",", -1);
    for (int i = 0; i < fields.length; i++) {
      fields[i] = fields[i].strip();
    }
    Optional<ComputeCapability> capability =
        fields.length == FIELDS ? ComputeCapability.parse(fields[1]) : Optional.empty();
    if (capability.isEmpty() || !fields[5].startsWith("GPU-")) {
      throw new DeviceException(
          "cannot make out what nvidia-smi says ("
              + firstLine(line)
              + "): repair NVIDIA's driver, or use --device cpu");
    }
    return new Gpu(
        index,
        fields[5],
        fields[0],
        capability.get(),
        bytes(fields[2]),
        bytes(fields[3]),
        fields[4]);
  }

  private static OptionalLong bytes(String field) {
    Matcher matcher = MEMORY.matcher(field);
    return matcher.matches()
        ? OptionalLong.of(Long.parseLong(matcher.group(1)) * MIB)
        : OptionalLong.empty();
  }

  private static String firstLine(String text) {
    String line = text.lines().filter(l -> !l.isBlank()).findFirst().orElse("no answer").strip();
    return line.length() > 120 ? line.substring(0, 120) + "..." : line;
  }

  private Answer ask() {
    List<String> line = new ArrayList<>(List.of(command));
    line.addAll(QUESTION);
    // A file, not a pipe: what the command may leave behind could keep a pipe open for ever.
    try (ScratchFolder scratch = ScratchFolder.make()) {
      return ask(line, scratch.path("nvidia-smi.csv"));
    } catch (MachineException e) {
      throw new DeviceException(e.getMessage());
    } catch (IOException e) {
      throw new DeviceException(
          "no NVIDIA driver found (nvidia-smi cannot be started): install it, or use --device cpu");
    }
  }

  private Answer ask(List<String> line, Path output) throws IOException {
    Process process =
        new ProcessBuilder(line)
            .redirectErrorStream(true)
            .redirectInput(ProcessBuilder.Redirect.PIPE)
            .redirectOutput(output.toFile())
            .start();
    try {
      process.getOutputStream().close();
      if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new DeviceException(
            "NVIDIA's driver hangs (nvidia-smi gave no answer in "
                + patience.toSeconds()
                + " s): restart the machine, or use --device cpu");
      }
      return new Answer(process.exitValue(), Inputs.beginning(output, MOST_BYTES));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DeviceException("interrupted while nvidia-smi was asked");
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }
}
