package optbench.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import optbench.descent.DescentPath;
import optbench.descent.DescentPath.Ending;
import optbench.descent.DescentPath.Point;
import optbench.descent.PathStudy;
import optbench.descent.PathStudy.Follower;
import optbench.descent.PathStudy.Rate;
import optbench.descent.PlanePoint;
import optbench.descent.TestFunction;
import optbench.table.Mark;
import optbench.table.Table;
import optbench.text.Screen;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;

/** Paths that were made up, so that every figure is known. */
class PathReportTest {
  private static final String HOSTILE = "</script><b>x</b> & \"y\"";

  /** From (2, 0) to (0, 0) in a line, in so many steps. */
  private static DescentPath straight(int steps) {
    return path(
        Ending.ALL_STEPS,
        IntStream.rangeClosed(0, steps).mapToObj(i -> at(2 - 2.0 * i / steps, 0)).toList());
  }

  private static DescentPath path(Ending ending, List<Point> points) {
    return new DescentPath(TestFunction.RASTRIGIN, points, ending, points.size() - 1);
  }

  private static Point at(double x, double y) {
    return new Point(x, y, TestFunction.RASTRIGIN.value(x, y));
  }

  private static PathReport report(int steps) {
    return PathReport.of(
        new PathStudy(
            TestFunction.RASTRIGIN,
            new PlanePoint(2, 0),
            "keras",
            steps,
            List.of(0.01, 0.1, 1.0),
            List.of(
                new Follower("adam", "adam", 0.1, Rate.CHOSEN, 0, straight(steps)),
                new Follower(
                    HOSTILE,
                    "adamw",
                    1,
                    Rate.CHOSEN,
                    0.004,
                    path(
                        Ending.ALL_STEPS,
                        IntStream.rangeClosed(0, steps)
                            .mapToObj(i -> at(2, (double) i / steps))
                            .toList())),
                new Follower(
                    "lost",
                    "sgd",
                    0.5,
                    Rate.GIVEN,
                    0,
                    path(Ending.DIVERGED, List.of(at(2, 0), at(-900, 4), at(999_999, -7)))))));
  }

  @Test
  void theTableSaysWhereEachEnded() {
    Table table = report(20).ends();

    assertThat(table.rows().stream().map(r -> r.cells().stream().map(c -> c.text()).toList()))
        .containsExactly(
            List.of("adam", "0.1", "20", "(0, 0)", "0", "0", "20"),
            List.of(HOSTILE, "1", "20", "(2, 1)", "5", "2.24", "> 20"),
            List.of("lost", "0.5", "3", "diverged", "–", "–", "–"));
    assertThat(table.rows().stream().map(Table.Row::mark))
        .containsExactly(Mark.BEST, Mark.NONE, Mark.DIVERGED);
    assertThat(table.caption().conditions())
        .isEqualTo(
            "20 steps from (2, 0), keras defaults; adam, "
                + HOSTILE
                + ": the best of 3 learning rates from 0.01 to 1; lost: the learning rate as given");
    assertThat(table.caption().warnings())
        .containsExactly(
            HOSTILE
                + " chose 1, the largest learning rate that was tried: another may suit it better");
    assertThat(String.join(" ", table.caption().notes()))
        .contains("Diverged: farther than 1,000,000 from the origin")
        .contains(HOSTILE + " has weight decay 0.004, which draws it towards (0, 0).");
  }

  @Test
  void programsGetEveryPoint() {
    Table points = report(20).points();

    assertThat(points.keys()).containsExactly("label", "step", "x", "y", "value");
    assertThat(points.rows()).hasSize(21 + 21 + 3);
    assertThat(points.rows().get(44).cells().stream().map(c -> c.value().toString()))
        .startsWith("lost", "2", "999999", "-7");
  }

