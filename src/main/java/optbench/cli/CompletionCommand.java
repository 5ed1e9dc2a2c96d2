package optbench.cli;

import java.util.Iterator;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Completion for shells. */
@Command(
    name = "completion",
    description = "Print a completion script for bash, zsh or fish.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  bash: optbench completion bash > ~/.local/share/bash-completion/completions/optbench",
      "  zsh:  source <(optbench completion zsh), in ~/.zshrc",
      "  fish: optbench completion fish > ~/.config/fish/completions/optbench.fish"
    })
final class CompletionCommand extends Subcommand {
  private static final List<String> SHELLS = List.of("bash", "zsh", "fish");

  /** Names of shells. */
  static final class Shells implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return SHELLS.iterator();
    }
  }

  @Parameters(
      paramLabel = "SHELL",
      description = "${COMPLETION-CANDIDATES}.",
      completionCandidates = Shells.class)
  private String shell;

  @Override
  public Integer call() {
    CommandLine root = spec().root().commandLine();
    String script =
        switch (shell) {
          // In zsh this script loads bashcompinit by itself.
          case "bash", "zsh" -> BashCompletion.of(root);
          case "fish" -> FishCompletion.of(root.getCommandSpec());
          default -> throw UsageFaults.unknown(spec(), "shell", shell, SHELLS);
        };
    terminal().document(script);
    return ExitCode.OK;
  }
}
