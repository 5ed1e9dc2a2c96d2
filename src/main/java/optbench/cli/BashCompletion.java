package optbench.cli;

import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** A completion script for bash and zsh: picocli's, and what it does not know of lists. */
final class BashCompletion {
  /** Begins the line that tells the shell which function completes. */
  private static final String REGISTRATION = "complete -F _complete_optbench ";

  /** Takes the place of picocli's function, and calls it with the word behind the last comma. */
  private static final String LISTS =
      """
      # Of a list with commas, the word behind the last comma completes, to one that is not in it yet.
      function _complete_optbench_lists() {
        local typed=${COMP_WORDS[COMP_CWORD]} chosen='' each
        case ${COMP_WORDS[COMP_CWORD-1]} in
          OPTIONS) [[ $typed != *,* ]] || chosen=${typed%,*}, ;;
        esac
        if [[ -z $chosen ]]; then
          _complete_optbench
          return
        fi
        COMP_WORDS[COMP_CWORD]=${typed##*,}
        _complete_optbench
        COMP_WORDS[COMP_CWORD]=$typed
        local words=("${COMPREPLY[@]}")
        COMPREPLY=()
        for each in "${words[@]}"; do
          [[ ,$chosen == *",$each,"* ]] || COMPREPLY+=("$chosen$each")
        done
      }
      """;

  private BashCompletion() {}

  static String of(CommandLine root) {
    Set<String> options = new TreeSet<>();
    addLists(root.getCommandSpec(), options);
    return AutoComplete.bash(root.getCommandName(), root)
        .replace(
            REGISTRATION,
            LISTS.replace("OPTIONS", String.join("|", options))
                + "complete -F _complete_optbench_lists ");
  }

  /** Options that take known words with commas between them, as their labels show. */
  private static void addLists(CommandSpec command, Set<String> options) {
    command.options().stream()
        .filter(o -> o.completionCandidates() != null && o.paramLabel().contains(","))
        .forEach(o -> options.addAll(Arrays.asList(o.names())));
    command.subcommands().values().forEach(c -> addLists(c.getCommandSpec(), options));
  }
}
