package optbench.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import optbench.file.FileFaultText;

/** The rows of a CSV file in UTF-8, without those that are empty. */
final class CsvRows {
  private static final CsvMapper MAPPER =
      CsvMapper.builder()
          .enable(CsvParser.Feature.WRAP_AS_ARRAY)
          .enable(CsvParser.Feature.SKIP_EMPTY_LINES)
          .build();

  private CsvRows() {}

  /** Takes a row. */
  interface Row {
    /**
     * Takes it.
     *
     * @param cells without blanks around them
     */
    void take(List<String> cells, int line);
  }

  /**
   * Reads all rows.
   *
   * @param file to be named in faults
   * @throws StoreException that says where it is no CSV, or no UTF-8
   */
  static void read(Path file, byte[] bytes, Row row) {
    int line = 1;
    try (MappingIterator<String[]> rows =
        MAPPER.readerFor(String[].class).readValues(text(file, bytes))) {
      while (rows.hasNextValue()) {
        line = rows.getParser().currentLocation().getLineNr();
        List<String> cells = Arrays.stream(rows.nextValue()).map(String::strip).toList();
        if (!cells.stream().allMatch(String::isEmpty)) {
          row.take(cells, line);
        }
      }
    } catch (JsonProcessingException e) {
      throw fault(
          file, line, "is not CSV: a quote is opened and never closed, or text follows one", e);
    } catch (IOException e) {
      throw new StoreException("cannot read " + file + ": " + FileFaultText.of(e), e);
    }
  }

  /** Its text, without a mark at the beginning. */
  static String text(Path file, byte[] bytes) {
    ByteBuffer rest = ByteBuffer.wrap(bytes);
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(rest).toString();
      return text.startsWith("\ufeff") ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      String before = new String(bytes, 0, rest.position(), StandardCharsets.UTF_8);
      int line = 1 + (int) before.chars().filter(c -> c == '\n').count();
      throw fault(file, line, "must be in UTF-8: save it so (it may be in Latin-1 or UTF-16)", e);
    }
  }

  /** That a place of a file is not as it must be. */
  static StoreException fault(Path file, int line, String words, Throwable cause) {
    return new StoreException(file + ":" + line + ": " + words, cause);
  }
}
