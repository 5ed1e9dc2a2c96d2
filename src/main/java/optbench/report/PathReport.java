package optbench.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import optbench.descent.DescentPath;
import optbench.descent.DescentPath.Ending;
import optbench.descent.DescentPath.Point;
import optbench.descent.PathStudy;
import optbench.descent.PathStudy.Follower;
import optbench.descent.PlaneArea;
import optbench.table.Caption;
import optbench.table.Cell;
import optbench.table.Column;
import optbench.table.Mark;
import optbench.table.Table;
import optbench.table.TerminalTable;
import optbench.text.Block;
import optbench.text.NumberText;
import optbench.text.Screen;

/** Paths of optimizers on a function, for people and programs. */
public final class PathReport {
  private final PathStudy study;
  private final SeriesStyles styles;
  private final PlaneArea view;

  private PathReport(PathStudy study) {
    this.study = study;
    Map<String, String> optimizers = new LinkedHashMap<>();
    study.followers().forEach(f -> optimizers.put(f.label(), f.optimizer()));
    this.styles = SeriesStyles.of(optimizers);
    this.view = study.function().view().including(study.start());
  }

  public static PathReport of(PathStudy study) {
    return new PathReport(study);
  }

  /** For {@code path.csv}: a row for each point. */
  public Table points() {
    List<Row> rows = new ArrayList<>();
    for (Follower follower : study.followers()) {
      List<Point> points = follower.path().points();
      IntStream.range(0, points.size())
          .forEach(step -> rows.add(new Row(follower.label(), step, points.get(step))));
    }
    return Table.of(
        List.of(
            Column.text("label", Row::label),
            Column.number("step", row -> Cell.of(row.step())),
            Column.number("x", row -> Cell.rounded(row.point().x())),
            Column.number("y", row -> Cell.rounded(row.point().y())),
            Column.number("value", row -> Cell.rounded(row.point().value()))),
        rows);
  }

  private record Row(String label, int step, Point point) {}

  /** Where each ended. */
  Table ends() {
    return Table.of(
        new Caption(
            study.function().title() + ", " + study.function().formula(),
            PathText.conditions(study),
            "",
            PathText.warnings(study),
            PathText.notes(study)),
        List.of(
            Column.text("optimizer", Follower::label),
            Column.number(
                "learning_rate",
                "rate",
                f -> Cell.of(f.learningRate(), NumberText.exact(f.learningRate()))),
            Column.number("steps", f -> steps(f.path())),
            Column.text(
                "ends at",
                f ->
                    f.path().diverged()
                        ? "diverged"
                        : PathText.point(f.path().end().x(), f.path().end().y())),
            Column.number("value", f -> figure(f.path(), f.path().end().value())),
            Column.number("distance", f -> figure(f.path(), f.path().distance())),
            Column.number("near after", f -> settled(f.path()))),
        study.followers(),
        this::mark);
  }

  private static Cell steps(DescentPath path) {
    return Cell.of(path.diverged() ? path.steps() + 1 : path.steps());
  }

  private static Cell figure(DescentPath path, double figure) {
    return path.diverged()
        ? Cell.missing("it diverged")
        : Cell.rounded(figure, PathText.value(figure));
  }

  private Cell settled(DescentPath path) {
    if (path.diverged()) {
      return Cell.missing("it diverged");
    }
    return path.settled(PathStudy.NEAR).isPresent()
        ? Cell.of(path.settled(PathStudy.NEAR))
        : path.ending() == Ending.STATIONARY
            ? Cell.missing("it stopped elsewhere")
            : new Cell.MoreThan(study.steps(), "> " + study.steps());
  }

  private Mark mark(Follower follower) {
    if (follower.path().diverged()) {
      return Mark.DIVERGED;
    }
    return PathText.lowest(study).contains(follower) ? Mark.BEST : Mark.NONE;
  }

  /** Where each ended, for a terminal. */
  public Block terminal(Screen screen) {
    return TerminalTable.of(ends(), screen);
  }

  /**
   * Draws the paths, as PNG (1800 x 1080 pixels) and SVG.
   *
   * @throws FontFault if this machine cannot draw
   */
  public List<Artifact> pictures() {
    Canvas canvas = new Canvas(ChartRequest.STANDARD.look());
    Picture picture =
        new PathChart(
            new Heading(
                "Paths on " + inSentence(study.function().title()),
                "f(x, y) = "
                    + study.function().formula()
                    + ": "
                    + study.function().character()
                    + ". "
                    + PathText.conditions(study)
                    + ". Marks: after 1, 2, 5, 10, ... steps, a large one at the end.",
                List.of()),
            study,
            view,
            styles);
    return List.of(
        new Artifact("path.png", canvas.png(picture)),
        new Artifact("path.svg", canvas.svg(picture)));
  }

  /** {@code a saddle}, but {@code Beale's function}. */
  private static String inSentence(String title) {
    return title.startsWith("A ") ? "a" + title.substring(1) : title;
  }

  /**
   * The page, which plays the paths step by step.
   *
   * @param version of optbench
   */
  public String html(String version) {
    return new PathPage(study, view, styles, ends()).html(version);
  }
}
