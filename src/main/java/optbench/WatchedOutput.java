package optbench;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.Locale;

/**
 * Standard output that remembers whether it could be written: a PrintStream keeps that to itself,
 * and half a table on a full disk would look like success.
 */
final class WatchedOutput extends OutputStream {
  private static final int NO_ROOM = 3;

  private final OutputStream out;
  private IOException first;

  WatchedOutput(OutputStream out) {
    this.out = out;
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public synchronized void write(byte[] bytes, int offset, int length) throws IOException {
    try {
      out.write(bytes, offset, length);
    } catch (IOException e) {
      first = first == null ? e : first;
      throw e;
    }
  }

  /**
   * What to leave with. A reader that had enough, such as {@code head}, is no fault.
   *
   * @param code if all was written
   * @param err is told what was not
   */
  synchronized int exitCode(int code, PrintStream err) {
    if (first == null || isBrokenPipe(first)) {
      return code;
    }
    err.println("optbench: error: standard output could not be written: " + first.getMessage());
    return code == 0 ? NO_ROOM : code;
  }

  private static boolean isBrokenPipe(IOException e) {
    return String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT).contains("broken pipe");
  }
}
