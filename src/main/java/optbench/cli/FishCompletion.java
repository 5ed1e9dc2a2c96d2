package optbench.cli;

import java.io.File;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** A completion script for fish, which picocli has none for. */
final class FishCompletion {
  /** Commands come before all values of options, so words that are no options tell the command. */
  private static final String FUNCTIONS =
      """
      function __optbench_words
          for word in (commandline -opc)[2..-1]
              if not string match -q -- '-*' $word
                  echo $word
              end
          end
      end

      # In this command, or in one of its own
      function __optbench_in
          set -l words (__optbench_words)
          string match -q -- "$argv *" "$words "
      end

      # In this command, and none of its own is chosen yet
      function __optbench_at
          set -l words (__optbench_words)
          test "$argv" = "$words"
      end

      complete -c optbench -f
      """;

  private final StringBuilder script = new StringBuilder();

  private FishCompletion() {}

  static String of(CommandSpec root) {
    FishCompletion completion = new FishCompletion();
    completion.script.append("# Completion of optbench for fish\n\n").append(FUNCTIONS);
    completion.add(root, "");
    return completion.script.toString();
  }

  private void add(CommandSpec command, String path) {
    boolean group = !command.subcommands().isEmpty();
    String here = (group ? "__optbench_at" : "__optbench_in") + path;
    for (OptionSpec option : command.options()) {
      if (!option.hidden()) {
        line(here, option(option));
      }
    }
    command.positionalParameters().forEach(p -> line(here, values(p)));
    for (CommandLine child : command.subcommands().values()) {
      CommandSpec spec = child.getCommandSpec();
      line(here, " -a " + spec.name() + description(summary(spec)));
      add(spec, path + " " + spec.name());
    }
  }

  /** What the list of commands says of it. */
  private static String[] summary(CommandSpec command) {
    String[] header = command.usageMessage().header();
    return header.length > 0 ? header : command.usageMessage().description();
  }

  private void line(String condition, String completion) {
    if (!completion.isEmpty()) {
      script.append("complete -c optbench -n '").append(condition).append("'");
      script.append(completion).append('\n');
    }
  }

  private static String option(OptionSpec option) {
    String names =
        Arrays.stream(option.names())
            .map(
                name ->
                    name.startsWith("--") ? " -l " + name.substring(2) : " -s " + name.substring(1))
            .collect(Collectors.joining());
    String value = option.arity().max() == 0 ? "" : " -r" + values(option);
    return names + value + description(option.description());
  }

  /** What may stand there: files, known words, or nothing that can be said. */
  private static String values(ArgSpec argument) {
    List<Class<?>> types = List.of(Path.class, File.class);
    if (Arrays.stream(argument.typeInfo().getAuxiliaryTypes()).anyMatch(types::contains)
        || types.contains(argument.type())) {
      return " -F";
    }
    if (argument.completionCandidates() == null) {
      return "";
    }
    String words =
        StreamSupport.stream(argument.completionCandidates().spliterator(), false)
            .collect(Collectors.joining(" "));
    return words.isEmpty() ? "" : " -a " + quoted(words);
  }

  /** The first sentence: fish shows it beside the word. */
  private static String description(String... lines) {
    if (lines.length == 0) {
      return "";
    }
    String first = lines[0].replaceFirst("( \\(default|[.:] ).*", "").replaceFirst("\\.$", "");
    return " -d " + quoted(first);
  }

  private static String quoted(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }
}
