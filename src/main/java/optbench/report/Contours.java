package optbench.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import optbench.descent.PlaneArea;
import optbench.descent.TestFunction;
import optbench.report.ClippedLine.Spot;

/**
 * Where a function is below a level: closed outlines, found by marching squares on a grid that
 * reaches a cell beyond what is shown, so that no outline is seen to run along the edge.
 */
final class Contours {
  private static final int COLUMNS = 240;
  private static final int ROWS = 150;

  /** More levels are a fog. */
  private static final int MOST_LEVELS = 12;

  /** In cells, which are some pixels wide. */
  private static final double LEAST_BEND = 0.02;

  /** Below it lies this share of what is shown. */
  private static final double LOWEST_SHARE = 0.004;

  private final PlaneArea area;
  private final double[][] values;

  private Contours(TestFunction function, PlaneArea area) {
    this.area = area;
    this.values =
        IntStream.range(0, COLUMNS)
            .mapToObj(
                i ->
                    IntStream.range(0, ROWS).mapToDouble(j -> function.value(x(i), y(j))).toArray())
            .toArray(double[][]::new);
  }

  /**
   * Outlines by level, the highest first: each lies within those before it.
   *
   * @param area that is shown
   */
  static Map<Double, List<List<Spot>>> of(TestFunction function, PlaneArea area) {
    Contours contours = new Contours(function, area);
    Map<Double, List<List<Spot>>> outlines = new LinkedHashMap<>();
    List<Double> levels = contours.levels();
    for (int i = levels.size() - 1; i >= 0; i--) {
      outlines.put(levels.get(i), contours.outlines(levels.get(i)));
    }
    return outlines;
  }

  private double x(double i) {
    return area.xLow() + (i - 1) * area.width() / (COLUMNS - 3);
  }

  private double y(double j) {
    return area.yLow() + (j - 1) * area.height() / (ROWS - 3);
  }

  /** Even on a log scale, at numbers that are easy to read. */
  private List<Double> levels() {
    double[] sorted = Arrays.stream(values).flatMapToDouble(Arrays::stream).sorted().toArray();
    double low = Math.max(1e-9, sorted[(int) (LOWEST_SHARE * sorted.length)]);
    double high = Math.max(sorted[sorted.length - 1], 2 * low);
    double decades = Math.log10(high / low);
    double[] digits =
        decades < 2.2
            ? new double[] {1, 1.5, 2, 3, 5, 7}
            : decades < 3.3 ? new double[] {1, 2, 5} : new double[] {1, 3};
    List<Double> all = new ArrayList<>();
    for (int decade = (int) Math.floor(Math.log10(low)); decade <= Math.log10(high); decade++) {
      for (double digit : digits) {
        double level = decade < 0 ? digit / Math.pow(10, -decade) : digit * Math.pow(10, decade);
        if (level >= low && level < high) {
          all.add(level);
        }
      }
    }
    int every = (all.size() + MOST_LEVELS - 1) / MOST_LEVELS;
    return IntStream.range(0, all.size()).filter(i -> i % every == 0).mapToObj(all::get).toList();
  }

  /** Follows each outline from the edge of a cell to the edge of the next, until it closes. */
  private List<List<Spot>> outlines(double level) {
    Map<Edge, Edge> next = new LinkedHashMap<>();
    for (int i = -1; i < COLUMNS; i++) {
      for (int j = -1; j < ROWS; j++) {
        addCell(next, i, j, level);
      }
    }
    List<List<Spot>> outlines = new ArrayList<>();
    while (!next.isEmpty()) {
      Edge first = next.keySet().iterator().next();
      List<Spot> outline = new ArrayList<>();
      for (Edge edge = first; edge != null; edge = next.remove(edge)) {
        outline.add(crossing(edge, level));
      }
      outlines.add(thinned(outline));
    }
    return outlines;
  }

  /** Without points that lie on the line between their neighbours, as far as can be seen. */
  private List<Spot> thinned(List<Spot> outline) {
    List<Spot> kept = new ArrayList<>(List.of(outline.get(0)));
    for (int i = 1; i < outline.size() - 1; i++) {
      if (bend(kept.get(kept.size() - 1), outline.get(i), outline.get(i + 1)) > LEAST_BEND) {
        kept.add(outline.get(i));
      }
    }
    kept.add(outline.get(outline.size() - 1));
    return kept;
  }

  /** How far the middle one is from the line through the others, in cells. */
  private double bend(Spot from, Spot middle, Spot to) {
    double across = area.width() / COLUMNS;
    double along = area.height() / ROWS;
    double dx = (to.x() - from.x()) / across;
    double dy = (to.y() - from.y()) / along;
    double mx = (middle.x() - from.x()) / across;
    double my = (middle.y() - from.y()) / along;
    double length = Math.hypot(dx, dy);
    return length == 0 ? Math.hypot(mx, my) : Math.abs(dx * my - dy * mx) / length;
  }

  /**
   * An edge of the grid, from a node to the right or upwards.
   *
   * @param across whether it is to the right
   */
  private record Edge(int i, int j, boolean across) {}

  /**
   * The pieces of outlines in a cell, with what is below the level on their left. Around the cell
   * against the clock, a piece begins where an edge leads out of what is below, and ends where one
   * leads back in.
   */
  private void addCell(Map<Edge, Edge> next, int i, int j, double level) {
    boolean[] below = {
      at(i, j) <= level, at(i + 1, j) <= level, at(i + 1, j + 1) <= level, at(i, j + 1) <= level
    };
    Edge[] edges = {
      new Edge(i, j, true),
      new Edge(i + 1, j, false),
      new Edge(i, j + 1, true),
      new Edge(i, j, false)
    };
    boolean joined = isSaddle(below) && middle(i, j) <= level;
    for (int side = 0; side < edges.length; side++) {
      if (below[side] && !below[(side + 1) % edges.length]) {
        next.put(edges[side], edges[back(below, side, joined)]);
      }
    }
  }

  private static boolean isSaddle(boolean... below) {
    return below[0] == below[2] && below[1] == below[3] && below[0] != below[1];
  }

  /** The edge that leads back in: the next one where both parts that are below are joined. */
  private static int back(boolean[] below, int side, boolean joined) {
    int sides = below.length;
    for (int k = 1; k < sides; k++) {
      int other = joined ? (side + k) % sides : (side - k + sides) % sides;
      if (!below[other] && below[(other + 1) % sides]) {
        return other;
      }
    }
    throw new IllegalStateException("an outline that leaves a cell must come from somewhere");
  }

  private double middle(int i, int j) {
    return (at(i, j) + at(i + 1, j) + at(i + 1, j + 1) + at(i, j + 1)) / 4;
  }

  /** Outside the grid everything is above every level, so that all outlines close. */
  private double at(int i, int j) {
    return i < 0 || j < 0 || i >= COLUMNS || j >= ROWS ? Double.POSITIVE_INFINITY : values[i][j];
  }

  private Spot crossing(Edge edge, double level) {
    double from = at(edge.i(), edge.j());
    double to = edge.across() ? at(edge.i() + 1, edge.j()) : at(edge.i(), edge.j() + 1);
    double share =
        Double.isInfinite(to) ? 0 : Double.isInfinite(from) ? 1 : (level - from) / (to - from);
    return edge.across()
        ? new Spot(x(edge.i() + share), y(edge.j()))
        : new Spot(x(edge.i()), y(edge.j() + share));
  }
}
