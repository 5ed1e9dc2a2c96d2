package optbench.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.IntStream;
import optbench.descent.DescentPath.Point;
import optbench.descent.PathStudy;
import optbench.descent.PathStudy.Follower;
import optbench.descent.PlaneArea;
import optbench.descent.PlanePoint;
import optbench.report.ClippedLine.Spot;
import optbench.table.HtmlTable;
import optbench.table.Table;
import optbench.text.NumberText;

/**
 * Paths as one page that needs nothing else, with a small player. Without its script it shows the
 * whole paths.
 */
final class PathPage {
  private static final double WIDTH = 800;
  private static final double HEIGHT = 520;
  private static final double LEFT = 58;
  private static final double TOP = 10;
  private static final double PLOT_WIDTH = 730;
  private static final double PLOT_HEIGHT = 460;
  private static final int MOST_TICKS = 8;

  /** Frames that a page holds; of longer paths it shows some steps only, evenly spread. */
  static final int MOST_FRAMES = 1000;

  private final PathStudy study;
  private final PlaneArea view;
  private final SeriesStyles styles;
  private final Table ends;

  PathPage(PathStudy study, PlaneArea view, SeriesStyles styles, Table ends) {
    this.study = study;
    this.view = view;
    this.styles = styles;
    this.ends = ends;
  }

  String html(String version) {
    Map<String, Object> page = new LinkedHashMap<>();
    page.put("title", study.function().title());
    page.put("formula", study.function().formula());
    page.put("character", study.function().character());
    page.put("source", study.function().source());
    page.put("version", version);
    page.put("verdict", verdict());
    page.put("width", WIDTH);
    page.put("height", HEIGHT);
    page.put("left", LEFT);
    page.put("top", TOP);
    page.put("plotWidth", PLOT_WIDTH);
    page.put("plotHeight", PLOT_HEIGHT);
    List<Map<String, Object>> layers = layers();
    page.put("layers", layers);
    page.put(
        "levels", String.join(", ", layers.stream().map(l -> (String) l.get("text")).toList()));
    page.put("xTicks", ticks(view.xLow(), view.xHigh(), true));
    page.put("yTicks", ticks(view.yLow(), view.yHigh(), false));
    page.put("start", spot(study.start()));
    page.put("startText", PathText.point(study.start()));
    page.put("minima", study.function().minima().stream().map(this::spot).toList());
    page.put("series", study.followers().stream().map(this::series).toList());
    page.put("steps", study.steps());
    page.put("ends", table());
    page.put("data", ScriptJson.of(data()));
    return new PageTemplate(
            "path.ftlh", List.of("page.css", "path.css"), List.of("tables.js", "path.js"))
        .of(page);
  }

  private String verdict() {
    List<Follower> lowest = PathText.lowest(study);
    if (lowest.isEmpty()) {
      return "All paths diverged.";
    }
    Point end = lowest.get(0).path().end();
    return "After "
        + Captions.count(study.steps(), "step")
        + ", "
        + Captions.listed(lowest.stream().map(Follower::label).toList())
        + (lowest.size() == 1 ? " is" : " are")
        + " lowest: "
        + PathText.value(end.value())
        + (lowest.size() == 1 ? " at " + PathText.point(end.x(), end.y()) : "")
        + ".";
  }

  private List<Map<String, Object>> layers() {
    List<Map<String, Object>> layers = new ArrayList<>();
    Contours.of(study.function(), view)
        .forEach(
            (level, outlines) ->
                layers.add(
                    Map.of(
                        "text", PathText.value(level),
                        "d", String.join("", outlines.stream().map(this::drawn).toList()))));
    return layers;
  }

  private double across(double x) {
    return LEFT + PLOT_WIDTH * (x - view.xLow()) / view.width();
  }

  private double down(double y) {
    return TOP + PLOT_HEIGHT * (view.yHigh() - y) / view.height();
  }

  private String drawn(List<Spot> line) {
    StringBuilder d = new StringBuilder();
    for (int i = 0; i < line.size(); i++) {
      d.append(i == 0 ? "M" : "L")
          .append(places(across(line.get(i).x())))
          .append(' ')
          .append(places(down(line.get(i).y())));
    }
    return d.toString();
  }

  private static String places(double at) {
    return NumberText.tick(Math.round(at * 10) / 10.0);
  }

  private Map<String, Object> spot(PlanePoint point) {
    return Map.of("x", places(across(point.x())), "y", places(down(point.y())));
  }

  private List<Map<String, Object>> ticks(double low, double high, boolean horizontal) {
    double step = LogTicks.step(high - low, MOST_TICKS);
    List<Map<String, Object>> ticks = new ArrayList<>();
    for (long i = (long) Math.ceil(low / step - 1e-9); i * step <= high + 1e-9 * step; i++) {
      double at = i * step;
      ticks.add(
          Map.of(
              "at", places(horizontal ? across(at) : down(at)),
              "text", NumberText.minus(NumberText.tick(at))));
    }
    return ticks;
  }

  private Map<String, Object> series(Follower follower) {
    SeriesStyle style = styles.of(follower.label());
    List<String> runs =
        ClippedLine.of(follower.path().points(), view).stream().map(this::drawn).toList();
    return Map.of(
        "label", follower.label(),
        "rate", NumberText.exact(follower.learningRate()),
        "style", style(style),
        "d", String.join("", runs));
  }

  private static Map<String, Object> style(SeriesStyle style) {
    return Map.of("color", style.color(), "dash", Palette.dash(style));
  }

  @SuppressWarnings("unchecked") // Put there by HtmlTable.
  private Map<String, Object> table() {
    Map<String, Object> table = HtmlTable.tree("ends", ends, PageTables::words);
    List<Map<String, Object>> rows = (List<Map<String, Object>>) table.get("rows");
    for (int i = 0; i < rows.size(); i++) {
      List<Map<String, Object>> cells = (List<Map<String, Object>>) rows.get(i).get("cells");
      cells.get(0).put("style", style(styles.of(study.followers().get(i).label())));
    }
    return table;
  }

  /** What the player moves: steps that are frames, and where each optimizer was then. */
  private Map<String, Object> data() {
    List<Integer> frames = frames(study.steps());
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("plot", List.of(LEFT, TOP, PLOT_WIDTH, PLOT_HEIGHT));
    data.put("view", List.of(view.xLow(), view.xHigh(), view.yLow(), view.yHigh()));
    data.put("frames", frames);
    data.put("series", study.followers().stream().map(f -> moves(f, frames)).toList());
    return data;
  }

  /** Evenly spread, the first and the last among them. */
  static List<Integer> frames(int steps) {
    int stride = (steps + MOST_FRAMES - 1) / MOST_FRAMES;
    TreeSet<Integer> frames = new TreeSet<>(List.of(steps));
    IntStream.rangeClosed(0, steps / stride).map(i -> i * stride).forEach(frames::add);
    return List.copyOf(frames);
  }

  private static Map<String, Object> moves(Follower follower, List<Integer> frames) {
    List<Point> points = follower.path().points();
    TreeSet<Integer> steps = new TreeSet<>(frames.stream().filter(s -> s < points.size()).toList());
    steps.add(points.size() - 1);
    List<Point> kept = steps.stream().map(points::get).toList();
    Map<String, Object> moves = new LinkedHashMap<>();
    moves.put("label", follower.label());
    moves.put("at", List.copyOf(steps));
    moves.put("x", kept.stream().map(Point::x).toList());
    moves.put("y", kept.stream().map(Point::y).toList());
    moves.put("value", kept.stream().map(Point::value).toList());
    moves.put("diverged", follower.path().diverged());
    return moves;
  }
}
