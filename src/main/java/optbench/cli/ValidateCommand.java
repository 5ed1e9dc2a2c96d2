package optbench.cli;

import java.nio.file.Path;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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
      "Looks at syntax, keys, values, whether the layers of a network fit, and whether training",
      "fits into this machine's memory. No data set is needed; data of your own are read if they",
      "are there.",
      "Exit code 2 if one of them is not valid, else 3 if training does not fit or data of your own",
      "are damaged; all are checked."
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
    Set<Integer> codes = new HashSet<>();
    for (Path file : files) {
      codes.add(check(language, file));
    }
    return codes.contains(ExitCode.USAGE) ? ExitCode.USAGE : Collections.max(codes);
  }

  private int check(SpecLanguage language, Path file) {
    try {
      LoadedSpec loaded = language.files().read(Optional.of(file), List.of());
      SpecCheck.Asked asked = SpecCheck.check(loaded, language.optimizers(), datasets());
      print(file + ": valid, " + asked.trials());
      asked.shortage().ifPresent(shortage -> terminal().error(file + ": " + shortage));
      return asked.shortage().isEmpty() ? ExitCode.OK : ExitCode.MISSING;
    } catch (SpecFileException e) {
      e.faults().forEach(terminal()::error);
      return ExitCode.USAGE;
    } catch (DataException e) {
      e.faults().forEach(terminal()::error);
      return e.reason() == DataException.Reason.REQUEST ? ExitCode.USAGE : ExitCode.MISSING;
    }
  }
}
