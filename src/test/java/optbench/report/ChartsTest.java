package optbench.report;

import static optbench.report.Pictures.colors;
import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Font;
import java.awt.geom.PathIterator;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import optbench.stats.FakeRun;
import optbench.text.NumberText;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;

/** Pictures differ between JDKs in their bytes, so they are looked at instead. */
@Tag("slow")
class ChartsTest {
  private static final List<String> NAMES =
      List.of(
          "loss-by-epoch",
          "accuracy-by-epoch",
          "loss-by-time",
          "final-accuracy",
          "epochs-to-target",
          "time-to-target");

  private static final String WINNERS = "winner-by-target";

  @Test
  void drawsEachChartAsPngAndSvg() {
    assertThat(charts(Samples.six()).keySet())
        .containsExactlyInAnyOrderElementsOf(
            Stream.concat(NAMES.stream(), Stream.of(WINNERS))
                .flatMap(n -> List.of("charts/" + n + ".png", "charts/" + n + ".svg").stream())
                .toList());
  }

  @Test
  void drawsPngsAtTwiceTheSizeWithEverySeries() throws IOException {
    Map<String, Artifact> charts = charts(Samples.six());

    for (String name : NAMES) {
      BufferedImage image = png(charts, name);
      assertThat(image.getWidth()).isEqualTo(1800);
      assertThat(image.getHeight()).isEqualTo(1080);
      Set<Integer> colors = colors(image);
      for (String optimizer :
          List.of("sgd", "momentum", "adagrad", "rmsprop", "adadelta", "adam")) {
        assertThat(colors).as(name + " " + optimizer).contains(rgb(optimizer));
      }
      assertThat(colors).doesNotContain(rgb("adamw"));
    }
  }

  @Test
  void saysDataAndMeaningInEveryHeading() throws Exception {
    Map<String, Artifact> charts = charts(Samples.six());

    assertThat(title(charts, "loss-by-epoch")).isEqualTo("Training loss by optimizer on MNIST");
    assertThat(title(charts, "accuracy-by-epoch")).isEqualTo("Test accuracy by optimizer on MNIST");
    assertThat(title(charts, "loss-by-time")).isEqualTo("Training loss by training time on MNIST");
    assertThat(title(charts, "final-accuracy"))
        .isEqualTo("Final test accuracy by optimizer on MNIST");
    assertThat(text(charts, "loss-by-epoch", "desc"))
        .isEqualTo(
            "mlp, batch size 128, keras defaults. Line: mean of 3 seeds; band: minimum to maximum.");
  }

  @Test
  void saysWhatWentWrong() throws Exception {
    Map<String, Artifact> charts = charts(Samples.trouble());

    for (String name : NAMES) {
      assertThat(title(charts, name)).endsWith(" on synthetic digits");
      assertThat(text(charts, name, "desc"))
          .contains("Mind the data: MNIST was not found; these digits are drawn by the program.")
          .contains("sgd in 1 of 3 seeds")
          .contains("No result for muon in 1 of 1 seed: dl4j cannot run it");
      assertThat(colors(png(charts, name))).contains(ChartTheme.LIGHT.warning().getRGB());
    }
    assertThat(text(charts, "loss-by-epoch", "desc"))
        .contains(
            "Diverged: sgd in 1 of 3 seeds (line ends at ×); lion in 2 of 2 seeds (line ends at ×);"
                + " lamb in 1 of 1 seed (before an epoch was over: no line).");
  }

  @Test
  void drawsWhereADivergedRunEnded() throws IOException {
    BufferedImage image = png(charts(Samples.trouble()), "loss-by-epoch");

    // lion finished no seed, so that its colour in the left half can only be the run that ended.
    assertThat(colors(image.getSubimage(0, 0, 800, 1080))).contains(rgb("lion"));
  }

  @Test
  void drawsPointsAfterASingleEpoch() throws IOException {
    BufferedImage image = png(charts(Samples.single()), "loss-by-epoch");

    Set<Integer> plot = colors(image.getSubimage(120, 0, 1400, 1080));
    assertThat(plot).contains(rgb("adam"), rgb("sgd"), rgb("rmsprop"));
  }

  /** 5 epochs of 469 steps of 1.70, 1.75 and 30.05 ms: 4.0 and 4.1 seconds beside 70.5. */
  @Test
  void breaksTheAxisOfTimesBeforeALoneTailAndSaysSo() throws Exception {
    FakeRun run =
        new FakeRun()
            .finished("adam", 0.97)
            .finished("sgd", 0.91)
            .gradientMillis(30)
            .finished("lbfgs", 0.93);

    assertThat(text(charts(run), "loss-by-time", "desc"))
        .endsWith(
            " The axis is broken at 4.2 s: beyond it, on a smaller scale, only lbfgs goes on, to"
                + " 1 min 10 s.");
    assertThat(text(charts(Samples.six()), "loss-by-time", "desc")).doesNotContain("broken");
  }

