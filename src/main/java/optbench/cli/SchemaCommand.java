package optbench.cli;

import java.util.stream.Stream;
import optbench.store.ClaimsFiles;
import optbench.store.DefaultsFile;
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
      "Print the JSON Schema of specs, of suites, of claims, or of config.yaml.",
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

  @Option(names = "--config", description = "Of a user's config.yaml.")
  private boolean config;

  @Option(
      names = "--reference",
      description = "Print a page in Markdown instead: all keys, with range, default and meaning.")
  private boolean reference;

  @Override
  public Integer call() {
    if (Stream.of(claims, suite, config).filter(wanted -> wanted).count() > 1) {
      throw new ParameterException(
          spec().commandLine(), "--claims, --suite and --config exclude each other");
    }
    terminal().document(document());
    return ExitCode.OK;
  }

  private String document() {
    if (config) {
      return reference ? DefaultsFile.reference() : DefaultsFile.schema();
    }
    if (claims) {
      return ofClaims(new ClaimsFiles());
    }
    SpecFiles files = plugins.language().files();
    return suite ? ofSuites(files.suites()) : ofSpecs(files);
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
