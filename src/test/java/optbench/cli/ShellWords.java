package optbench.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The commands in a piece of shell script, as far as documentation needs it. */
final class ShellWords {
  /** A comment, an operator, or a word, parts of which may be quoted. */
  private static final Pattern TOKEN =
      Pattern.compile("(#.*)|(&&|>>?|\\n)|((?:'[^']*'|\"[^\"]*\"|[^\\s'\">&#]|(?<=\\S)#)+)");

  private ShellWords() {}

  /** The words of each command; where output goes is left out. */
  static List<List<String>> commands(String script) {
    List<List<String>> commands = new ArrayList<>();
    List<String> words = new ArrayList<>();
    boolean redirected = false;
    for (MatchResult token : TOKEN.matcher(script.replace("\\\n", " ") + "\n").results().toList()) {
      if (token.group(3) != null) {
        if (!redirected) {
          words.add(token.group(3).replaceAll("['\"]", ""));
        }
        redirected = false;
      } else if (token.group(2) != null && token.group(2).startsWith(">")) {
        redirected = true;
      } else if (token.group(2) != null && !words.isEmpty()) {
        commands.add(List.copyOf(words));
        words.clear();
      }
    }
    return commands;
  }
}
