package optbench.cli;

import optbench.optimizer.Optimizer;
import optbench.optimizer.Optimizers;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** All there is to say of one optimizer. */
@Command(
    name = "show",
    description = {
      "Show formula, paper and defaults of an optimizer.",
      "Defaults are those of Keras, PyTorch, Deeplearning4j and the paper, side by side."
    },
    footerHeading = "%nExample:%n",
    footer = "  optbench show adam")
final class ShowCommand extends Subcommand {
  @Parameters(
      paramLabel = "OPTIMIZER",
      description = "${COMPLETION-CANDIDATES}.",
      completionCandidates = CompletionCandidates.OptimizerNames.class)
  private String name;

  @Mixin private PluginOption plugins;

  @Mixin private JsonOption output;

  @Override
  public Integer call() {
    Optimizers optimizers = plugins.optimizers();
    Optimizer optimizer =
        optimizers
            .find(name)
            .orElseThrow(
                () ->
                    UsageFaults.unknown(
                        spec(),
                        "optimizer",
                        name,
                        optimizers.all().stream().map(o -> o.description().id()).toList()));
    OptimizerSheet sheet = new OptimizerSheet(optimizer, optimizers);
    if (output.json) {
      terminal().json(sheet.tree());
    } else {
      terminal().out().println(sheet.text(terminal()));
    }
    return ExitCode.OK;
  }
}
