package optbench.cli;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import optbench.optimizer.KernelException;
import optbench.optimizer.Optimizer;
import optbench.optimizer.Optimizers;
import optbench.spec.OptimizerSpec;
import optbench.spec.Profile;
import optbench.spec.Techniques;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** All there is to say of one optimizer. */
@Command(
    name = "show",
    description = {
      "Show formula, paper and defaults of an optimizer.",
      "Defaults are those of Keras, PyTorch, Deeplearning4j and the paper, side by side.",
      "--kernel prints the update as OpenCL C instead."
    },
    footerHeading = "%nExamples:%n",
    footer = {"  optbench show adam", "  optbench show adam --kernel --profile pytorch > adam.cl"})
final class ShowCommand extends Subcommand {
  @Parameters(
      paramLabel = "OPTIMIZER",
      description = "${COMPLETION-CANDIDATES}.",
      completionCandidates = CompletionCandidates.OptimizerNames.class)
  private String name;

  @Option(
      names = "--kernel",
      description = "Print what a step does to each parameter, as a program in OpenCL C.")
  private boolean kernel;

  @Option(
      names = "--profile",
      completionCandidates = CompletionCandidates.ProfileNames.class,
      paramLabel = "PROFILE",
      description = "Whose kernel: ${COMPLETION-CANDIDATES} (default: ${bundle:profile}).")
  private String profile;

  @Option(
      names = "--variant",
      paramLabel = "FORM",
      description = "Form of the rule in the kernel, if not the profile's.")
  private String variant;

  @Mixin private PluginOption plugins;

  @Mixin private JsonOption output;

  @Override
  public Integer call() {
    Optimizers optimizers = plugins.optimizers();
    List<String> known = optimizers.all().stream().map(o -> o.description().id()).toList();
    Optimizer optimizer =
        optimizers
            .find(TypedWord.meant(name, known))
            .orElseThrow(() -> UsageFaults.unknown(spec(), "optimizer", name, known));
    if (kernel) {
      return showKernel(optimizer, optimizers);
    }
    if (profile != null || variant != null) {
      throw new ParameterException(
          spec().commandLine(), "--profile and --variant choose a kernel: add --kernel");
    }
    OptimizerSheet sheet = new OptimizerSheet(optimizer, optimizers);
    if (output.json) {
      terminal().json(sheet.tree());
    } else {
      terminal().out().println(sheet.text(terminal()));
    }
    return ExitCode.OK;
  }

  private int showKernel(Optimizer optimizer, Optimizers optimizers) {
    if (variant != null && !optimizer.variants().contains(variant)) {
      throw UsageFaults.unknown(spec(), "form of " + name, variant, optimizer.variants());
    }
    OptimizerSpec asked =
        new OptimizerSpec(
            optimizer.description().id(),
            Optional.empty(),
            Optional.of(profile()),
            Optional.ofNullable(variant),
            Map.of(),
            Techniques.NONE,
            Optional.empty());
    try {
      KernelSheet sheet = KernelSheet.of(optimizers.resolve(asked, profile()));
      if (output.json) {
        terminal().json(sheet.tree());
      } else {
        terminal().out().println(sheet.text());
      }
      return ExitCode.OK;
    } catch (KernelException e) {
      throw new ParameterException(
          spec().commandLine(), "there is no kernel of " + name + ": " + e.getMessage());
    }
  }

  private Profile profile() {
    if (profile == null) {
      return Profile.KERAS;
    }
    List<Profile> all = List.of(Profile.values());
    return all.stream()
        .filter(p -> p.id().equals(profile))
        .findFirst()
        .orElseThrow(
            () ->
                UsageFaults.unknown(
                    spec(), "profile", profile, all.stream().map(Profile::id).toList()));
  }
}
