package optbench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import optbench.Locales;
import optbench.stats.FakeRun;
import optbench.table.Table;
import optbench.table.TableValues;
import optbench.text.Prose;
import optbench.text.Screen;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Seals what others read, in a locale with decimal points and in one with decimal commas. */
class ReportTest {
  private static final Path GOLDEN = Path.of("src/test/resources/optbench/report/golden");

  private static final Map<String, FakeRun> RUNS =
      Map.ofEntries(
          Map.entry("six", Samples.six()),
          Map.entry("early", Samples.early()),
          Map.entry("trouble", Samples.trouble()),
          Map.entry("single", Samples.single()),
          Map.entry("batches", Samples.batches()),
          Map.entry("twelve", Samples.twelve()),
          Map.entry("shared", Samples.shared()),
          Map.entry("ties", Samples.ties()),
          Map.entry("resumed", Samples.resumed()),
          Map.entry("many", Samples.many()),
          Map.entry("diverged", Samples.allDiverged()),
          Map.entry("tuned", Samples.tuned()),
          Map.entry("tuned-momentum", Samples.tunedMomentum()),
          Map.entry("tuning", Samples.tuning()));

  private static final Map<String, Function<Report, String>> TEXTS =
      Map.ofEntries(
          Map.entry("accuracy.csv", r -> csv(r.accuracy())),
          Map.entry("timing.csv", r -> csv(r.timing())),
          Map.entry("targets.csv", r -> csv(r.targets())),
          Map.entry("target-winners.csv", r -> csv(r.targetWinners())),
          Map.entry("comparisons.csv", r -> csv(r.comparisons())),
          Map.entry("ranks.csv", r -> csv(r.ranks())),
          Map.entry("accuracy.md", Report::accuracyMarkdown),
          Map.entry("timing.md", Report::timingMarkdown),
          Map.entry("targets.md", Report::targetsMarkdown),
          Map.entry("comparisons.md", Report::comparisonsMarkdown),
          Map.entry("terminal.txt", r -> r.terminal(new Screen(false, 80, 20)) + "\n"),
          Map.entry("verdict.txt", r -> r.verdict() + "\n"));

  /** By run and locale, in which they are made. */
  private static final Map<String, Report> REPORTS = new ConcurrentHashMap<>();

  private static final Map<String, Function<Report, String>> TUNING_TEXTS =
      Map.of(
          "tuning.csv", r -> csv(r.tuning().orElseThrow()),
          "tuning.md", r -> r.tuningMarkdown().orElseThrow());

  static Stream<Arguments> goldenFiles() {
    return RUNS.keySet().stream()
        .sorted()
        .flatMap(
            run ->
                texts(run).keySet().stream()
                    .sorted()
                    .flatMap(
                        text ->
                            Stream.concat(Locales.all(), Stream.of(Locale.US))
                                .map(locale -> Arguments.of(run, text, locale))));
  }

  private static Map<String, Function<Report, String>> texts(String run) {
    Map<String, Function<Report, String>> texts = new HashMap<>(TEXTS);
    if (run.startsWith("tun")) {
      texts.putAll(TUNING_TEXTS);
    }
    return texts;
  }

  @ParameterizedTest
  @MethodSource("goldenFiles")
  void matchesTheGoldenFile(String run, String text, Locale locale) {
    String written =
        Locales.in(
            locale,
            () -> {
              Report report =
                  REPORTS.computeIfAbsent(run + locale, name -> Report.of(RUNS.get(run).run()));
              return texts(run).get(text).apply(report);
            });
    if (Boolean.getBoolean("golden.write")) {
      write(GOLDEN.resolve(run).resolve(text), written);
    }

    assertThat(written)
        .as("-Dgolden.write=true writes %s/%s anew", run, text)
        .isEqualTo(golden(run + "/" + text));
  }

