package optbench.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import optbench.app.SpecCheck;
import optbench.app.SpecLanguage;
import optbench.data.DataException;
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
      "Looks at syntax, keys, values, and whether the layers of a network fit.",
      "No data set is needed; data of your own are read if they are there.",
      "Exit code 2 if one of them is not valid, 3 if data of your own are damaged; all are checked."
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
    int worst = ExitCode.OK;
    for (Path file : files) {
      worst = Math.max(worst, check(language, file));
    }
    return worst;
  }

  private int check(SpecLanguage language, Path file) {
    try {
      LoadedSpec loaded = language.files().read(Optional.of(file), List.of());
      print(file + ": valid, " + SpecCheck.trials(loaded, language.optimizers(), datasets()));
      return ExitCode.OK;
    } catch (SpecFileException e) {
      e.faults().forEach(terminal()::error);
      return ExitCode.USAGE;
    } catch (DataException e) {
      e.faults().forEach(terminal()::error);
      return e.reason() == DataException.Reason.REQUEST ? ExitCode.USAGE : ExitCode.MISSING;
    }
  }
}
