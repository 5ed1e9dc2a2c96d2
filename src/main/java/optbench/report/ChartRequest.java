package optbench.report;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Which charts to draw, and how.
 *
 * @param kinds those that are wanted; none for no chart at all
 * @param formats those that are wanted, at least one
 */
public record ChartRequest(
    List<ChartKind> kinds, Set<ChartFormat> formats, ChartTheme theme, ChartSize size) {
  /** What is drawn unless asked for otherwise. */
  public static final ChartRequest STANDARD =
      new ChartRequest(
          Stream.of(ChartKind.values()).filter(ChartKind::standard).toList(),
          Set.of(ChartFormat.PNG, ChartFormat.SVG),
          ChartTheme.LIGHT,
          ChartSize.STANDARD);

  public ChartRequest {
    kinds = List.copyOf(new LinkedHashSet<>(kinds));
    formats = Set.copyOf(formats);
    if (formats.isEmpty()) {
      throw new IllegalArgumentException("formats must be at least one but were none");
    }
  }

  /**
   * Makes sure, before any work, that this machine can draw what is wanted.
   *
   * @throws FontFault if it cannot
   */
  public void check() {
    if (drawsPictures()) {
      Fonts.load();
    }
  }

  /** Whether anything is drawn at all: figures alone need no fonts. */
  boolean drawsPictures() {
    return !kinds.isEmpty() && !formats.equals(Set.of(ChartFormat.CSV));
  }

  Look look() {
    return new Look(Fonts.load(), theme, size);
  }
}