  @Test
  void thePageSaysUnderWhichConditionsTrialsWereTrained() {
    Report report = Report.of(Samples.resumed().run());

    String page = report.html("", Optional.empty());

    assertThat(page)
        .contains("different conditions (threads 2 and 4)")
        .contains("<dt>Trials differ in</dt><dd><bdi>threads 2 and 4</bdi>")
        .contains("OpenBLAS, 2 threads and OpenBLAS, 4 threads")
        .doesNotContain("with 2 threads", "with 4 threads", "training time, seconds");
    assertThat(report.charts())
        .extracting(Artifact::name)
        .isNotEmpty()
        .noneMatch(name -> name.contains("time"));
  }

  @Test
  void keepsTheColumnsThatOthersParse() {
    Report report = Report.of(Samples.six().run());

    assertThat(String.join(", ", report.accuracy().keys()))
        .startsWith(
            "label, optimizer, data, network, seeds, test_accuracy_mean, test_accuracy_sd,"
                + " test_accuracy_ci95_low, test_accuracy_ci95_high, test_loss_mean,"
                + " train_loss_mean, diverged, ");
    assertThat(String.join(", ", report.timing().keys()))
        .startsWith(
            "label, optimizer, engine, device, threads, ms_per_step_median,"
                + " gradient_ms_per_step, update_ms_per_step, samples_per_second,"
                + " train_seconds_mean, state_bytes, ");
  }

  @Test
  void saysTheNoticeInEveryText() {
    Report report = Report.of(Samples.trouble().run());
    String notice = "MNIST was not found; these digits are drawn by the program.";

    assertThat(TEXTS.values()).allSatisfy(t -> assertThat(t.apply(report)).contains(notice));
  }

  @Test
  void losesNothingWithoutColor() {
    Report report = Report.of(Samples.six().run());

    String colored = report.terminal(new Screen(true, 80, 20)).toString();

    assertThat(colored).contains("\u001b[1;32m ★  adam").contains(" ?  rmsprop");
    assertThat(colored.replaceAll("\u001b\\[[0-9;]*m", ""))
        .isEqualTo(report.terminal(new Screen(false, 80, 20)).toString());
  }

