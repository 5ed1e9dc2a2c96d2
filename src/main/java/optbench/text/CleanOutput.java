package optbench.text;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The one way out to the terminal. Whatever is printed is one harmless line, with text from labels,
 * files, arguments, plug-ins and servers in it; only a {@link Block} is more, for each of its lines
 * was made harmless before. So a caller cannot forget to.
 */
public final class CleanOutput extends PrintStream {
  private static final Pattern INDENT = Pattern.compile("\t*");
  private static final Pattern OWN = Pattern.compile("\u001b\\[[0-9;]*m|\r?\n");

  private CleanOutput(PrintStream to) {
    super(to, true, StandardCharsets.UTF_8);
  }

  /** On another stream, unless that is clean already. */
  public static CleanOutput on(PrintStream to) {
    return to instanceof CleanOutput clean ? clean : new CleanOutput(to);
  }

  @Override
  public void println(Object text) {
    if (text instanceof Block block) {
      put(block + System.lineSeparator());
    } else {
      println(String.valueOf(text));
    }
  }

  @Override
  public void println(String text) {
    // Stack traces are indented by tabs.
    Matcher indent = INDENT.matcher(String.valueOf(text));
    String tabs = indent.lookingAt() ? indent.group() : "";
    put(tabs + OneLine.sentence(indent.replaceFirst("")) + System.lineSeparator());
  }

  @Override
  public void println() {
    put(System.lineSeparator());
  }

  @Override
  public void println(char[] text) {
    println(new String(text));
  }

  @Override
  public void print(Object text) {
    put(text instanceof Block block ? block.toString() : OneLine.sentence(String.valueOf(text)));
  }

  @Override
  public void print(String text) {
    put(OneLine.sentence(String.valueOf(text)));
  }

  @Override
  public void print(char[] text) {
    print(new String(text));
  }

  @Override
  public void print(char c) {
    print(String.valueOf(c));
  }

  @Override
  public PrintStream append(CharSequence text) {
    print(String.valueOf(text));
    return this;
  }

  @Override
  public PrintStream append(CharSequence text, int start, int end) {
    return append(String.valueOf(text).subSequence(start, end));
  }

  @Override
  public PrintStream append(char c) {
    print(c);
    return this;
  }

  @Override
  public PrintStream format(String format, Object... arguments) {
    return format(Locale.ROOT, format, arguments);
  }

  /** Breaks in the format are the program's own, those in its arguments are not. */
  @Override
  public PrintStream format(Locale locale, String format, Object... arguments) {
    Object[] clean =
        Arrays.stream(arguments)
            .map(a -> a == null || a instanceof Number ? a : OneLine.value(String.valueOf(a)))
            .toArray();
    put(String.format(locale, format, clean));
    return this;
  }

  @Override
  public PrintStream printf(String format, Object... arguments) {
    return format(Locale.ROOT, format, arguments);
  }

  @Override
  public PrintStream printf(Locale locale, String format, Object... arguments) {
    return format(locale, format, arguments);
  }

  /**
   * Writes over the line that the cursor is in; there is no break after it.
   *
   * @param width in characters; what is longer is cut
   */
  public void overwrite(String text, int width) {
    String line = OneLine.of(text);
    put(
        "\r"
            + line.substring(
                0,
                line.offsetByCodePoints(
                    0, Math.min(width, line.codePointCount(0, line.length())))));
  }

  /** For help, which the program writes itself, with colours and breaks. */
  public PrintWriter help() {
    return new PrintWriter(new Help(), true);
  }

  private void put(String clean) {
    super.print(clean);
    flush();
  }

  private final class Help extends Writer {
    private final StringBuilder text = new StringBuilder();

    @Override
    public void write(char[] characters, int offset, int length) {
      text.append(characters, offset, length);
    }

    @Override
    public void flush() {
      StringBuilder clean = new StringBuilder();
      Matcher own = OWN.matcher(text);
      int after = 0;
      while (own.find()) {
        clean.append(OneLine.of(text.substring(after, own.start()))).append(own.group());
        after = own.end();
      }
      put(clean.append(OneLine.of(text.substring(after))).toString());
      text.setLength(0);
    }

    @Override
    public void close() {
      flush();
    }
  }
}
