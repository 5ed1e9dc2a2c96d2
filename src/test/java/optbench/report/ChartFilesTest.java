package optbench.report;

import static optbench.report.Pictures.colors;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import optbench.stats.FakeRun;
import optbench.table.Table;
import optbench.table.TableValues;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Charts that are asked for: which, as what, on which ground, how large. */
@Tag("slow")
class ChartFilesTest {
  private static final String HOSTILE = "<i>&\"\u202e]]>' a label of more than sixty letters, all";

  @ParameterizedTest
  @EnumSource
  void drawsEveryChartThatIsNamed(ChartKind kind) {
    FakeRun run = kind == ChartKind.PROBE_LOSS ? Samples.six() : Samples.tuned();
    if (kind == ChartKind.LOSS_BY_TIME
        || kind == ChartKind.TIME_TO_TARGET
        || kind == ChartKind.TIME_SPLIT) {
      run = Samples.six();
    }
    if (kind == ChartKind.ACCURACY_BY_STEP) {
      run = Samples.early();
    }

    ChartFiles files = files(run, ChartTheme.LIGHT, ChartSize.STANDARD, kind);

    if (kind == ChartKind.PROBE_LOSS) {
      assertThat(files.pictures()).isEmpty();
      assertThat(files.notDrawn()).containsExactly("probe-loss: no trial was watched by a probe");
    } else {
      assertThat(files.pictures())
          .extracting(Artifact::name)
          .containsExactly("charts/" + kind.id() + ".png", "charts/" + kind.id() + ".svg");
      assertThat(new String(files.pictures().get(1).content(), StandardCharsets.UTF_8))
          .containsPattern("<title>[^<]+ on MNIST</title><desc>[^<]+</desc>");
      assertThat(files.tables())
          .extracting(ChartFiles.Figure::name)
          .containsExactly("charts/" + kind.id());
      assertThat(files.tables().get(0).table().rows()).isNotEmpty();
    }
  }

  @Test
  void whereFontsFailTheFiguresAreThereAndTheReasonIsSaid() {
    Picture failing =
        new Picture() {
          @Override
          public Heading heading() {
            throw new FontFault("charts cannot be drawn: no fonts");
          }

          @Override
          public void draw(Graphics2D g, Rectangle2D area, Look look) {
            throw new FontFault("charts cannot be drawn: no fonts");
          }
        };
    Table figures = TableValues.table(List.of("epoch"), List.of(List.of(1)));

    ChartFiles files =
        ChartWriter.files(
            Map.of("loss", new Drawing(failing, figures)),
            new ChartRequest(
                List.of(ChartKind.LOSS_BY_EPOCH),
                EnumSet.allOf(ChartFormat.class),
                ChartTheme.LIGHT,
                ChartSize.STANDARD),
            List.of());

    assertThat(files.pictures()).isEmpty();
    assertThat(files.tables()).extracting(ChartFiles.Figure::table).containsExactly(figures);
    assertThat(files.fault()).contains("charts cannot be drawn: no fonts");
  }

  @Test
  void drawsOnlyTheUsualOnesUnlessAsked() {
    ChartFiles files = report(Samples.six()).charts(ChartRequest.STANDARD);

    assertThat(files.tables()).isEmpty();
    assertThat(files.pictures())
        .extracting(Artifact::name)
        .noneMatch(n -> n.contains("time-split") || n.contains("by-state") || n.contains("seed"));
  }

  @Test
  void saysWhyTimesAreNotDrawn() {
    ChartFiles files =
        files(Samples.shared(), ChartTheme.LIGHT, ChartSize.STANDARD, ChartKind.TIME_SPLIT);

    assertThat(files.notDrawn())
        .containsExactly("time-split: not every trial has a training time of its own");
  }

