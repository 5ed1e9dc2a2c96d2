package optbench.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import optbench.file.Inputs;
import optbench.result.PublishedFigure;

/**
 * Published figures as CSV, with the columns source, label, epoch, test_accuracy and tolerance, the
 * latter two as fractions of 1; further columns are passed over.
 */
public final class PublishedFiles {
  private static final List<String> COLUMNS =
      List.of("source", "label", "epoch", "test_accuracy", "tolerance");

  /** A table is written by hand. */
  private static final long MOST_BYTES = 16L << 20;

  private PublishedFiles() {}

  /**
   * Reads a file.
   *
   * @throws StoreException that says where it cannot be read, and what is expected there
   */
  public static List<PublishedFigure> read(Path file) {
    List<PublishedFigure> figures = new ArrayList<>();
    CsvSchema schema = CsvSchema.emptySchema().withHeader();
    try (MappingIterator<Map<String, String>> rows =
        new CsvMapper()
            .readerForMapOf(String.class)
            .with(schema)
            .readValues(Inputs.bytes(file, MOST_BYTES))) {
      while (rows.hasNext()) {
        figures.add(figure(rows.next(), file, figures.size() + 2));
      }
    } catch (JsonProcessingException e) {
      throw new StoreException(file + " is not a table in CSV: " + e.getOriginalMessage(), e);
    } catch (IOException e) {
      throw new StoreException("cannot read " + file + ": " + Reasons.of(e), e);
    }
    if (figures.isEmpty()) {
      throw new StoreException(
          file + " holds no figures: it must have the columns " + String.join(", ", COLUMNS));
    }
    return figures;
  }

  private static PublishedFigure figure(Map<String, String> row, Path file, int line) {
    for (String column : COLUMNS) {
      if (row.get(column) == null || row.get(column).isBlank()) {
        throw new StoreException(
            file
                + ":"
                + line
                + ": "
                + column
                + " is missing: each row needs "
                + String.join(", ", COLUMNS));
      }
    }
    try {
      return new PublishedFigure(
          row.get("source").strip(),
          row.get("label").strip(),
          Integer.parseInt(row.get("epoch").strip()),
          Double.parseDouble(row.get("test_accuracy").strip()),
          Double.parseDouble(row.get("tolerance").strip()));
    } catch (NumberFormatException e) {
      throw new StoreException(file + ":" + line + ": must hold numbers: " + e.getMessage(), e);
    } catch (IllegalArgumentException e) {
      throw new StoreException(file + ":" + line + ": " + e.getMessage(), e);
    }
  }
}
