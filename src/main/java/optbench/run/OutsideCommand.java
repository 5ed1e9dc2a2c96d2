package optbench.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import optbench.file.Inputs;
import optbench.result.Run;
import optbench.store.RunFiles;
import optbench.store.StoreException;

/**
 * Another build of this tool, or this one under another JVM, as a line of the shell. It is asked
 * for nothing but what every version understands, {@code run SPEC --out DIR}, and its results
 * folder is all that is read.
 */
public final class OutsideCommand {
  /** Stands for the arguments; where it is missing, they come last. */
  public static final String PLACE = "{}";

  private static final int LINES_KEPT = 20;

  private static final int MOST_BYTES_KEPT = 1 << 16;

  private final String line;

  /** The shell's line, such as {@code JAVA_HOME=/opt/jdk-25 ./optbench}. */
  public OutsideCommand(String line) {
    this.line = line;
  }

  /**
   * Has it train a spec of one trial: the run that it returns has one result, finished or diverged.
   *
   * @param folder for its results; not there yet
   * @throws CommandFault if it did not
   */
  public Run train(Path spec, Path folder) {
    Path said = folder.resolveSibling(folder.getFileName() + ".log");
    int code = run(said, "run", spec.toString(), "--out", folder.toString());
    if (code != 0) {
      throw new CommandFault(new ChildEnd(code, tail(said)).reason("'" + line + "'"));
    }
    Run run = load(folder);
    if (run.results().size() != 1 || !run.results().get(0).settled()) {
      throw new CommandFault(
          "'" + line + "' was asked for 1 trial and left " + run.results().size());
    }
    return run;
  }

  private Run load(Path folder) {
    try {
      return RunFiles.read(folder).run();
    } catch (StoreException e) {
      throw new CommandFault("'" + line + "' left no results: " + e.getMessage(), e);
    }
  }

  /** The program and its arguments. */
  List<String> command(String... args) {
    String shell = line.contains(PLACE) ? line.replace(PLACE, "\"$@\"") : line + " \"$@\"";
    List<String> command = new ArrayList<>(List.of("sh", "-c", shell, "optbench"));
    command.addAll(List.of(args));
    return command;
  }

  private int run(Path said, String... args) {
    Process process = null;
    Thread killer = null;
    try {
      Process started =
          new ProcessBuilder(command(args))
              .redirectErrorStream(true)
              .redirectOutput(said.toFile())
              .start();
      process = started;
      killer = new Thread(() -> end(started), "end of process " + started.pid());
      Runtime.getRuntime().addShutdownHook(killer);
      started.getOutputStream().close();
      return started.waitFor();
    } catch (IOException e) {
      throw new CommandFault("cannot start '" + line + "': " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandFault("'" + line + "' was interrupted", e);
    } finally {
      forget(process, killer);
    }
  }

  private static void forget(Process process, Thread killer) {
    if (process != null) {
      end(process);
    }
    try {
      if (killer != null) {
        Runtime.getRuntime().removeShutdownHook(killer);
      }
    } catch (IllegalStateException e) {
      // The JVM is going down already, and ends it.
    }
  }

  /** The shell, and whatever it started. */
  private static void end(Process process) {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }

  private static List<String> tail(Path said) {
    try {
      List<String> lines = Inputs.end(said, MOST_BYTES_KEPT).lines().toList();
      return lines.subList(Math.max(0, lines.size() - LINES_KEPT), lines.size());
    } catch (IOException e) {
      return List.of();
    }
  }
}