  @Test
  void theTerminalShowsItInEightyColumns() {
    String text = report(20).terminal(new Screen(false, 80, 20)).toString();

    assertThat(text).contains("★  adam").contains("×  lost").contains("near after");
    assertThat(text.lines().filter(l -> l.contains("0.5") || l.contains("★")))
        .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(80));
  }

  @Test
  void thePageHoldsThePathsAndShowsThemWithoutItsScript() throws IOException {
    Document page = Jsoup.parse(report(20).html("9.9"));

    assertThat(page.select("svg#path-plot path.way")).hasSize(3);
    assertThat(page.select("path.way").first().attr("d"))
        .matches("M[\\d.]+ [\\d.]+(L[\\d. ]+){20}");
    assertThat(page.select("path.layer").size()).isBetween(5, 12);
    assertThat(page.select("b")).isEmpty();
    assertThat(page.select(".ways bdi").eachText()).containsExactly("adam", HOSTILE, "lost");
    assertThat(page.select("#table-ends tbody tr")).hasSize(3);
    assertThat(page.select("[src], iframe, object")).isEmpty();
    assertThat(page.select("link").eachAttr("href")).containsExactly("data:,");
    assertThat(page.select("#player").hasAttr("hidden")).isTrue();
    JsonNode data = new ObjectMapper().readTree(page.selectFirst("#path-data").data());
    assertThat(data.get("frames")).hasSize(21);
    assertThat(data.at("/series/1/label").asText()).isEqualTo(HOSTILE);
    assertThat(data.at("/series/0/x")).hasSize(21);
    assertThat(data.at("/series/2/at").toString()).isEqualTo("[0,1,2]");
    assertThat(data.at("/series/2/diverged").asBoolean()).isTrue();
  }

  @Test
  void whatTheScriptAsksForIsThere() {
    Document page = Jsoup.parse(report(5).html("9.9"));

    String script = page.select("script").last().data();
    for (String id :
        List.of(
            "path-data",
            "play",
            "step",
            "speed",
            "path-heads",
            "at",
            "back",
            "on",
            "still",
            "player")) {
      assertThat(script).contains("\"" + id + "\"");
      assertThat(page.getElementById(id)).as(id).isNotNull();
    }
    assertThat(script).contains("prefers-reduced-motion");
    for (Element control : page.select("#player button, #player input, #player select")) {
      String name =
          control.attr("aria-label")
              + control.ownText()
              + (control.parent().is("label") ? control.parent().ownText() : "");
      assertThat(name).as("name of %s", control.id()).isNotBlank();
    }
  }

  @Test
  void aLongPathIsPlayedInAThousandFrames() throws IOException {
    assertThat(PathPage.frames(1)).containsExactly(0, 1);
    assertThat(PathPage.frames(1000)).hasSize(1001);
    assertThat(PathPage.frames(2501).subList(0, 2)).containsExactly(0, 3);
    assertThat(PathPage.frames(2501)).endsWith(2499, 2501);

    Document page = Jsoup.parse(report(10_000).html("9.9"));

    JsonNode data = new ObjectMapper().readTree(page.selectFirst("#path-data").data());
    assertThat(data.get("frames")).hasSize(1001);
    assertThat(data.at("/series/0/at")).hasSize(1001);
    assertThat(data.at("/series/2/at").toString()).isEqualTo("[0,2]");
  }

  @Test
  void picturesShowEachPathInItsColour() throws IOException {
    List<Artifact> pictures = report(20).pictures();

    assertThat(pictures).extracting(Artifact::name).containsExactly("path.png", "path.svg");
    BufferedImage image = ImageIO.read(new ByteArrayInputStream(pictures.get(0).content()));
    assertThat(image.getWidth()).isEqualTo(1800);
    assertThat(image.getHeight()).isEqualTo(1080);
    SeriesStyles styles = SeriesStyles.of(Map.of("adam", "adam", HOSTILE, "adamw", "lost", "sgd"));
    for (String label : List.of("adam", HOSTILE, "lost")) {
      assertThat(pixels(image, ChartTheme.LIGHT.color(styles.of(label)))).as(label).isPositive();
    }
    String svg = new String(pictures.get(1).content(), StandardCharsets.UTF_8);
    assertThat(svg).startsWith("<svg role=\"img\"").contains("Paths on Rastrigin's function");
    assertThat(Jsoup.parse(svg).select("path").size()).isGreaterThan(20);
  }

  private static long pixels(BufferedImage image, Color color) {
    List<Integer> found = new ArrayList<>();
    for (int x = 0; x < image.getWidth() * 3 / 4; x++) {
      for (int y = 0; y < image.getHeight(); y++) {
        if ((image.getRGB(x, y) & 0xffffff) == (color.getRGB() & 0xffffff)) {
          found.add(x);
        }
      }
    }
    return found.size();
  }
}
