package optbench.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Lines of cells: separated by commas, semicolons or tabs, whichever the first line has most of. A
 * cell may stand in double quotes, but not on several lines. Empty lines are passed over.
 */
final class CsvLines {
  private static final int LONGEST_LINE = 1 << 26;
  private static final int BUFFER_BYTES = 1 << 16;
  private static final byte[] SEPARATORS = {',', ';', '\t'};
  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};
  private static final int LONGEST_SHOWN = 30;

  /** More digits than these might not fit into a whole number. */
  private static final int SHORT = 9;

  private final InputStream content;
  private final String source;
  private final byte[] buffer = new byte[BUFFER_BYTES];
  private int filled;
  private int next;
  private byte[] text = new byte[BUFFER_BYTES];
  private int length;
  private int line;
  private int[] starts = new int[16];
  private int cells;
  private byte separator;

  CsvLines(InputStream content, String source) {
    this.content = content;
    this.source = source;
  }

  /** The cells of the first line; none if there is no line. */
  List<String> header() throws IOException {
    if (!readLine()) {
      return List.of();
    }
    if (startsWithMark()) {
      text = Arrays.copyOfRange(text, BYTE_ORDER_MARK.length, text.length);
      length -= BYTE_ORDER_MARK.length;
    }
    separator = separator();
    split();
    List<String> names = new ArrayList<>();
    for (int c = 0; c < cells; c++) {
      names.add(cell(c));
    }
    return names;
  }

  /** Goes to the next line, if there is one. */
  boolean next() throws IOException {
    if (!readLine()) {
      return false;
    }
    split();
    return true;
  }

  /** How many cells this line has. */
  int cells() {
    return cells;
  }

  /** What stands in a cell, counted from 0. */
  String cell(int index) {
    String all =
        new String(
                text, starts[index], starts[index + 1] - 1 - starts[index], StandardCharsets.UTF_8)
            .strip();
    boolean quoted = all.length() > 1 && all.startsWith("\"") && all.endsWith("\"");
    return quoted ? all.substring(1, all.length() - 1).replace("\"\"", "\"").strip() : all;
  }

  /**
   * The number in a cell.
   *
   * @throws NumberFormatException if there is none
   */
  double number(int index) {
    int from = starts[index];
    int to = starts[index + 1] - 1;
    int whole = 0;
    boolean digits = to > from && to - from <= SHORT;
    for (int i = from; digits && i < to; i++) {
      digits = text[i] >= '0' && text[i] <= '9';
      whole = 10 * whole + (text[i] - '0');
    }
    if (digits) {
      return whole;
    }
    String cell = cell(index);
    if (!cell.matches("[-+.0-9eE]+")) {
      throw new NumberFormatException(cell);
    }
    return Double.parseDouble(cell);
  }

  /** What is wrong with a cell. */
  DataException fault(int index, String name, String must) {
    String cell = cell(index);
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
        DataException.Reason.CORRUPT, source + ", line " + line + ", " + finding + ".");
  }

  private boolean startsWithMark() {
    return length >= BYTE_ORDER_MARK.length
        && Arrays.equals(text, 0, BYTE_ORDER_MARK.length, BYTE_ORDER_MARK, 0, 3);
  }

  private byte separator() {
    byte most = SEPARATORS[0];
    for (byte each : SEPARATORS) {
      most = count(each) > count(most) ? each : most;
    }
    return most;
  }

  private int count(byte wanted) {
    int count = 0;
    boolean quoted = false;
    for (int i = 0; i < length; i++) {
      quoted ^= text[i] == '"';
      count += !quoted && text[i] == wanted ? 1 : 0;
    }
    return count;
  }

  /** Where cells start, and at last where one more would. */
  private void split() {
    cells = 0;
    boolean quoted = false;
    start(0);
    for (int i = 0; i < length; i++) {
      quoted ^= text[i] == '"';
      if (text[i] == separator && !quoted) {
        cells++;
        start(i + 1);
      }
    }
    cells++;
    start(length + 1);
  }

  private void start(int at) {
    if (cells == starts.length) {
      starts = Arrays.copyOf(starts, 2 * starts.length);
    }
    starts[cells] = at;
  }

  /** The next line that is not empty; ends with a line feed, a carriage return, or both. */
  private boolean readLine() throws IOException {
    do {
      length = 0;
      line++;
      int read = read();
      if (read < 0) {
        return false;
      }
      while (read >= 0 && read != '\n' && read != '\r') {
        append((byte) read);
        read = read();
      }
      if (read == '\r' && peek() == '\n') {
        next++;
      }
    } while (length == 0);
    return true;
  }

  private void append(byte each) {
    if (length == text.length) {
      if (length == LONGEST_LINE) {
        throw fault("no line may be longer than " + LONGEST_LINE + " bytes");
      }
      text = Arrays.copyOf(text, 2 * length);
    }
    text[length++] = each;
  }

  private int read() throws IOException {
    int read = peek();
    next++;
    return read;
  }

  private int peek() throws IOException {
    if (next >= filled) {
      filled = content.read(buffer);
      next = 0;
      if (filled <= 0) {
        filled = 0;
        return -1;
      }
    }
    return buffer[next] & 0xff;
  }
}
