package optbench;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import optbench.cli.CommandLineInterface;
import optbench.cli.Terminal;
import optbench.cli.UnexpectedEnd;
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
    UnexpectedEnd watch = UnexpectedEnd.watch(err);
    int code = run(args, out, err);
    watch.disarm();
    chatter.close();
    out.flush();
    System.exit(watched.exitCode(code, err));
  }

  /** Runs the command; returns its exit code and never leaves the JVM. */
  public static int run(String[] args, PrintStream out, PrintStream err) {
    Map<String, String> environment = System.getenv();
    Path home = Path.of(System.getProperty("user.home"));
    return new CommandLineInterface(Terminal.of(out, err, environment), environment, home)
        .run(args);
  }
}
