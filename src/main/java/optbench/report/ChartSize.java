package optbench.report;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How large charts are, in logical pixels: PNG files have twice as many in each direction.
 *
 * @param width from {@value #LEAST_WIDTH} to {@value #MOST_WIDTH}: less has no room for labels
 *     beside the plot, and more takes a hundred megabytes to draw
 * @param height from {@value #LEAST_HEIGHT} to {@value #MOST_HEIGHT}
 */
public record ChartSize(int width, int height) {
  /** What a chart has unless asked for otherwise. */
  public static final ChartSize STANDARD = new ChartSize(900, 540);

  private static final int LEAST_WIDTH = 600;
  private static final int MOST_WIDTH = 3000;
  private static final int LEAST_HEIGHT = 400;
  private static final int MOST_HEIGHT = 2000;
  private static final Pattern FORM = Pattern.compile("(\\d{1,6})x(\\d{1,6})");

  public ChartSize {
    if (width < LEAST_WIDTH
        || width > MOST_WIDTH
        || height < LEAST_HEIGHT
        || height > MOST_HEIGHT) {
      throw new IllegalArgumentException(
          "must be from "
              + (LEAST_WIDTH + "x" + LEAST_HEIGHT)
              + " to "
              + (MOST_WIDTH + "x" + MOST_HEIGHT)
              + " but was "
              + (width + "x" + height));
    }
  }

  /**
   * Reads such as {@code 900x540}.
   *
   * @throws IllegalArgumentException if it is no size, or out of bounds
   */
  public static ChartSize parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "must be width x height in pixels, such as 900x540, but was '" + text + "'");
    }
    return new ChartSize(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
  }

  @Override
  public String toString() {
    return width + "x" + height;
  }
}
