package optbench.fuzz;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What every command owes to every input, however damaged. */
final class Rules {
  private static final Set<Integer> EXPECTED = Set.of(0, 2, 3, 4, 5);
  private static final int LONGEST_LINE = 2_000;
  private static final int MOST_LINES = 60;

  private static final Pattern CLASS_NAME =
      Pattern.compile("\\b[a-z]+(?:\\.[a-z0-9]+)+\\.[A-Z]\\w+");

  private static final Pattern INSIDE =
      Pattern.compile(
          "Exception|StackOverflowError|must be  ?(?:but|or)|null pointer|\\bOptional\\[|\\bjava\\.|jackson|snakeyaml|picocli|should not have happened|\\tat |Caused by:"
              + "|\\$\\$Lambda|start[_ ]?marker|JsonToken|START_(?:OBJECT|ARRAY)|VALUE_(?:STRING|NUMBER|NULL)|`java|cannot deserialize",
          Pattern.CASE_INSENSITIVE);

  /** What moves the cursor, ends a line or turns the direction of writing. */
  private static final Pattern CONTROL =
      Pattern.compile("[\\p{Cc}\\u2028\\u2029\\u202a-\\u202e\\u2066-\\u2069&&[^\\n]]");

  private static final Pattern FORGED = Pattern.compile("(?m)^" + Hostile.FORGED);

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private Rules() {}

  /**
   * What is broken.
   *
   * @param given all that the input holds as text: its own words may be said back
   */
  static List<String> broken(Command command, Outcome outcome, String given) {
    List<String> faults = new ArrayList<>();
    if (!outcome.stack().isEmpty()) {
      faults.add("hung: " + outcome.took().toMillis() + " ms");
    }
    outcome.thrown().ifPresent(t -> faults.add("threw " + t.getClass().getName()));
    outcome.exitCode().ifPresent(code -> exitCode(code, command, outcome, faults));
    outcome.changes().forEach(change -> faults.add("touched: " + change));
    // What plug-ins print is led to the terminal by the program's start, which is not played here.
    String past = outcome.past().replace(Hostile.PRINTED + "\n", "");
    if (!past.isEmpty()) {
      faults.add("printed past the terminal: " + excerpt(past, 0));
    }
    text("stderr", command, outcome.err(), given, faults);
    size(outcome.err(), faults);
    if (command.forPrograms()) {
      data(command, outcome, faults);
    } else {
      text("stdout", command, outcome.out(), given, faults);
    }
    return faults;
  }

  private static void exitCode(int code, Command command, Outcome outcome, List<String> faults) {
    boolean said = outcome.err().contains("optbench: error: ");
    String all = outcome.out() + outcome.err();
    boolean failed =
        code == 1
            && command.failure().filter(f -> Pattern.compile(f).matcher(all).find()).isPresent();
    if (!EXPECTED.contains(code) && !failed) {
      faults.add("exit code " + code);
    }
    if (code == 0 && said) {
      faults.add("exit code 0 with an error");
    }
    boolean finding =
        command.arguments().get(0).equals("check") || command.arguments().get(0).equals("data");
    if (code != 0 && !said && !finding) {
      faults.add("exit code " + code + " without a word");
    }
  }

  private static void text(
      String where, Command command, String said, String given, List<String> faults) {
    String text = command.mention().map(own -> said.replaceAll(own, "...")).orElse(said);
    for (Pattern pattern : List.of(CLASS_NAME, INSIDE)) {
      Matcher found = pattern.matcher(text);
      while (found.find()) {
        if (!given.contains(found.group())) {
          faults.add(where + " names the inside: " + excerpt(text, found.start()));
          break;
        }
      }
    }
    Matcher control = CONTROL.matcher(text);
    if (control.find()) {
      faults.add(
          String.format(
              Locale.ROOT,
              "%s has U+%04X: %s",
              where,
              (int) control.group().charAt(0),
              excerpt(text, control.start())));
    }
    Matcher forged = FORGED.matcher(text);
    if (forged.find()) {
      faults.add(where + " has a forged line: " + excerpt(text, forged.start()));
    }
  }

  private static void size(String err, List<String> faults) {
    List<String> lines = err.lines().toList();
    if (lines.size() > MOST_LINES) {
      faults.add("stderr has " + lines.size() + " lines");
    }
    lines.stream()
        .filter(line -> line.length() > LONGEST_LINE)
        .findFirst()
        .ifPresent(
            line ->
                faults.add(
                    "a line of stderr has " + line.length() + " characters: " + excerpt(line, 0)));
  }

  private static void data(Command command, Outcome outcome, List<String> faults) {
    boolean json = command.json() || command.arguments().contains("schema");
    if (json && !outcome.out().isEmpty()) {
      try {
        JSON.readTree(outcome.out());
      } catch (JsonProcessingException e) {
        faults.add("stdout is not JSON: " + excerpt(outcome.out(), 0));
      }
    }
  }

  private static String excerpt(String text, int at) {
    String part = text.substring(Math.max(0, at - 60), Math.min(text.length(), at + 100));
    StringBuilder shown = new StringBuilder();
    part.codePoints()
        .forEach(
            c ->
                shown.append(
                    c < ' ' || c > '~'
                        ? String.format(Locale.ROOT, "\\u%04x", c)
                        : Character.toString(c)));
    return shown.toString();
  }
}
