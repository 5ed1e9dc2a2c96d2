package optbench.cli;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import optbench.app.SpecLanguage;
import optbench.store.StarterSpec;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** A spec to start from. */
@Command(
    name = "init",
    description = "Write a spec to start from, with a comment on every key.",
    footerHeading = "%nExample:%n",
    footer = "  optbench init my-experiment.yaml")
final class InitCommand extends Subcommand {
  @Parameters(
      arity = "0..1",
      paramLabel = "FILE",
      defaultValue = "experiment.yaml",
      description = "Where to (default: ${DEFAULT-VALUE}).")
  private Path file;

  @Option(names = "--force", description = "Replace the file if it is there already.")
  private boolean force;

  @Override
  public Integer call() {
    if (!force && Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      throw new ParameterException(
          spec().commandLine(), file + " is there already: --force replaces it");
    }
    if (!file.toString().matches("(?i).*\\.ya?ml")) {
      throw new ParameterException(
          spec().commandLine(), "the file must end in .yaml or .yml but was " + file);
    }
    StarterSpec.write(file, schema(), SpecLanguage.builtIn().files().defaults());
    print("Wrote " + file + ". Edit it, then:");
    print("  optbench run " + quoted(file.toString()));
    return ExitCode.OK;
  }

  /** The copy in this checkout, where there is one. */
  private static Optional<Path> schema() {
    return Optional.ofNullable(System.getProperty("optbench.home"))
        .map(home -> Path.of(home, "configs", "optbench.schema.json"))
        .filter(Files::isRegularFile);
  }

  /** As a shell wants it. */
  private static String quoted(String path) {
    return path.matches("[A-Za-z0-9_./+@%:,-]+") ? path : "'" + path.replace("'", "'\\''") + "'";
  }
}