  @Test
  void drawsMoreOptimizersThanColors() throws IOException {
    Map<String, Artifact> charts = charts(Samples.twelve());

    for (String name : NAMES) {
      Set<Integer> colors = colors(png(charts, name));
      for (int color = 0; color < Palette.colors(); color++) {
        assertThat(colors).contains(Palette.color(color).getRGB());
      }
    }
  }

  @Test
  void drawsWhoIsFirstInTheColorsOfTheWinnersAlone() throws Exception {
    FakeRun run =
        new FakeRun()
            .evaluated(1, 0.1, 2, 0.1)
            .finished("sgd", 0.9)
            .evaluated(1, 0.9)
            .finished("adam", 0.97)
            .evaluated(1, 0.1, 2, 0.1)
            .finished("muon", 0.6);
    Map<String, Artifact> charts = charts(run);

    Set<Integer> colors = colors(png(charts, WINNERS));
    assertThat(colors)
        .contains(rgb("adam"), ChartTheme.LIGHT.grid().getRGB())
        .doesNotContain(rgb("sgd"), rgb("muon"));
    assertThat(title(charts, WINNERS)).isEqualTo("First optimizer to each test accuracy on MNIST");
    assertThat(text(charts, WINNERS, "desc"))
        .isEqualTo(
            "mlp, batch size 128, keras defaults. Colour: smallest median of 1 seed, several where"
                + " they were not told apart; triangles: the run's targets; gray: none in half of its"
                + " seeds.");
  }

  @Test
  void drawsTargetsThatAreNotReached() throws Exception {
    FakeRun run = new FakeRun().targets(0.99).finished("sgd", 0.9, 0.91).finished("adam", 0.97);
    Map<String, Artifact> charts = charts(run);

    // Half of the plot holds no label: what is sgd's there is its arrow.
    Set<Integer> right = colors(png(charts, "epochs-to-target").getSubimage(700, 200, 500, 800));
    assertThat(right).contains(rgb("sgd"), rgb("adam"));
    assertThat(text(charts, "epochs-to-target", "desc"))
        .endsWith("Dot: median of 1 to 2 seeds; open arrow to the right: not reached by then.");
  }

  @Test
  void drawsSomeOfManyTargetsAndSaysSo() throws Exception {
    FakeRun run =
        new FakeRun().targets(0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8).finished("adam", 0.97, 0.96);

    assertThat(text(charts(run), "time-to-target", "desc")).endsWith("; 5 of 7 targets.");
  }

  @Test
  void drawsNoTimeToATargetThatCannotBeCompared() {
    assertThat(charts(Samples.shared()).keySet())
        .contains("charts/epochs-to-target.png", "charts/winner-by-target.svg")
        .doesNotContain("charts/time-to-target.png");
  }

  @Test
  void drawsNothingOfNothing() {
    assertThat(charts(new FakeRun().finished("adam", Double.NaN))).isEmpty();
  }

  @Test
  void drawsWhereEverythingDivergedAtOnce() throws Exception {
    Map<String, Artifact> charts = charts(new FakeRun().diverged("sgd", 0).diverged("adam", 0));

    assertThat(charts.keySet())
        .containsExactlyInAnyOrder("charts/final-accuracy.png", "charts/final-accuracy.svg");
    assertThat(text(charts, "final-accuracy", "desc"))
        .contains("Diverged: sgd in 1 of 1 seed; adam in 1 of 1 seed.");
  }

  @Test
  void drawsPerfectAccuracy() {
    assertThat(charts(new FakeRun().finished("adam", 1, 1, 1).finished("sgd", 0, 0, 0)))
        .hasSize(14);
  }

  @Test
  void drawsWhatWasTriedBeforeTheRun() throws Exception {
    Map<String, Artifact> charts = charts(Samples.tuned());

    assertThat(charts.keySet())
        .contains(
            "charts/learning-rate-sensitivity.png",
            "charts/learning-rate-sensitivity.svg",
            "charts/best-of-k.png",
            "charts/best-of-k.svg");
    for (String name : List.of("learning-rate-sensitivity", "best-of-k")) {
      assertThat(colors(png(charts, name)))
          .contains(rgb("sgd"), rgb("adam"), rgb("adadelta"), ChartTheme.LIGHT.warning().getRGB())
          .doesNotContain(rgb("rmsprop"));
      assertThat(text(charts, name, "desc"))
          .contains("Warning: sgd's best learning rate, 1, is the largest tried: widen the range.")
          .contains("keras defaults with tuned learning rate");
    }
    assertThat(text(charts, "learning-rate-sensitivity", "desc"))
        .contains(
            "Dots: settings tried, mean of 2 seeds; ring: chosen; × at the bottom: diverged.");
    assertThat(text(charts, "best-of-k", "desc"))
        .contains("band: ± one standard deviation")
        .contains("Diverged settings count as guessing.");
  }

