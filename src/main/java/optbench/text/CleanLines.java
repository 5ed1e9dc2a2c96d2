package optbench.text;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * For what libraries and plug-ins print on {@code System.out} and {@code System.err}: whole lines,
 * each made harmless. It is never closed with what it writes to.
 */
public final class CleanLines extends OutputStream {
  /** What has no line end for so long is none. */
  private static final int LONGEST = 1 << 16;

  private final CleanOutput to;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();

  private CleanLines(CleanOutput to) {
    this.to = to;
  }

  /** On the way to what a person reads. */
  public static PrintStream on(CleanOutput to) {
    return new PrintStream(new CleanLines(to), true, StandardCharsets.UTF_8);
  }

  @Override
  public synchronized void write(int b) {
    if (b == '\n') {
      end();
    } else {
      line.write(b);
      if (line.size() == LONGEST) {
        end();
      }
    }
  }

  @Override
  public synchronized void write(byte[] bytes, int offset, int length) {
    for (int i = offset; i < offset + length; i++) {
      write(bytes[i]);
    }
  }

  /** What stands in a line that has no end yet. */
  @Override
  public synchronized void close() {
    if (line.size() > 0) {
      end();
    }
  }

  private void end() {
    String text = line.toString(StandardCharsets.UTF_8);
    line.reset();
    to.println(text.endsWith("\r") ? text.substring(0, text.length() - 1) : text);
  }
}
