package optbench.report;

import static optbench.report.Pictures.colors;
import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import optbench.result.EpochMetrics;
import optbench.result.EpochProbe;
import optbench.result.FakeTrial;
import optbench.result.ProbeSettings;
import optbench.result.Run;
import optbench.result.TrialProbe;
import optbench.result.TrialResult;
import optbench.result.TrialSettings;
import optbench.stats.FakeRun;
import optbench.table.Table;
import optbench.table.TableValues;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a report shows of trials that were watched from inside. */
@Tag("slow")
class ProbeReportTest {
  private static final FakeRun RUN =
      new FakeRun()
          .epochs(1)
          .finished("adam", 0.97, 0.96)
          .finished("SGD, \"slow\"", 0.9)
          .diverged("sgd 9", 0)
          .failed("lbfgs", "not watched");

  @ParameterizedTest
  @ValueSource(strings = {"en-US", "de-DE"})
  void writesARowForEachEpochAndTheStart(String locale) {
    assertThat(csv(locale, Report::probes))
        .isEqualTo(
            """
            label|seed|epoch|weight_norm|largest_step|largest_step_over_rate|effective_rate|train_loss_after|train_accuracy_after|probe_loss_change_sd|probe_loss_uphill
            adam|1|0|12.5|||0.001|||0.353553|0
            adam|1|1|13.25|0.00125||0.0000012|0.0625|0.98||
            adam|2|0|12.5|||0.001|||0.707107|0
            adam|2|1|13.25|0.00125||0.0000012|0.0625|0.98||
            SGD, "slow"|1|0|12.5|||0.001|||0.353553|0
            SGD, "slow"|1|1|13.25|0.00125||0.0000012|0.0625|0.98||
            sgd 9|1|0|12.5|||0.001||||1
            """);
  }

  /** Batches of 128 of 60,000 images: 469 steps an epoch. */
  @ParameterizedTest
  @ValueSource(strings = {"en-US", "de-DE"})
  void writesARowForEachStep(String locale) {
    assertThat(csv(locale, Report::probeLoss))
        .isEqualTo(
            """
            label|seed|step|examples_seen|loss
            adam|1|0|0|2.5
            adam|1|1|128|1.5
            adam|1|2|256|1
            adam|2|0|0|3.5
            adam|2|1|128|1.5
            adam|2|2|256|0.5
            SGD, "slow"|1|0|0|2.5
            SGD, "slow"|1|1|128|1.5
            SGD, "slow"|1|2|256|1
            sgd 9|1|0|0|2.5
            sgd 9|1|1|128|4
            sgd 9|1|2|256|
            """);
  }

  @Test
  void countsSamplesOverTheEndOfAnEpoch() {
    TrialSettings settings = RUN.results().get(0).settings();

    assertThat(settings.samplesAfter(468)).isEqualTo(468 * 128);
    assertThat(settings.samplesAfter(469)).isEqualTo(60_000);
    assertThat(settings.samplesAfter(470)).isEqualTo(60_128);
  }

  @Test
  void drawsTheLossByStep() throws IOException {
    Map<String, Artifact> charts = Pictures.of(run());

    assertThat(charts).containsKeys("charts/probe-loss.png", "charts/probe-loss.svg");
    String svg = new String(charts.get("charts/probe-loss.svg").content(), StandardCharsets.UTF_8);
    assertThat(svg)
        .contains("Loss after each of the first steps on MNIST")
        .contains("On the same 1,000 training images after every step.")
        .doesNotContain("at the edge")
        .contains("Diverged, sooner or later: sgd 9 in 1 of 1 seed (×).");
    BufferedImage image = Pictures.image(charts.get("charts/probe-loss.png"));
    SeriesStyles styles = SeriesStyles.of(report().summary());
    assertThat(colors(image.getSubimage(0, 0, 1200, 1080)))
        .contains(
            ChartTheme.LIGHT.color(styles.of("adam")).getRGB(),
            ChartTheme.LIGHT.color(styles.of("SGD, \"slow\"")).getRGB(),
            ChartTheme.LIGHT.color(styles.of("sgd 9")).getRGB());
  }

