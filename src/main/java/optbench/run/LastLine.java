package optbench.run;

import me.tongfei.progressbar.ProgressBarConsumer;
import optbench.text.CleanOutput;

/** The last line of a terminal, which a bar writes over and over. */
final class LastLine implements ProgressBarConsumer {
  private final CleanOutput err;
  private final int columns;

  LastLine(CleanOutput err, int columns) {
    this.err = err;
    this.columns = columns;
  }

  /** A bar as wide as the terminal would wrap in some. */
  @Override
  public int getMaxRenderedLength() {
    return columns - 1;
  }

  /** Without labels' control characters: what they become may make it longer. */
  @Override
  public void accept(String bar) {
    err.overwrite(bar, getMaxRenderedLength());
  }

  @Override
  public void clear() {
    accept(" ".repeat(getMaxRenderedLength()));
  }

  @Override
  public void close() {
    err.println();
  }
}
