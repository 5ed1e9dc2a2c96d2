package optbench.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import optbench.app.SpecCheck;
import optbench.app.SpecLanguage;
import optbench.store.LoadedSpec;
import optbench.store.SpecFileException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Checks specs. */
@Command(
    name = "validate",
    description = {
      "Check spec files, without training.",
      "Looks at syntax, keys, values, and whether the layers of a network fit; no data is needed.",
      "Exit code 2 if one of them is not valid; all are checked."
    },
    footerHeading = "%nExample:%n",
    footer = "  optbench validate configs/*.yaml")
final class ValidateCommand extends Subcommand {
  @Parameters(arity = "1..*", paramLabel = "SPEC", description = "Experiment specs, YAML or JSON.")
  private List<Path> files;

  @Mixin private PluginOption plugins;

  @Override
  public Integer call() {
    SpecLanguage language = plugins.language();
    boolean allValid = true;
    for (Path file : files) {
      allValid &= valid(language, file);
    }
    return allValid ? ExitCode.OK : ExitCode.USAGE;
  }

  private boolean valid(SpecLanguage language, Path file) {
    try {
      LoadedSpec loaded = language.files().read(Optional.of(file), List.of());
      print(file + ": valid, " + SpecCheck.trials(loaded, language.optimizers()));
      return true;
    } catch (SpecFileException e) {
      e.faults().forEach(terminal()::error);
      return false;
    }
  }
}
