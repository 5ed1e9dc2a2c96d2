package optbench.store;

import com.fasterxml.jackson.core.io.NumberOutput;
import com.fasterxml.jackson.databind.SequenceWriter;
import com.fasterxml.jackson.dataformat.csv.CsvGenerator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import optbench.result.Table;

/**
 * Tables as CSV (RFC 4180, but lines end in a line feed): UTF-8, a head, commas, decimal points,
 * quotes only where needed. Doubles are written with the fewest digits that read back as the same
 * double.
 */
final class CsvFormat {
  private CsvFormat() {}

  static byte[] bytes(Table table) {
    CsvMapper mapper =
        CsvMapper.builder().enable(CsvGenerator.Feature.STRICT_CHECK_FOR_QUOTING).build();
    CsvSchema schema = CsvSchema.emptySchema().withLineSeparator("\n");
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (SequenceWriter writer = mapper.writer(schema).writeValues(out)) {
      writer.write(table.columns());
      for (List<Object> row : table.rows()) {
        writer.write(row.stream().map(CsvFormat::cell).toList());
      }
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory", e);
    }
    return out.toByteArray();
  }

  private static String cell(Object value) {
    return value instanceof Double number ? NumberOutput.toString(number, true) : value.toString();
  }
}
