package optbench.run;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import optbench.machine.Startup;
import optbench.opencl.GpuChoice;

/** How this JVM was started, to start another one like it. */
public final class ThisJvm {
  private ThisJvm() {}

  /**
   * The same Java with the same options, system properties and class path, up to the name of the
   * main class.
   */
  public static List<String> command() {
    List<String> command = new ArrayList<>();
    command.add(java());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(argument -> !isDebugger(argument))
        .forEach(command::add);
    command.addAll(Startup.options());
    GpuChoice.asked().ifPresent(asked -> command.add("-D" + GpuChoice.PROPERTY + "=" + asked));
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    return command;
  }

  private static String java() {
    return ProcessHandle.current()
        .info()
        .command()
        .orElseGet(() -> Path.of(System.getProperty("java.home"), "bin", "java").toString());
  }

  /** Two processes cannot listen at one port. */
  private static boolean isDebugger(String argument) {
    return argument.startsWith("-agentlib:jdwp") || argument.startsWith("-Xrunjdwp");
  }
}
