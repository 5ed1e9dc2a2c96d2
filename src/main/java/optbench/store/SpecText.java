package optbench.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import optbench.file.FileFaultText;
import optbench.file.Inputs;

/** The text of a spec file: bounded in size, and UTF-8. */
final class SpecText {
  /** A spec is written by hand: a thousand optimizers fit in a tenth of this. */
  static final int MOST_BYTES = 1 << 20;

  private SpecText() {}

  /**
   * Reads all of it.
   *
   * @throws SpecFileException if it is missing, too large, not readable, not text or empty
   */
  static String read(Path file) {
    String text = readEvenEmpty(file);
    if (text.isBlank()) {
      throw fault(file, "is empty: a spec holds at least {}");
    }
    return text;
  }

  /** Likewise, where nothing is something, too. */
  static String readEvenEmpty(Path file) {
    if (Files.isDirectory(file)) {
      throw fault(file, "is a folder: give the spec file in it");
    }
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      throw fault(file, "is a pipe or device: write what it gives to a file, and name that");
    }
    byte[] bytes = bytes(file);
    if (bytes.length >= 2 && (bytes[0] & 0xff) >= 0xfe && (bytes[1] & 0xff) >= 0xfe) {
      throw fault(file, "is UTF-16: save it as UTF-8");
    }
    String text = decode(file, bytes);
    refuseControlCharacters(file, text);
    return text;
  }

  private static byte[] bytes(Path file) {
    try {
      try (InputStream in = Inputs.open(file)) {
        requireSize(file, Files.size(file));
        byte[] bytes = in.readNBytes(MOST_BYTES + 1);
        requireSize(file, bytes.length);
        return bytes;
      }
    } catch (IOException e) {
      throw fault(file, "cannot be read: " + FileFaultText.of(e));
    }
  }

  private static void requireSize(Path file, long size) {
    if (size > MOST_BYTES) {
      String found = size > 2L * MOST_BYTES ? size / MOST_BYTES + " MiB" : "more than 1 MiB";
      throw fault(file, "must be at most 1 MiB but is " + found + ": is it a spec?");
    }
  }

  private static String decode(Path file, byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CharBuffer out = CharBuffer.allocate(bytes.length);
    CoderResult result =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT)
            .decode(in, out, true);
    String text = out.flip().toString();
    if (result.isError()) {
      String found = String.format(Locale.ROOT, "0x%02x", bytes[in.position()] & 0xff);
      throw at(
          file, text, text.length(), "is not UTF-8 here (byte " + found + "): save it as UTF-8");
    }
    return text.startsWith("\ufeff") ? text.substring(1) : text;
  }

  private static void refuseControlCharacters(Path file, String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isISOControl(c) && "\t\n\r\u0085".indexOf(c) < 0) {
        String found =
            c == 0 ? "a NUL" : String.format(Locale.ROOT, "a control character (U+%04X)", (int) c);
        throw at(file, text, i, "holds " + found + ": is it a text file?");
      }
    }
  }

  private static SpecFileException at(Path file, String text, int index, String message) {
    String before = text.substring(0, index);
    int line = (int) before.chars().filter(c -> c == '\n').count() + 1;
    int column = before.codePointCount(before.lastIndexOf('\n') + 1, before.length()) + 1;
    return new SpecFileException(new Fault(new Place(file.toString(), line, column), message));
  }

  private static SpecFileException fault(Path file, String message) {
    return new SpecFileException(new Fault(Place.of(file.toString()), message));
  }
}
