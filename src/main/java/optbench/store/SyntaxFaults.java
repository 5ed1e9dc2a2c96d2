package optbench.store;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.io.JsonEOFException;
import java.util.function.BiFunction;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/** Says what is wrong with the syntax in the words of someone who writes specs, not parsers. */
final class SyntaxFaults {
  private SyntaxFaults() {}

  static Fault of(JacksonException e, String language, BiFunction<Integer, Integer, Place> places) {
    if (e.getCause() instanceof MarkedYAMLException yaml && yaml.getProblemMark() != null) {
      return yaml(yaml, places);
    }
    JsonLocation location = e.getLocation() == null ? JsonLocation.NA : e.getLocation();
    String problem = e.getOriginalMessage().lines().findFirst().orElse("");
    if (e instanceof JsonEOFException) {
      problem = "it ends too early: is a bracket or a quote not closed?";
    } else if (problem.startsWith("Expected a field name")) {
      problem = "a key must be a word";
    }
    return new Fault(
        places.apply(Math.max(1, location.getLineNr()), Math.max(1, location.getColumnNr())),
        "not valid " + language + ": " + problem);
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
    if (problem.contains("cannot start any token")) {
      return "text that begins with "
          + problem.replaceAll(".*?('.*?').*", "$1")
          + " must be in quotes";
    }
    return problem;
  }
}
