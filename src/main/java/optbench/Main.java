package optbench;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import optbench.cli.CommandLineInterface;
import optbench.cli.Terminal;

/** The optbench command. */
public final class Main {
  private Main() {}

  /** Runs the command and leaves with its exit code. */
  public static void main(String[] args) {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    PrintStream err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
    System.exit(run(args, out, err));
  }

  /** Runs the command; returns its exit code and never leaves the JVM. */
  public static int run(String[] args, PrintStream out, PrintStream err) {
    Map<String, String> environment = System.getenv();
    Path home = Path.of(System.getProperty("user.home"));
    return new CommandLineInterface(Terminal.of(out, err, environment), environment, home)
        .run(args);
  }
}