  @Test
  void saysWhereLossesLeaveTheChart() {
    List<TrialResult> wild = new ArrayList<>();
    RUN.results().stream()
        .filter(TrialResult::settled)
        .forEach(r -> wild.add(watched(r, List.of(2.5, 1e9, 1.0))));

    Artifact svg =
        Report.of(new Run(RUN.record(), wild)).charts().stream()
            .filter(a -> a.name().equals("charts/probe-loss.svg"))
            .findFirst()
            .orElseThrow();

    assertThat(new String(svg.content(), StandardCharsets.UTF_8))
        .contains("Losses above 20 are drawn at the edge.");
  }

  @Test
  void showsNothingOfTrialsThatWereNotWatched() {
    Report report = Report.of(RUN.run());

    assertThat(report.probes()).isEmpty();
    assertThat(report.probeLoss()).isEmpty();
    assertThat(report.charts())
        .extracting(Artifact::name)
        .noneMatch(name -> name.contains("probe"));
  }

  private static String csv(String locale, Function<Report, Optional<Table>> which) {
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag(locale));
    try {
      Table table = which.apply(report()).orElseThrow();
      return Stream.concat(Stream.of(table.keys()), TableValues.of(table).stream())
          .map(row -> row.stream().map(Object::toString).collect(Collectors.joining("|")))
          .collect(Collectors.joining("\n", "", "\n"));
    } finally {
      Locale.setDefault(before);
    }
  }

  static Report report() {
    return Report.of(run());
  }

  private static Run run() {
    List<TrialResult> watched = new ArrayList<>();
    for (TrialResult result : RUN.results()) {
      watched.add(result.settled() ? watched(result) : result);
    }
    return new Run(RUN.record(), watched);
  }

  private static TrialResult watched(TrialResult r) {
    List<Double> losses =
        r.divergedAtStep().isPresent()
            ? List.of(2.5, 4.0, Double.NaN)
            : r.settings().seed() == 1 ? List.of(2.5, 1.5, 1.0) : List.of(3.5, 1.5, 0.5);
    return watched(r, losses);
  }

  private static TrialResult watched(TrialResult r, List<Double> losses) {
    return FakeTrial.result(
        r.id(),
        r.label(),
        watched(r.settings()),
        r.outcome(),
        r.epochs().stream().map(ProbeReportTest::watched).toList(),
        r.time(),
        r.stateBytes().orElseThrow(),
        r.initialWeightsSha256(),
        r.divergedAtStep(),
        r.reason(),
        r.threads().orElseThrow(),
        r.finishedAt(),
        Optional.of(new TrialProbe(12.5, OptionalDouble.of(0.001), losses)));
  }

  private static EpochMetrics watched(EpochMetrics e) {
    return new EpochMetrics(
        e.epoch(),
        e.steps().orElseThrow(),
        e.gradientEvaluations().orElseThrow(),
        e.trainLoss().orElseThrow(),
        e.trainAccuracy().orElseThrow(),
        e.testLoss().orElseThrow(),
        e.testAccuracy(),
        e.validationLoss(),
        e.validationAccuracy(),
        e.trainSeconds().orElseThrow(),
        Optional.of(
            new EpochProbe(
                13.25, 0.00125, OptionalDouble.empty(), OptionalDouble.of(1.2e-6), 0.0625, 0.98)));
  }

  private static TrialSettings watched(TrialSettings s) {
    return new TrialSettings(
        s.optimizer(),
        s.profile(),
        s.variant(),
        s.hyperParameters(),
        s.techniques(),
        s.data(),
        s.dataSha256(),
        s.trainingSamples(),
        s.validationSamples(),
        s.network(),
        s.layers(),
        s.parameters(),
        s.batchSize(),
        s.epochs(),
        s.seed(),
        s.engine(),
        s.device(),
        Optional.of(new ProbeSettings(1000, 2)),
        Optional.empty());
  }
}
