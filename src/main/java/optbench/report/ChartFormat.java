package optbench.report;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** As what a chart is written. */
public enum ChartFormat {
  /** A picture of twice the size in each direction. */
  PNG,
  /** A drawing, its text as outlines. */
  SVG,
  /** The figures that are drawn, with labels in full. */
  CSV;

  /** As it is named on the command line, and the files' extension. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The format of this name. */
  public static Optional<ChartFormat> of(String id) {
    return Stream.of(values()).filter(f -> f.id().equals(id)).findFirst();
  }
}
