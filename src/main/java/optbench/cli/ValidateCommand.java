package optbench.cli;

import java.nio.file.Path;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import optbench.app.SpecCheck;
import optbench.app.SpecLanguage;
import optbench.data.DataException;
import optbench.store.LoadedSpec;
import optbench.store.LoadedSuite;
import optbench.store.SpecFileException;
import optbench.store.StoreException;
import optbench.store.SuiteFiles;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Checks specs. */
@Command(
    name = "validate",
    description = {
      "Check spec files and suites, without training.",
      "Looks at syntax, keys, values, whether the layers of a network fit, and whether training",
      "fits into this machine's memory. No data set is needed; data of your own are read if they",
      "are there.",
      "Exit code 2 if one of them is not valid, else 3 if training does not fit or data of your own",
      "are damaged; all are checked."
    },
    footerHeading = "%nExample:%n",
    footer = "  optbench validate configs/*.yaml")
final class ValidateCommand extends Subcommand {
  @Parameters(
      arity = "1..*",
      paramLabel = "SPEC",
      description = "Experiment specs or suites, YAML or JSON.")
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
      return SuiteFiles.isSuite(file) ? checkSuite(language, file) : checkSpec(language, file);
    } catch (SpecFileException e) {
      e.faults().forEach(terminal()::error);
      return ExitCode.USAGE;
    } catch (DataException e) {
      e.faults().forEach(terminal()::error);
      return e.reason() == DataException.Reason.REQUEST ? ExitCode.USAGE : ExitCode.MISSING;
    } catch (StoreException e) {
      // The file of a network.
      terminal().error(e.getMessage());
      return ExitCode.MISSING;
    }
  }

  private int checkSpec(SpecLanguage language, Path file) {
    SpecCheck.Asked asked = asked(language, language.files().read(Optional.of(file), List.of()));
    print(file + ": valid, " + asked.trials());
    return fits(file.toString(), asked);
  }

  private int checkSuite(SpecLanguage language, Path file) {
    LoadedSuite suite = language.files().suites().read(file, List.of(), List.of());
    Map<String, SpecCheck.Asked> tasks = new LinkedHashMap<>();
    suite.tasks().forEach(task -> tasks.put(task.name(), asked(language, task.spec())));
    print(file + ": valid, a suite of " + tasks.size() + " tasks");
    int code = ExitCode.OK;
    for (Map.Entry<String, SpecCheck.Asked> task : tasks.entrySet()) {
      print(file + ": task " + task.getKey() + ", " + task.getValue().trials());
      code = Math.max(code, fits(file + ": task " + task.getKey(), task.getValue()));
    }
    return code;
  }

  private SpecCheck.Asked asked(SpecLanguage language, LoadedSpec loaded) {
    return SpecCheck.check(loaded, language.planner(), datasets());
  }

  private int fits(String what, SpecCheck.Asked asked) {
    asked.shortage().ifPresent(shortage -> terminal().error(what + ": " + shortage));
    return asked.shortage().isEmpty() ? ExitCode.OK : ExitCode.MISSING;
  }
}
