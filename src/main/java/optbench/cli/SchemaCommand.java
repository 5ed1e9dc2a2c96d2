package optbench.cli;

import optbench.store.ClaimsFiles;
import optbench.store.SpecFiles;
import optbench.store.SuiteFiles;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The language of specs, for editors. */
@Command(
    name = "schema",
    description = {
      "Print the JSON Schema of specs, of suites, or of claims.",
      "Editors complete and check files by it; configs/*.schema.json are copies."
    },
    footerHeading = "%nExample:%n",
    footer = {
      "  optbench schema > optbench.schema.json",
      "",
      "Then let a spec in YAML begin with:",
      "  # yaml-language-server: $schema=optbench.schema.json"
    })
final class SchemaCommand extends Subcommand {
  @Mixin private PluginOption plugins;

  @Option(names = "--claims", description = "Of claims files.")
  private boolean claims;

  @Option(names = "--suite", description = "Of suites.")
  private boolean suite;

  @Option(
      names = "--reference",
      description = "Print a page in Markdown instead: all keys, with range, default and meaning.")
  private boolean reference;

  @Override
  public Integer call() {
    if (claims && suite) {
      throw new ParameterException(spec().commandLine(), "--claims and --suite exclude each other");
    }
    SpecFiles files = plugins.language().files();
    terminal()
        .document(
            claims
                ? ofClaims(new ClaimsFiles())
                : suite ? ofSuites(files.suites()) : ofSpecs(files));
    return ExitCode.OK;
  }

  private String ofClaims(ClaimsFiles files) {
    return reference ? files.reference() : files.schema();
  }

  private String ofSuites(SuiteFiles files) {
    return reference ? files.reference() : files.schema();
  }

  private String ofSpecs(SpecFiles files) {
    return reference ? files.reference() : files.schema();
  }
}
