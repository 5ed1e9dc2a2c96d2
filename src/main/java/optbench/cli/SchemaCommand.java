package optbench.cli;

import optbench.store.ClaimsFiles;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The language of specs, for editors. */
@Command(
    name = "schema",
    description = {
      "Print the JSON Schema of specs, or of claims.",
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

  @Override
  public Integer call() {
    if (claims) {
      terminal().document(new ClaimsFiles().schema());
      return ExitCode.OK;
    }
    terminal().document(SpecOptions.files(plugins.optimizers()).schema());
    return ExitCode.OK;
  }
}
