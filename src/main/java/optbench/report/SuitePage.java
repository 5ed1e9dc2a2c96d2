package optbench.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import optbench.report.Line.Point;
import optbench.stats.PerformanceProfile;
import optbench.stats.SuiteSummary;
import optbench.stats.SuiteTask;
import optbench.table.HtmlTable;
import optbench.table.Mark;
import optbench.table.Table;
import optbench.text.NumberText;

/** Several tasks as one page that needs nothing else. */
final class SuitePage {
  private static final double WIDTH = 800;
  private static final double HEIGHT = 400;
  private static final double LEFT = 58;
  private static final double TOP = 12;
  private static final double PLOT_WIDTH = 728;
  private static final double PLOT_HEIGHT = 330;
  private static final double PERCENT = 100;

  /** Room below and above all shares, in percent. */
  private static final double ROOM = 4;

  private final String name;
  private final SuiteSummary summary;
  private final SuiteTables tables;
  private final SeriesStyles styles;
  private final Map<String, String> pages;

  /**
   * @param pages of tasks by name, relative to this one; may lack some
   */
  SuitePage(
      String name,
      SuiteSummary summary,
      SuiteTables tables,
      SeriesStyles styles,
      Map<String, String> pages) {
    this.name = name;
    this.summary = summary;
    this.tables = tables;
    this.styles = styles;
    this.pages = pages;
  }

  String html(String version, String verdict) {
    Map<String, Object> page = new LinkedHashMap<>();
    page.put("title", name);
    page.put("version", version);
    page.put("verdict", verdict);
    page.put("notice", tables.standings().caption().notice());
    page.put("standings", table("standings", tables.standings()));
    page.put("accuracies", table("accuracies", tables.accuracies()));
    summary
        .profile()
        .ifPresent(
            profile -> {
              page.put("steps", table("steps", tables.steps()));
              if (!profile.tasks().isEmpty()) {
                page.put("profile", profile(profile));
              }
            });
    page.put("tasks", HtmlTable.tree("tasks", tables.tasks(), SuitePage::words));
    page.put(
        "links",
        summary.tasks().stream()
            .map(SuiteTask::name)
            .filter(pages::containsKey)
            .map(task -> Map.of("name", task, "page", pages.get(task)))
            .toList());
    return new PageTemplate("suite.ftlh", List.of("page.css", "suite.css"), List.of("tables.js"))
        .of(page);
  }

  /** A row for each optimizer, in the order of the standings, with its look. */
  @SuppressWarnings("unchecked") // Put there by HtmlTable.
  private Map<String, Object> table(String id, Table table) {
    Map<String, Object> tree = HtmlTable.tree(id, table, SuitePage::words);
    List<Map<String, Object>> rows = (List<Map<String, Object>>) tree.get("rows");
    for (int i = 0; i < rows.size(); i++) {
      List<Map<String, Object>> cells = (List<Map<String, Object>>) rows.get(i).get("cells");
      cells.get(0).put("style", style(summary.standings().get(i).label()));
    }
    return tree;
  }

  private static String words(Mark mark) {
    return switch (mark) {
      case BEST -> "lowest mean rank";
      case OPEN -> "not shown to rank worse";
      case NONE, EQUIVALENT, DIVERGED, HOLDS, REVERSED, LEFT_OUT -> "";
    };
  }

  private Map<String, Object> style(String label) {
    SeriesStyle style = styles.of(label);
    return Map.of("color", style.color(), "dash", Palette.dash(style));
  }

  private Map<String, Object> profile(PerformanceProfile profile) {
    List<Line> lines = ProfileReport.lines(profile, styles, SuiteSummary.LAST_FACTOR);
    List<Map<String, Object>> series = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      String label = profile.solvers().get(i).label();
      series.add(
          Map.of(
              "label", label,
              "style", style(label),
              "score", NumberText.fixed(profile.solvers().get(i).area(SuiteSummary.LAST_FACTOR), 2),
              "d", drawn(lines.get(i).points())));
    }
    Map<String, Object> chart = new LinkedHashMap<>();
    chart.put("width", WIDTH);
    chart.put("height", HEIGHT);
    chart.put("left", LEFT);
    chart.put("top", TOP);
    chart.put("plotWidth", PLOT_WIDTH);
    chart.put("plotHeight", PLOT_HEIGHT);
    chart.put("series", series);
    chart.put("count", Captions.count(profile.tasks().size(), "task"));
    chart.put(
        "xTicks",
        IntStream.rangeClosed(2, (int) (2 * SuiteSummary.LAST_FACTOR))
            .mapToObj(i -> tick(across(i / 2.0), NumberText.tick(i / 2.0)))
            .toList());
    chart.put(
        "yTicks",
        IntStream.rangeClosed(0, 5)
            .mapToObj(i -> tick(down(20.0 * i), NumberText.tick(20.0 * i)))
            .toList());
    return chart;
  }

  private static Map<String, Object> tick(double at, String text) {
    return Map.of("at", places(at), "text", text);
  }

  private static String drawn(List<Point> points) {
    StringBuilder d = new StringBuilder();
    for (Point point : points) {
      d.append(d.isEmpty() ? "M" : "L")
          .append(places(across(point.x())))
          .append(' ')
          .append(places(down(point.y())));
    }
    return d.toString();
  }

  private static double across(double factor) {
    return LEFT + PLOT_WIDTH * (factor - 1) / (SuiteSummary.LAST_FACTOR - 1);
  }

  private static double down(double share) {
    return TOP + PLOT_HEIGHT * (PERCENT + ROOM - share) / (PERCENT + 2 * ROOM);
  }

  private static String places(double at) {
    return NumberText.tick(Math.round(at * 10) / 10.0);
  }
}
