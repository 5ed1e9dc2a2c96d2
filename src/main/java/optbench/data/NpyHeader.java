package optbench.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The header of an array in NumPy's format, versions 1 to 3 (numpy.lib.format): a magic word, the
 * version, the length of what follows, and a dictionary of Python with three keys. Nothing of it is
 * executed: what is no plain array of numbers is refused.
 */
final class NpyHeader {
  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
  private static final int LONGEST = 1 << 14;
  private static final int MOST_SIDES = 8;
  private static final Pattern TYPE = Pattern.compile("'descr'\\s*:\\s*'([^']{1,20})'");
  private static final Pattern ORDER = Pattern.compile("'fortran_order'\\s*:\\s*(True|False)");
  private static final Pattern SHAPE = Pattern.compile("'shape'\\s*:\\s*\\(([0-9L, ]*)\\)");
  private static final Pattern NUMBER = Pattern.compile("([<>|=])(u1|u2|u4|i1|i2|i4|i8|f4|f8)");

  private final String source;
  private final String text;

  private NpyHeader(String source, String text) {
    this.source = source;
    this.text = text;
  }

  /** An array that is still to be read. */
  static NumberArray read(InputStream content, String source) throws IOException {
    byte[] start = content.readNBytes(MAGIC.length + 2);
    if (start.length < MAGIC.length + 2 || !Arrays.equals(start, 0, 6, MAGIC, 0, 6)) {
      throw corrupt(source, "is no array in NumPy's format");
    }
    boolean early = start[6] == 1;
    byte[] length = content.readNBytes(early ? 2 : 4);
    if (length.length < (early ? 2 : 4) || start[6] < 1 || start[6] > 3) {
      throw corrupt(source, "is in a version of NumPy's format that is not known");
    }
    ByteBuffer little = ByteBuffer.wrap(length).order(ByteOrder.LITTLE_ENDIAN);
    int size = early ? little.getShort() & 0xffff : little.getInt();
    if (size < 1 || size > LONGEST) {
      throw corrupt(
          source,
          "its header must have 1 to " + LONGEST + " bytes but has " + (size & 0xffffffffL));
    }
    byte[] dictionary = content.readNBytes(size);
    if (dictionary.length < size) {
      throw corrupt(source, "ends inside its header");
    }
    NpyHeader header = new NpyHeader(source, new String(dictionary, StandardCharsets.ISO_8859_1));
    StoredNumber type = header.type();
    List<Integer> sides = header.sides();
    header.requireRows(sides);
    return new NumberArray(sides, type, content, source);
  }

  private StoredNumber type() {
    Matcher found = TYPE.matcher(text);
    if (!found.find()) {
      throw corrupt(source, "must hold plain numbers, but its type is a structure or not given");
    }
    Matcher type = NUMBER.matcher(found.group(1));
    if (!type.matches()) {
      boolean objects = found.group(1).contains("O");
      throw corrupt(
          source,
          objects
              ? "holds pickled objects of Python, which are never loaded: save it as an array of"
                  + " numbers"
              : "must hold numbers of type u1, i1, u2, i2, u4, i4, i8, f4 or f8 but holds "
                  + found.group(1));
    }
    ByteOrder order = type.group(1).equals(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    String word = type.group(2);
    return new StoredNumber(word.charAt(1) - '0', word.charAt(0), order);
  }

  private List<Integer> sides() {
    Matcher shape = SHAPE.matcher(text);
    if (!shape.find()) {
      throw corrupt(source, "its header says no shape");
    }
    List<Integer> sides = new ArrayList<>();
    for (String side : shape.group(1).split(",", -1)) {
      String digits = side.strip().replace("L", "");
      if (!digits.isEmpty()) {
        sides.add(side(digits));
      }
    }
    if (sides.isEmpty() || sides.size() > MOST_SIDES) {
      throw corrupt(source, "must have 1 to " + MOST_SIDES + " dimensions but has " + sides.size());
    }
    return sides;
  }

  private int side(String digits) {
    boolean fits = digits.matches("[0-9]{1,10}") && Long.parseLong(digits) <= Integer.MAX_VALUE;
    int side = fits ? (int) Long.parseLong(digits) : 0;
    if (side < 1) {
      throw corrupt(
          source,
          "dimensions must be from 1 to " + Integer.MAX_VALUE + " but one is " + shortened(digits));
    }
    return side;
  }

  private static String shortened(String digits) {
    return digits.length() > 20 ? digits.substring(0, 20) + "..." : digits;
  }

  /** Of one dimension, both orders are the same. */
  private void requireRows(List<Integer> sides) {
    Matcher order = ORDER.matcher(text);
    if (!order.find()) {
      throw corrupt(source, "its header does not say in which order numbers stand");
    }
    if (order.group(1).equals("True") && sides.size() > 1) {
      throw corrupt(
          source,
          "stands column by column (Fortran's order): save numpy.ascontiguousarray(...) of it");
    }
  }

  private static DataException corrupt(String source, String finding) {
    return new DataException(DataException.Reason.CORRUPT, source + ": " + finding + ".");
  }
}