  @ParameterizedTest
  @CsvSource({"LIGHT, 1200, 700", "DARK, 600, 400"})
  void drawsOnTheGroundAndInTheSizeThatWereAskedFor(ChartTheme theme, int width, int height)
      throws IOException {
    ChartFiles files =
        files(Samples.trouble(), theme, new ChartSize(width, height), ChartKind.values());

    for (Artifact chart : files.pictures()) {
      if (chart.name().endsWith(".png")) {
        BufferedImage image = Pictures.image(chart);
        assertThat(image.getWidth()).isEqualTo(2 * width);
        assertThat(image.getHeight()).isEqualTo(2 * height);
        assertThat(border(image)).as(chart.name()).containsExactly(theme.paper().getRGB());
        assertThat(colors(image))
            .as(chart.name())
            .contains(theme.color(new SeriesStyle(5, 0)).getRGB(), theme.warning().getRGB());
      } else {
        assertThat(new String(chart.content(), StandardCharsets.UTF_8))
            .contains("viewBox=\"0 0 " + width + " " + height + "\"");
      }
    }
  }

  @Test
  void drawsHostileLabelsAndKeepsThemWholeInTheFigures() throws Exception {
    FakeRun run =
        new FakeRun()
            .finished("W".repeat(60), 0.97, 0.98)
            .finished(HOSTILE, 0.96, 0.95)
            .diverged(HOSTILE, 1)
            .finished("😀".repeat(30), 0.9, 0.91)
            .finished("\u200b", 0.8, 0.81);

    ChartFiles files = files(run, ChartTheme.DARK, new ChartSize(600, 400), ChartKind.values());

    for (Artifact chart : files.pictures()) {
      if (chart.name().endsWith(".svg")) {
        String svg = new String(chart.content(), StandardCharsets.UTF_8);
        assertThat(svg).as(chart.name()).doesNotContain("NaN").doesNotContain("Infinity");
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new ByteArrayInputStream(chart.content()));
      }
    }
    assertThat(TableValues.of(table(files, "seed-curves")))
        .extracting(row -> row.get(0))
        .contains(HOSTILE, "W".repeat(60), "😀".repeat(30), "\u200b");
    assertThat(Charts.label(HOSTILE)).doesNotContain("\u202e").hasSizeLessThanOrEqualTo(26);
    assertThat(Charts.label("😀".repeat(30))).isEqualTo("😀".repeat(25) + "…");
    assertThat(Charts.label("\u200b")).isEqualTo("?");
  }

  @ParameterizedTest
  @EnumSource
  void drawsNothingThatReachesBeyondTheEdge(ChartTheme theme) throws IOException {
    FakeRun run = new FakeRun();
    for (int i = 0; i < 14; i++) {
      run.finished("optimizer of a long name " + (char) ('a' + i), 0.9 + i / 200.0, 0.91);
    }

    ChartFiles files = files(run, theme, new ChartSize(600, 400), ChartKind.values());

    for (Artifact chart : files.pictures()) {
      if (chart.name().endsWith(".png")) {
        assertThat(border(Pictures.image(chart)))
            .as(chart.name())
            .containsExactly(theme.paper().getRGB());
      }
    }
  }

  @Test
  void writesTheFiguresOfStatesAndSeeds() {
    FakeRun run = new FakeRun().epochs(2).finished("adam", 0.97, 0.96).diverged("adam", 1);
    ChartFiles files = files(run, ChartTheme.LIGHT, ChartSize.STANDARD, ChartKind.values());

    Table seeds = table(files, "seed-curves");
    assertThat(seeds.keys()).containsExactly("label", "line", "epoch", "test_accuracy", "diverged");
    assertThat(TableValues.of(seeds).stream().map(r -> r.get(1) + " " + r.get(2) + " " + r.get(4)))
        .containsExactly(
            "mean 1 no",
            "mean 2 no",
            "seed_1 1 no",
            "seed_1 2 no",
            "seed_2 1 no",
            "seed_2 2 no",
            "seed_3 1 yes");
    assertThat(TableValues.of(seeds).get(3).get(3)).hasToString("0.97");
    Table state = table(files, "accuracy-by-state");
    assertThat(state.rows()).hasSize(1);
    assertThat(TableValues.of(state).get(0).get(4)).hasToString("0.965");
  }

  @Test
  void writesAccuraciesNotErrors() {
    Table table =
        table(
            files(
                new FakeRun().epochs(1).finished("adam", 0.97, 0.95),
                ChartTheme.LIGHT,
                ChartSize.STANDARD,
                ChartKind.ACCURACY_BY_EPOCH),
            "accuracy-by-epoch");

    assertThat(table.keys())
        .containsExactly(
            "label", "line", "epoch", "test_accuracy", "test_accuracy_low", "test_accuracy_high");
    assertThat(TableValues.of(table).get(0).stream().map(String::valueOf))
        .containsExactly("adam", "mean", "1", "0.96", "0.95", "0.97");
  }

  @Test
  void drawsTheProfileOfSeveralRuns() throws Exception {
    Report one = report(new FakeRun().targets(0.9).finished("adam", 0.98).finished("sgd", 0.96));
    Report two =
        report(
            new FakeRun()
                .data("fashion-mnist", "")
                .targets(0.9)
                .finished("sgd", 0.9)
                .finished("adam", 0.95));
    ProfileReport profile = ProfileReport.of(List.of(one, two));

    ChartFiles files = profile.charts(request(ChartTheme.DARK, ChartSize.STANDARD));

    assertThat(files.pictures())
        .extracting(Artifact::name)
        .containsExactly(
            "charts/profile-by-error.png",
            "charts/profile-by-error.svg",
            "charts/profile-by-epochs.png",
            "charts/profile-by-epochs.svg");
    assertThat(TableValues.of(table(files, "profile-by-error")).stream().map(Object::toString))
        .containsExactly("[adam, 1, 1]", "[sgd, 1, 0]", "[sgd, 2, 1]");
    assertThat(TableValues.of(profile.table()).stream().map(Object::toString).limit(4))
        .containsExactly(
            "[test_error, fake (MNIST, mlp), adam, 0.02, 1]",
            "[test_error, fake (MNIST, mlp), sgd, 0.04, 2]",
            "[test_error, fake (Fashion-MNIST, mlp), adam, 0.05, 1]",
            "[test_error, fake (Fashion-MNIST, mlp), sgd, 0.1, 2]");
    assertThat(profile.markdown())
        .contains("| optimizer | best | ≤ 1.1× | ≤ 1.25× | ≤ 2× | failed |")
        .contains("| adam | 100 | 100 | 100 | 100 | |")
        .contains("| sgd | 0 | 0 | 0 | 100 | |");
    BufferedImage image = Pictures.image(files.pictures().get(0));
    assertThat(colors(image))
        .contains(
            ChartTheme.DARK.color(new SeriesStyle(0, 0)).getRGB(),
            ChartTheme.DARK.color(new SeriesStyle(5, 0)).getRGB());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "900 | must be width x height in pixels, such as 900x540, but was '900'",
        "0x0 | must be from 600x400 to 3000x2000 but was 0x0",
        "3001x500 | must be from 600x400 to 3000x2000 but was 3001x500",
        "900x99999999 | must be width x height in pixels, such as 900x540, but was '900x99999999'"
      })
  void refusesSizesThatAreNone(String text, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ChartSize.parse(text))
        .withMessage(message);
  }

  private static Report report(FakeRun run) {
    return Report.of(run.run());
  }

  private static ChartFiles files(
      FakeRun run, ChartTheme theme, ChartSize size, ChartKind... kinds) {
    return report(run).charts(request(theme, size, kinds));
  }

  private static ChartRequest request(ChartTheme theme, ChartSize size, ChartKind... kinds) {
    return new ChartRequest(
        kinds.length == 0 ? List.of(ChartKind.values()) : List.of(kinds),
        EnumSet.allOf(ChartFormat.class),
        theme,
        size);
  }

  private static Table table(ChartFiles files, String name) {
    return files.tables().stream()
        .filter(f -> f.name().equals("charts/" + name))
        .map(ChartFiles.Figure::table)
        .findFirst()
        .orElseThrow();
  }

  /** Of the outermost pixels: a label that is cut off would leave a trace there. */
  private static Set<Integer> border(BufferedImage image) {
    int last = image.getWidth() - 1;
    int lowest = image.getHeight() - 1;
    Set<Integer> colors = new HashSet<>();
    Stream.iterate(0, x -> x <= last, x -> x + 1)
        .forEach(
            x -> {
              colors.add(image.getRGB(x, 0));
              colors.add(image.getRGB(x, lowest));
            });
    for (int y = 0; y <= lowest; y++) {
      colors.add(image.getRGB(0, y));
      colors.add(image.getRGB(last, y));
    }
    return colors;
  }
}
