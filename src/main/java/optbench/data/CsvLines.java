package optbench.data;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * Rows of cells, in UTF-8: separated by commas, semicolons or tabs, whichever the first line has
 * most of. Empty lines are passed over.
 */
final class CsvLines {
  /** Of which separators are counted; a table of a million columns has its first ones there. */
  private static final int FIRST_BYTES = 1 << 20;

  private static final char[] SEPARATORS = {',', ';', '\t'};
  private static final int LONGEST_SHOWN = 30;

  /** More digits than these might not fit into a whole number. */
  private static final int SHORT = 9;

  private final String source;
  private final CloseableIterator<CsvRecord> rows;
  private CsvRecord row;

  CsvLines(InputStream content, String source) throws IOException {
    this.source = source;
    InputStream fromStart = new BufferedInputStream(content, FIRST_BYTES);
    rows =
        CsvReader.builder()
            .fieldSeparator(separator(fromStart))
            .detectBomHeader(true)
            .skipEmptyLines(true)
            .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
            .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
            .allowUnclosedQuote(false)
            .ofCsvRecord(fromStart)
            .iterator();
  }

  private static char separator(InputStream content) throws IOException {
    content.mark(FIRST_BYTES);
    byte[] first = content.readNBytes(FIRST_BYTES - 1);
    content.reset();
    int[] counts = new int[SEPARATORS.length];
    boolean quoted = false;
    boolean filled = false;
    for (int i = 0; i < first.length && !(filled && !quoted && isLineEnd(first[i])); i++) {
      filled |= !isLineEnd(first[i]);
      quoted ^= first[i] == '"';
      for (int s = 0; s < SEPARATORS.length; s++) {
        counts[s] += !quoted && first[i] == SEPARATORS[s] ? 1 : 0;
      }
    }
    int most = 0;
    for (int s = 1; s < SEPARATORS.length; s++) {
      most = counts[s] > counts[most] ? s : most;
    }
    return SEPARATORS[most];
  }

  private static boolean isLineEnd(byte each) {
    return each == '\n' || each == '\r';
  }

  /** The cells of the first line; none if there is no line. */
  List<String> header() throws IOException {
    return next() ? row.getFields().stream().map(String::strip).toList() : List.of();
  }

  /** Goes to the next line, if there is one. */
  boolean next() throws IOException {
    try {
      if (!rows.hasNext()) {
        return false;
      }
      row = rows.next();
      return true;
    } catch (CsvParseException e) {
      throw new DataException(
          DataException.Reason.CORRUPT,
          source
              + (row == null ? "" : ", after line " + row.getStartingLineNumber())
              + ", is not CSV: a quote is opened and never closed, text follows one, or a cell has"
              + " millions of characters.",
          e);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /** How many cells this line has. */
  int cells() {
    return row.getFieldCount();
  }

  /**
   * The number in a cell.
   *
   * @throws NumberFormatException if there is none
   */
  double number(int index) {
    String cell = row.getField(index);
    int whole = 0;
    boolean digits = !cell.isEmpty() && cell.length() <= SHORT;
    for (int i = 0; digits && i < cell.length(); i++) {
      digits = cell.charAt(i) >= '0' && cell.charAt(i) <= '9';
      whole = 10 * whole + (cell.charAt(i) - '0');
    }
    if (digits) {
      return whole;
    }
    String number = cell.strip();
    if (!number.matches("[-+.0-9eE]+")) {
      throw new NumberFormatException(number);
    }
    return Double.parseDouble(number);
  }

  /** What is wrong with a cell, counted from 0. */
  DataException fault(int index, String name, String must) {
    String cell = row.getField(index).strip();
    String shown = cell.length() > LONGEST_SHOWN ? cell.substring(0, LONGEST_SHOWN) + "..." : cell;
    return fault(
        "column "
            + (index + 1)
            + " ("
            + name
            + "): "
            + must
            + (shown.isEmpty() ? " but is empty" : " but was '" + shown + "'"));
  }

  /** What is wrong with this line. */
  DataException fault(String finding) {
    return new DataException(
        DataException.Reason.CORRUPT,
        source + ", line " + row.getStartingLineNumber() + ", " + finding + ".");
  }
}
