package optbench.cli;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import optbench.app.Build;
import optbench.device.CudaCheck;
import optbench.device.DeviceException;
import optbench.device.Gpu;
import optbench.device.NvidiaSmi;
import optbench.machine.MachineException;
import optbench.machine.Startup;
import optbench.opencl.GpuChoice;
import optbench.opencl.OpenClDevice;
import optbench.spec.Device;
import optbench.text.CleanOutput;
import picocli.CommandLine.ParseResult;

/**
 * What the launcher asks before it builds or starts anything for a GPU or a cluster: the build for
 * the CPU reads options, environment and spec, looks at the GPU, and answers on standard output.
 *
 * <p>Three lines: {@code cpu} (for OpenCL, too), {@code cuda} or {@code cluster}; the GPU's UUID,
 * or nothing; why, where the choice was left to optbench. What cannot be parsed is answered with
 * {@code cpu}: the command itself will say what is wrong.
 */
public final class DeviceQuestion {
  private DeviceQuestion() {}

  /** Answers, and leaves with 0, or with 3 and a reason on standard error. */
  public static void main(String[] args) {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    PrintStream err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
    Map<String, String> environment = System.getenv();
    try {
      Startup.settle(environment);
    } catch (MachineException e) {
      CleanOutput.on(err).println("optbench: error: " + e.getMessage());
      System.exit(ExitCode.MISSING);
    }
    CudaCheck check = new CudaCheck(new NvidiaSmi(), environment);
    System.exit(answer(args, environment, check, isBuilt(), out, err));
  }

  /** Whether a build for CUDA is there already. */
  static boolean isBuilt() {
    String home = System.getProperty("optbench.home");
    boolean beside = home != null && Files.exists(Path.of(home, "target-cuda", "optbench.jar"));
    return beside || Build.device().equals("cuda");
  }

  static int answer(
      String[] args,
      Map<String, String> environment,
      CudaCheck check,
      boolean built,
      PrintStream out,
      PrintStream err) {
    Optional<UsesDevice> command = command(args, environment);
    try {
      boolean cluster = command.filter(DeviceQuestion::usesCluster).isPresent();
      (cluster
              ? answer("cluster", "", "")
              : lines(command.map(DeviceQuestion::wanted).orElse(Device.CPU), check, built))
          .forEach(out::println);
      return ExitCode.OK;
    } catch (DeviceException e) {
      CleanOutput.on(err).println("optbench: error: " + e.getMessage());
      return ExitCode.MISSING;
    }
  }

  private static List<String> lines(Device wanted, CudaCheck check, boolean built) {
    return switch (wanted) {
      case CPU, GPU -> answer("cpu", "", "");
      case CUDA -> answer("cuda", check.require().uuid(), "");
      case AUTO -> automatic(check, built);
    };
  }

  /** Gigabytes are downloaded for those who ask for CUDA by name, and for nobody else. */
  private static List<String> automatic(CudaCheck check, boolean built) {
    Optional<OpenClDevice> opencl = GpuChoice.find();
    if (opencl.isPresent()) {
      return answer("cpu", "", "chosen by auto: " + opencl.get().name() + " has OpenCL");
    }
    try {
      Gpu gpu = check.require();
      return built
          ? answer("cuda", gpu.uuid(), "chosen by auto: " + gpu.name() + " can be used")
          : answer(
              "cpu",
              "",
              "chosen by auto: "
                  + gpu.name()
                  + " could be used, but optbench is not built for CUDA yet; --device cuda builds it");
    } catch (DeviceException e) {
      return answer("cpu", "", "chosen by auto: " + e.getMessage());
    }
  }

  private static List<String> answer(String build, String gpu, String reason) {
    return List.of("build=" + build, "gpu=" + gpu, "reason=" + reason);
  }

  private static boolean usesCluster(UsesDevice command) {
    try {
      return command.usesCluster();
    } catch (RuntimeException e) {
      return false;
    }
  }

  private static Device wanted(UsesDevice command) {
    try {
      Device device = command.device();
      return device == Device.CUDA && !command.insists() ? Device.AUTO : device;
    } catch (RuntimeException e) {
      return Device.CPU;
    }
  }

  /** The one that is asked to do something; empty where it needs no build of its own. */
  private static Optional<UsesDevice> command(String[] args, Map<String, String> environment) {
    PrintStream nowhere =
        new PrintStream(PrintStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    Terminal silent = new Terminal(nowhere, nowhere, false, false, false, OptionalInt.empty());
    try {
      ParseResult last =
          new CommandLineInterface(silent, environment, Startup.home())
              .configured(args)
              .commandLine(args)
              .parseArgs(args);
      while (last.hasSubcommand()) {
        last = last.subcommand();
      }
      boolean computes = !last.isUsageHelpRequested() && !last.isVersionHelpRequested();
      return computes && last.commandSpec().userObject() instanceof UsesDevice command
          ? Optional.of(command)
          : Optional.empty();
    } catch (RuntimeException e) {
      return Optional.empty();
    }
  }
}
