package optbench.store;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.io.JsonEOFException;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import optbench.spec.key.QuotedText;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/** Says what is wrong with the syntax in the words of someone who writes specs, not parsers. */
final class SyntaxFaults {
  /** A character that the parser did not expect, with its code beside it. */
  private static final Pattern UNEXPECTED =
      Pattern.compile("^Unexpected character \\('(.+?)' \\(code \\d+");

  private SyntaxFaults() {}

  static Fault of(JacksonException e, String language, BiFunction<Integer, Integer, Place> places) {
    if (e.getCause() instanceof MarkedYAMLException yaml && yaml.getProblemMark() != null) {
      return yaml(yaml, places);
    }
    JsonLocation location = e.getLocation() == null ? JsonLocation.NA : e.getLocation();
    String problem =
        e instanceof JsonEOFException
            ? "it ends too early: is a bracket or a quote not closed?"
            : jsonWords(e.getOriginalMessage().lines().findFirst().orElse(""));
    return new Fault(
        places.apply(Math.max(1, location.getLineNr()), Math.max(1, location.getColumnNr())),
        "not valid " + language + ": " + problem);
  }

  private static String jsonWords(String problem) {
    if (problem.startsWith("Expected a field name")) {
      return "a key must be a word";
    }
    if (problem.contains("(non-standard) comment")) {
      return "it has no comments: use a .yaml file for a spec with comments";
    }
    if (problem.startsWith("Non-standard token")) {
      return "numbers must be finite";
    }
    if (problem.startsWith("Unexpected character ('}'")
        || problem.contains("(']' (code 93)): exp")) {
      return "a comma too many";
    }
    if (problem.contains("double-quote to start field name")) {
      return "a key must be in double quotes";
    }
    if (problem.startsWith("Illegal unquoted character")) {
      return "a tab or the end of the line inside quotes";
    }
    if (problem.startsWith("Unrecognized token")) {
      return problem.replaceAll("Unrecognized token ('.*?').*", "$1")
          + " is no value: texts must be in double quotes";
    }
    Matcher unexpected = UNEXPECTED.matcher(problem);
    if (unexpected.find()) {
      return expected(problem) + " before " + QuotedText.quote(unexpected.group(1));
    }
    // What follows "enable" is advice to programmers.
    return problem.replaceAll(" \\(code \\d+\\)", "").replaceAll(": enable `.*", "");
  }

  private static String expected(String problem) {
    if (problem.contains("comma to separate")) {
      return "a comma or a closing bracket is missing";
    }
    if (problem.contains("colon to separate")) {
      return "a colon is missing";
    }
    return "a value is missing";
  }

  private static Fault yaml(MarkedYAMLException e, BiFunction<Integer, Integer, Place> places) {
    boolean opening = e.getContextMark() != null && e.getProblem().contains("end");
    // An open bracket or quote is noticed at the end of the file: point at where it was opened.
    Mark mark =
        opening && !e.getProblem().contains("block end") ? e.getContextMark() : e.getProblemMark();
    return new Fault(
        places.apply(mark.getLine() + 1, mark.getColumn() + 1),
        "not valid YAML: " + words(e.getProblem(), String.valueOf(e.getContext())));
  }

  private static String words(String problem, String context) {
    if (problem.contains("TAB")) {
      return "a tab: indent with spaces";
    }
    if (problem.contains("end of stream") || problem.contains("stream end")) {
      return context.contains("scalar") ? "this quote is not closed" : "this bracket is not closed";
    }
    if (problem.startsWith("mapping values are not allowed")) {
      return "a ':' too many: check the indentation, and put text that contains ': ' in quotes";
    }
    if (problem.startsWith("sequence entries are not allowed")) {
      return "a list must begin on a line of its own, or stand in [brackets]";
    }
    if (problem.startsWith("expected <block end>")) {
      return "this does not line up with what is above it: check the indentation";
    }
    if (problem.startsWith("expected '<document start>'")) {
      return "the spec has ended before this: check brackets and indentation";
    }
    if (problem.startsWith("expected the node content, but found ','")) {
      return "a comma too many";
    }
    if (problem.contains("cannot start any token")) {
      return "text that begins with "
          + problem.replaceAll(".*?('.*?').*", "$1")
          + " must be in quotes";
    }
    return problem;
  }
}
