package optbench.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The language of specs, for editors. */
@Command(
    name = "schema",
    description = {
      "Print the JSON Schema of specs.",
      "Editors complete and check specs by it; configs/optbench.schema.json is a copy."
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

  @Override
  public Integer call() {
    terminal().out().print(SpecOptions.files(plugins.optimizers()).schema().text());
    return ExitCode.OK;
  }
}
