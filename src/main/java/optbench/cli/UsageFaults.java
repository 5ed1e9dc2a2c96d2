package optbench.cli;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import optbench.spec.key.Suggestions;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** What is wrong with a command line, in one line. */
final class UsageFaults {
  private UsageFaults() {}

  static String message(ParameterException e) {
    CommandSpec command = e.getCommandLine().getCommandSpec();
    if (e instanceof UnmatchedArgumentException unmatched && !unmatched.getUnmatched().isEmpty()) {
      return unmatched(command, unmatched.getUnmatched().get(0));
    }
    if (e instanceof MissingParameterException missing && !missing.getMissing().isEmpty()) {
      return missing.getMissing().stream()
          .map(UsageFaults::missing)
          .collect(Collectors.joining("; "));
    }
    String message = String.valueOf(e.getMessage());
    return message.substring(0, 1).toLowerCase(Locale.ROOT) + message.substring(1);
  }

  /** The fault of a command that needs one of its subcommands. */
  static ParameterException noSubcommand(CommandSpec command) {
    return new ParameterException(
        command.commandLine(),
        command.name() + " what? One of " + String.join(", ", command.subcommands().keySet()));
  }

  /** The fault of a word that is not in a registry. */
  static ParameterException unknown(
      CommandSpec command, String kind, String word, Collection<String> known) {
    return new ParameterException(
        command.commandLine(),
        "unknown " + kind + " '" + word + "'" + Suggestions.didYouMeanOf(word, known));
  }

  private static String unmatched(CommandSpec command, String word) {
    if (word.startsWith("-") && word.length() > 1) {
      String option = word.replaceFirst("=.*", "");
      List<String> known =
          command.options().stream().map(OptionSpec::longestName).collect(Collectors.toList());
      return "unknown option '" + option + "'" + Suggestions.didYouMean(option, known);
    }
    if (!command.subcommands().isEmpty()) {
      return "unknown command '"
          + word
          + "'"
          + Suggestions.didYouMeanOf(word, command.subcommands().keySet());
    }
    String one = "'" + word + "' is one argument too many";
    OptionSpec list = command.findOption("--optimizers");
    return list == null || list.originalStringValues().isEmpty()
        ? one
        : one + "; lists are written with commas: --optimizers adam,sgd";
  }

  private static String missing(ArgSpec argument) {
    return argument instanceof OptionSpec option
        ? option.longestName() + " needs a value: " + option.longestName() + " " + label(argument)
        : label(argument) + " is missing";
  }

  private static String label(ArgSpec argument) {
    return argument.paramLabel();
  }
}
