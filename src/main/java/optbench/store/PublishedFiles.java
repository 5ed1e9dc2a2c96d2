package optbench.store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import optbench.file.FileFaultText;
import optbench.file.Inputs;
import optbench.result.PublishedFigure;
import optbench.spec.key.QuotedText;
import optbench.spec.key.Suggestions;

/**
 * Published figures as CSV in UTF-8, with a head that names the columns source, label, epoch,
 * test_accuracy and tolerance, the latter two as fractions of 1; further columns and empty lines
 * are passed over.
 */
public final class PublishedFiles {
  private static final List<String> COLUMNS =
      List.of("source", "label", "epoch", "test_accuracy", "tolerance");

  /** A table is written by hand. */
  private static final long MOST_BYTES = 16L << 20;

  private static final Pattern WHOLE = Pattern.compile("[+-]?[0-9]{1,9}");
  private static final Pattern NUMBER =
      Pattern.compile("[+-]?([0-9]+(\\.[0-9]*)?|\\.[0-9]+)([eE][+-]?[0-9]+)?");

  private final Path file;
  private final Map<String, Integer> places = new HashMap<>();
  private int width;

  private PublishedFiles(Path file) {
    this.file = file;
  }

  /**
   * Reads a file.
   *
   * @throws StoreException that says where it cannot be read, and what is expected there
   */
  public static List<PublishedFigure> read(Path file) {
    return new PublishedFiles(file).figures();
  }

  private List<PublishedFigure> figures() {
    List<PublishedFigure> figures = new ArrayList<>();
    CsvRows.read(
        file,
        bytes(),
        (cells, line) -> {
          if (places.isEmpty()) {
            head(cells, line);
          } else {
            figures.add(figure(cells, line));
          }
        });
    if (figures.isEmpty()) {
      throw new StoreException(
          file + " holds no figures: it must have the columns " + String.join(", ", COLUMNS));
    }
    return figures;
  }

  private byte[] bytes() {
    try {
      return Inputs.bytes(file, MOST_BYTES);
    } catch (IOException e) {
      throw new StoreException("cannot read " + file + ": " + FileFaultText.of(e), e);
    }
  }

  private void head(List<String> cells, int line) {
    List<String> names = cells.stream().map(c -> c.toLowerCase(Locale.ROOT)).toList();
    for (String separator : List.of(";", "\t")) {
      if (names.size() == 1 && names.get(0).contains(separator)) {
        throw fault(line, "columns must be separated by commas, not by semicolons or tabs", null);
      }
    }
    for (String column : COLUMNS) {
      int place = names.indexOf(column);
      if (place < 0) {
        throw fault(line, missing(column, names), null);
      }
      if (place != names.lastIndexOf(column)) {
        throw fault(line, "two columns are called " + column, null);
      }
      places.put(column, place);
    }
    width = names.size();
  }

  private static String missing(String column, List<String> names) {
    List<String> others = names.stream().filter(name -> !COLUMNS.contains(name)).toList();
    Optional<String> near = Suggestions.nearest(column, others);
    return "the head must name the columns "
        + String.join(", ", COLUMNS)
        + " but has no "
        + column
        + near.map(name -> ": is that " + QuotedText.quote(name) + "?").orElse("");
  }

  private PublishedFigure figure(List<String> cells, int line) {
    if (cells.size() != width) {
      throw fault(
          line,
          "has "
              + cells.size()
              + (cells.size() == 1 ? " cell" : " cells")
              + " but the head has "
              + width
              + " columns: put text that holds a comma into quotes, and write decimal points",
          null);
    }
    for (String column : COLUMNS) {
      if (cells.get(places.get(column)).isEmpty()) {
        throw fault(
            line, column + " is missing: each row needs " + String.join(", ", COLUMNS), null);
      }
    }
    try {
      return new PublishedFigure(
          cells.get(places.get("source")),
          cells.get(places.get("label")),
          (int) number(cells, "epoch", WHOLE, "a whole number", line),
          number(cells, "test_accuracy", NUMBER, "a number", line),
          number(cells, "tolerance", NUMBER, "a number", line));
    } catch (IllegalArgumentException e) {
      throw fault(line, e.getMessage(), e);
    }
  }

  private double number(
      List<String> cells, String column, Pattern allowed, String words, int line) {
    String text = cells.get(places.get(column));
    if (!allowed.matcher(text).matches()) {
      throw fault(
          line,
          column
              + " must be "
              + words
              + (text.contains(",") ? " with a decimal point" : "")
              + " but was "
              + QuotedText.quote(text),
          null);
    }
    return Double.parseDouble(text);
  }

  private StoreException fault(int line, String words, Throwable cause) {
    return CsvRows.fault(file, line, words, cause);
  }
}
