package optbench.store;

import com.fasterxml.jackson.core.io.NumberOutput;
import com.fasterxml.jackson.databind.SequenceWriter;
import com.fasterxml.jackson.dataformat.csv.CsvGenerator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.regex.Pattern;
import optbench.table.Cell;
import optbench.table.Table;

/**
 * Tables as CSV (RFC 4180, but lines end in a line feed): UTF-8, a head, commas, decimal points,
 * quotes only where needed. Doubles are written with the fewest digits that read back as the same
 * double.
 *
 * <p>Text that a spreadsheet would take for a formula, because it begins with one of {@code = +
 * - @} or a tab, begins with an apostrophe instead, which spreadsheets do not show. Numbers are
 * left as they are.
 */
final class CsvFormat {
  /** Full-width forms count too, where the system's language has them. */
  private static final Pattern FORMULA = Pattern.compile("[=+\\-@\\t\\r\\n＝＋－＠]");

  private static final Pattern NUMBER =
      Pattern.compile("[+-]?([0-9]+(\\.[0-9]*)?|\\.[0-9]+)([eE][+-]?[0-9]+)?");

  private CsvFormat() {}

  static byte[] bytes(Table table) {
    CsvMapper mapper =
        CsvMapper.builder().enable(CsvGenerator.Feature.STRICT_CHECK_FOR_QUOTING).build();
    CsvSchema schema = CsvSchema.emptySchema().withLineSeparator("\n");
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (SequenceWriter writer = mapper.writer(schema).writeValues(out)) {
      writer.write(table.keys());
      for (Table.Row row : table.rows()) {
        writer.write(row.cells().stream().map(Cell::value).map(CsvFormat::cell).toList());
      }
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory", e);
    }
    return out.toByteArray();
  }

  private static String cell(Object value) {
    if (value instanceof Double number) {
      return NumberOutput.toString(number, true);
    }
    String text = value.toString();
    boolean formula =
        value instanceof CharSequence
            && FORMULA.matcher(text).lookingAt()
            && !NUMBER.matcher(text).matches();
    return formula ? "'" + text : text;
  }
}