  @Test
  void drawsDivergedSettingsAtTheBottom() throws IOException {
    FakeRun run =
        new FakeRun()
            .tried("momentum", 0.02, 0.96)
            .tried("momentum", 0.3, 0.97)
            .tried("lamb", 0.02, -100)
            .tried("lamb", 0.3, -7);
    BufferedImage image = png(charts(run), "learning-rate-sensitivity");

    // lamb has no other point, and its label stands further to the right.
    assertThat(colors(image.getSubimage(0, 900, 1400, 100))).contains(rgb("lamb"));
    assertThat(colors(image.getSubimage(0, 0, 1400, 880))).doesNotContain(rgb("lamb"));
  }

  @Test
  void drawsWhatWasTriedBeforeThereIsAnyResult() {
    assertThat(charts(Samples.tuning()).keySet())
        .containsExactlyInAnyOrder(
            "charts/learning-rate-sensitivity.png",
            "charts/learning-rate-sensitivity.svg",
            "charts/best-of-k.png",
            "charts/best-of-k.svg");
    assertThat(charts(new FakeRun().tried("sgd", 0.1, Double.NaN))).isEmpty();
    assertThat(charts(new FakeRun().tried("sgd", 0.1, -5)).keySet()).isEmpty();
    assertThat(charts(new FakeRun().tried("sgd", 0.1, 1.0))).hasSize(2);
  }

  @Test
  void drawsNoBandsWhereTheyWouldHideEachOther() throws Exception {
    FakeRun run = new FakeRun();
    for (String label : List.of("a", "b", "c", "d")) {
      run.tried(label, 0.1, 0.5 + label.charAt(0) / 1000.0).tried(label, 1, 0.9);
    }

    assertThat(text(charts(run), "best-of-k", "desc")).doesNotContain("band");
  }

  @Test
  void drawsTheOwnFontsInSvg() throws Exception {
    String svg = new String(svg(charts(Samples.six()), "loss-by-epoch"), StandardCharsets.UTF_8);
    Font semibold = Fonts.load().semibold(19);

    assertThat(svg).doesNotContain("<text");
    // The stem and bar of the title's T, which no other font has at these places.
    assertThat(svg).contains(firstHorizontal(semibold));
  }

  @Test
  void drawsTheSameSvgEachTime() {
    assertThat(svg(charts(Samples.six()), "final-accuracy"))
        .isEqualTo(svg(Pictures.draw(Samples.six().run()), "final-accuracy"));
  }

  private static String firstHorizontal(Font font) {
    PathIterator path =
        font.createGlyphVector(new java.awt.font.FontRenderContext(null, true, true), "Training")
            .getOutline(18, 35)
            .getPathIterator(null);
    double[] at = new double[6];
    path.currentSegment(at);
    String move = "M" + round(at[0]) + "," + round(at[1]);
    path.next();
    path.currentSegment(at);
    return move + "L" + round(at[0]) + "," + round(at[1]);
  }

  private static String round(double value) {
    return NumberText.tick(Math.round(value * 100) / 100.0);
  }

  private static Map<String, Artifact> charts(FakeRun run) {
    return Pictures.of(run.run());
  }

  private static BufferedImage png(Map<String, Artifact> charts, String name) throws IOException {
    return Pictures.image(charts.get("charts/" + name + ".png"));
  }

  private static byte[] svg(Map<String, Artifact> charts, String name) {
    return charts.get("charts/" + name + ".svg").content();
  }

  private static String title(Map<String, Artifact> charts, String name) throws Exception {
    return text(charts, name, "title");
  }

  private static String text(Map<String, Artifact> charts, String name, String element)
      throws Exception {
    Document document =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new ByteArrayInputStream(svg(charts, name)));
    return document.getElementsByTagName(element).item(0).getTextContent().strip();
  }

  private static int rgb(String optimizer) {
    return ChartTheme.LIGHT
        .color(SeriesStyles.of(Map.of(optimizer, optimizer)).of(optimizer))
        .getRGB();
  }
}
