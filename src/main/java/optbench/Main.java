package optbench;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import optbench.app.UnexpectedEnd;
import optbench.cli.CommandLineInterface;
import optbench.cli.ExitCode;
import optbench.cli.Terminal;
import optbench.machine.MachineException;
import optbench.machine.Startup;
import optbench.text.CleanLines;
import optbench.text.CleanOutput;

/** The optbench command. */
public final class Main {
  private Main() {}

  /** Runs the command and leaves with its exit code. */
  public static void main(String[] args) {
    WatchedOutput watched = new WatchedOutput(new FileOutputStream(FileDescriptor.out));
    PrintStream out =
        new PrintStream(new BufferedOutputStream(watched), true, StandardCharsets.UTF_8);
    CleanOutput err = CleanOutput.on(new PrintStream(System.err, true, StandardCharsets.UTF_8));
    // What libraries and plug-ins print must not come between results.
    PrintStream chatter = CleanLines.on(err);
    System.setOut(chatter);
    System.setErr(chatter);
    UnexpectedEnd watch = UnexpectedEnd.watch(err, ExitCode.FAILED);
    int code;
    try {
      Startup.settle(System.getenv());
      Startup.sweep();
      code = run(args, out, err);
    } catch (MachineException e) {
      err.println("optbench: error: " + e.getMessage());
      code = ExitCode.MISSING;
    }
    watch.disarm();
    chatter.close();
    out.flush();
    System.exit(watched.exitCode(code, err));
  }

  /** Runs the command; returns its exit code and never leaves the JVM. */
  public static int run(String[] args, PrintStream out, PrintStream err) {
    Map<String, String> environment = System.getenv();
    return new CommandLineInterface(Terminal.of(out, err, environment), environment, Startup.home())
        .run(args);
  }
}