  @Test
  void fitsATerminal() {
    assertThat(RUNS)
        .allSatisfy(
            (name, run) ->
                assertThat(
                        Report.of(run.run()).terminal(new Screen(false, 80, 20)).toString().lines())
                    .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(96)));
    for (int columns : List.of(40, 60, 80, 132)) {
      Screen screen = new Screen(false, columns, 20, OptionalInt.of(columns));
      assertThat(RUNS)
          .allSatisfy(
              (name, run) ->
                  assertThat(Report.of(run.run()).terminal(screen).toString().lines())
                      .as("%s at %d", name, columns)
                      .allSatisfy(
                          line -> assertThat(Prose.width(line)).isLessThanOrEqualTo(columns)));
    }
  }

  @Test
  void leavesTimesOutThatAnEngineDoesNotMeasure() {
    FakeRun run = new FakeRun().untimed().finished("adam", 0.97, 0.96).finished("sgd", 0.9, 0.91);
    Report report = Report.of(run.run());

    assertThat(TableValues.of(report.timing()))
        .allSatisfy(row -> assertThat(row.subList(5, 10)).containsOnly(""));
    assertThat(report.timingMarkdown())
        .contains("The engine lockstep trains optimizers together and times none apart.");
    assertThat(report.charts())
        .extracting(Artifact::name)
        .contains("charts/loss-by-epoch.png")
        .doesNotContain("charts/loss-by-time.png");
  }

  @Test
  void givesAStepNoTimeWhereTheGradientWasShared() {
    Report report = Report.of(Samples.shared().run());
    List<String> columns = report.timing().keys();

    List<Object> adam = TableValues.of(report.timing()).get(0);
    for (String own : List.of("ms_per_step_median", "samples_per_second", "train_seconds_mean")) {
      assertThat(adam.get(columns.indexOf(own))).as(own).isEqualTo("");
    }
    assertThat(adam.get(columns.indexOf("gradient_ms_per_step"))).isEqualTo(new BigDecimal("1.53"));
    assertThat(adam.get(columns.indexOf("update_ms_per_step"))).isEqualTo(new BigDecimal("0.255"));
    assertThat(adam.get(columns.indexOf("gradient_shared_by"))).isEqualTo(6);
    assertThat(adam.get(columns.indexOf("jobs"))).isEqualTo(2);
    assertThat(report.timingMarkdown())
        .contains(
            "6 trials shared one gradient computation of 1.53 ms a step; only the update is the"
                + " optimizer's own.",
            "There is no chart of loss by training time: not every trial has a training time of"
                + " its own.",
            "Trained by lockstep: adam, sgd; by dl4j: lbfgs.");
    assertThat(report.accuracyMarkdown()).contains("engines lockstep and dl4j");
    assertThat(report.charts())
        .extracting(Artifact::name)
        .doesNotContain("charts/loss-by-time.png");
  }

  @Test
  void marksTimesThatWereTakenBesideOthersAndPutsThemBehind() {
    FakeRun run =
        new FakeRun()
            .jobs(2)
            .finished("sgd", 0.91, 0.9)
            .jobs(1)
            .finished("rmsprop", 0.97, 0.96)
            .finished("adam", 0.97, 0.96);
    Report report = Report.of(run.run());

    assertThat(report.timingMarkdown().lines().filter(line -> line.matches("\\|.*[0-9].*")))
        .hasSize(3)
        .last()
        .asString()
        .contains("sgd", " † ");
    assertThat(report.timingMarkdown())
        .contains(
            "† timed while 2 computations ran side by side",
            "There is no chart of loss by training time: times were taken with different numbers"
                + " of jobs.");
    assertThat(report.charts())
        .extracting(Artifact::name)
        .doesNotContain("charts/loss-by-time.png");
  }

  @Test
  void saysWhoDidNoBetterThanGuessing() {
    FakeRun run =
        new FakeRun()
            .testSet(10_000, 1135)
            .finished("adam", 0.97, 0.96)
            .finished("sgd", 0.1135, 0.9);
    Report report = Report.of(run.run());
    String remark =
        "No better than guessing: sgd in 1 of 2 seeds. Always to answer the most frequent class is"
            + " right in 11.35 % of the test set; better than that is what is right in more than";

    assertThat(report.accuracyMarkdown()).contains(remark);
    assertThat(report.terminal(new Screen(false, 80, 20)).toString().replaceAll("\\s+", " "))
        .contains(remark);
    assertThat(report.html("", Optional.empty())).contains("<li>" + remark);
    assertThat(Report.of(run.testSet(10_000, 1000).run()).accuracyMarkdown())
        .doesNotContain("guessing");
  }

  @Test
  void leavesTimesOutThatWereNotAskedFor() {
    FakeRun run = new FakeRun().withoutTiming().finished("adam", 0.97, 0.96);
    Report report = Report.of(run.run());
    List<String> columns = report.timing().keys();
    List<Object> adam = TableValues.of(report.timing()).get(0);

    for (String own : List.of("ms_per_step_median", "samples_per_second", "train_seconds_mean")) {
      assertThat(adam.get(columns.indexOf(own))).as(own).isEqualTo("");
    }
    assertThat(report.timingMarkdown())
        .isEqualTo("### Training time\n\nTraining times were not asked for (timing: false).\n");
    assertThat(report.terminal(new Screen(false, 80, 20)).toString()).doesNotContain("ms/step");
    assertThat(report.markdown()).doesNotContain("ms/step");
    assertThat(report.latex()).doesNotContain("ms/step");
    assertThat(report.html("", Optional.empty())).doesNotContain("ms/step", "id=\"timing\"");
    assertThat(report.charts())
        .extracting(Artifact::name)
        .contains("charts/loss-by-epoch.png")
        .doesNotContain("charts/loss-by-time.png");
  }

  private static String csv(Table table) {
    return Stream.concat(Stream.of(table.keys()), TableValues.of(table).stream())
        .map(row -> row.stream().map(ReportTest::quoted).collect(Collectors.joining(",")))
        .collect(Collectors.joining("\n", "", "\n"));
  }

  private static String quoted(Object cell) {
    String text = cell.toString();
    return List.of(",", "\"").stream().anyMatch(text::contains)
        ? "\"" + text.replace("\"", "\"\"") + "\""
        : text;
  }

  private static void write(Path file, String text) {
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String golden(String name) {
    try {
      return Files.readString(GOLDEN.resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
