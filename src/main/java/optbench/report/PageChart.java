package optbench.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A chart as the script of the page reads it; maps keep their order, so that the page has the same
 * bytes on every JVM.
 *
 * @param how a sentence or more for people: how to read it
 * @param figures what may be drawn upwards, the first at first
 * @param axes what may be drawn sideways, likewise
 * @param bands what may be drawn around a line, by name: {@code range} is from low to high, {@code
 *     sd} the mean and as much to either side
 * @param form how values are drawn and read
 * @param lines see {@link #line}
 */
record PageChart(
    String id,
    String title,
    String how,
    List<Figure> figures,
    List<Axis> axes,
    Map<String, String> bands,
    Form form,
    List<Map<String, Object>> lines) {

  /** What a value is: accuracies are drawn by their error, as percentages. */
  enum Kind {
    ACCURACY,
    NUMBER
  }

  /** Where an axis starts out, and whether there is a choice. */
  enum Scale {
    LINEAR,
    LOG,
    LINEAR_ONLY,
    LOG_ONLY
  }

  enum Form {
    /** Of which any place has a value, the nearest one. */
    CURVES,
    /** Likewise; whatever goes beyond {@link #MOST_LOSS} is drawn at the edge. */
    CAPPED_CURVES,
    /** Each value belongs to its place alone, and has a dot. */
    POINTS
  }

  /** Ten classes at random have a loss of 2.3; what goes far beyond would flatten all else. */
  static final double MOST_LOSS = 20;

  record Figure(String id, String name, Kind kind) {}

  record Axis(String id, String name, Kind kind, Scale scale) {}

  /** For {@link ScriptJson}. */
  Map<String, Object> tree() {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("id", id);
    tree.put("figures", figures.stream().map(f -> option(f.id(), f.name(), f.kind())).toList());
    tree.put("axes", axes.stream().map(PageChart::axis).toList());
    tree.put(
        "bands", bands.entrySet().stream().map(b -> List.of(b.getKey(), b.getValue())).toList());
    tree.put("points", form == Form.POINTS);
    tree.put("most", MOST_LOSS);
    tree.put("capped", form == Form.CAPPED_CURVES);
    tree.put("lines", lines);
    return tree;
  }

  private static Map<String, Object> axis(Axis axis) {
    Map<String, Object> tree = option(axis.id(), axis.name(), axis.kind());
    tree.put("scale", axis.scale().name().toLowerCase(Locale.ROOT));
    return tree;
  }

  private static Map<String, Object> option(String id, String name, Kind kind) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("id", id);
    tree.put("name", name);
    tree.put("accuracy", kind == Kind.ACCURACY);
    return tree;
  }

  /**
   * A line of a chart.
   *
   * @param series whose it is
   * @param ended whether it ends in a divergence
   * @param x places by axis, rising; a line that has not all axes is not drawn over the others
   * @param y by figure: {@code mean}, and what there is of {@code low}, {@code high}, {@code sd},
   *     {@code over}, which a value is known to exceed, and {@code under}, which it is known to be
   *     below; each a list as long as the places, with NaN for what is not there
   */
  static Map<String, Object> line(
      int series, boolean ended, Map<String, List<Double>> x, Map<String, Map<String, ?>> y) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("series", series);
    line.put("ended", ended);
    line.put("x", x);
    line.put("y", y);
    return line;
  }
}
