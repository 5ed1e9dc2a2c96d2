package optbench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import optbench.claims.AggregateFunction;
import optbench.claims.Claim;
import optbench.claims.Claim.Requirement;
import optbench.claims.ClaimJudge;
import optbench.claims.ClaimSide;
import optbench.claims.ClaimTest;
import optbench.claims.ClaimsFile;
import optbench.claims.ClaimsFile.Source;
import optbench.claims.ContenderName;
import optbench.claims.Direction;
import optbench.claims.FakeClaim;
import optbench.claims.FakeExperiment;
import optbench.claims.Measure;
import optbench.claims.MeasureSettings;
import optbench.result.Run;
import optbench.table.TableValues;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every verdict as it is written, in a locale with decimal points and one with commas. */
class ClaimsReportTest {
  private static final Path GOLDEN = Path.of("src/test/resources/optbench/report/golden/claims");

  private static final MeasureSettings TARGET = MeasureSettings.target(0.95);

  private static ClaimSide one(String name) {
    return new ClaimSide.Single(ContenderName.parse(name));
  }

  private static ClaimTest test(
      Measure measure,
      MeasureSettings settings,
      String of,
      Direction direction,
      double factor,
      ClaimSide... references) {
    return new ClaimTest(
        measure,
        settings,
        one(of),
        direction,
        List.of(references),
        factor,
        measure.defaultMargin());
  }

  private static ClaimTest accuracy(String of, String... references) {
    return test(
        Measure.TEST_ACCURACY,
        MeasureSettings.NONE,
        of,
        Direction.GREATER_THAN,
        1,
        Stream.of(references).map(ClaimsReportTest::one).toArray(ClaimSide[]::new));
  }

  private static Claim claim(String id, String text, ClaimTest... tests) {
    return FakeClaim.of(id, List.of("CT"), text, Requirement.ALL, tests);
  }

  static ClaimsReport report() {
    FakeExperiment last = new FakeExperiment(2);
    for (int seed = 0; seed < 10; seed++) {
      double luck = 0.001 * (seed % 4);
      double own = 0.0003 * (seed % 3);
      last.stepMillis(1.5 + luck).trial("adam", 0.955 + luck, 0.974 + luck);
      last.stepMillis(1.5 + luck).trial("rmsprop", 0.953 + own, 0.9742 + luck - own / 2);
      last.stepMillis(1 + luck).trial("sgd", 0.7 + luck, 0.91 - own);
      if (seed == 2) {
        last.diverged("wild", 0.2);
      } else {
        last.trial("wild", 0.3 + luck, 0.9 + own + 0.02 * (seed % 2));
      }
    }
    FakeExperiment other = new FakeExperiment(2).on("synthetic-digits", "Drawn digits.");
    other.trial("adam", 0.5, 0.6).missing("sgd");
    Map<String, Source> sources = new LinkedHashMap<>();
    sources.put("CT", new Source("On *optimizers*", Optional.of("A. Author"), Optional.empty()));
    sources.put("X", new Source("Not used", Optional.empty(), Optional.empty()));
    ClaimSide group =
        new ClaimSide.Group(
            List.of(ContenderName.parse("final/s*"), ContenderName.parse("final/w*")),
            AggregateFunction.BEST);
    ClaimsFile file =
        new ClaimsFile(
            0.05,
            Optional.empty(),
            new TreeMap<>(Map.of("final", "f.yaml", "other", "o.yaml")),
            sources,
            List.of(
                claim(
                    "highest",
                    "Adam | has the highest accuracy",
                    accuracy("final/adam", "final/sgd", "final/wild")),
                claim("sgd-wins", "SGD is best", accuracy("final/sgd", "final/adam")),
                claim("tie", "RMSprop betters Adam", accuracy("final/rmsprop", "final/adam")),
                claim("open", "wild betters SGD", accuracy("final/wild", "final/sgd")),
                claim(
                    "faster",
                    "Adam needs half the steps",
                    test(
                        Measure.STEPS_TO,
                        TARGET,
                        "final/adam",
                        Direction.LESS_THAN,
                        1.5,
                        one("final/sgd"),
                        new ClaimSide.Constant(200))),
                claim(
                    "slower",
                    "A step of Adam takes longer",
                    test(
                        Measure.MS_PER_STEP,
                        MeasureSettings.NONE,
                        "final/adam",
                        Direction.GREATER_THAN,
                        1,
                        one("final/sgd"))),
                claim(
                    "late",
                    "Adam still learns",
                    test(
                        Measure.LOSS_DROP_LATE,
                        MeasureSettings.epoch(1),
                        "final/adam",
                        Direction.GREATER_THAN,
                        1,
                        group)),
                claim("elsewhere", "Adam wins there", accuracy("other/adam", "other/sgd")),
                FakeClaim.untestable(
                    "sparse",
                    "Adagrad suits sparse features",
                    "dense digits cannot show it",
                    Optional.of("nobody tried"))));
    Map<String, Run> evidence = Map.of("final", last.evidence(), "other", other.evidence());
    return ClaimsReport.of(new ClaimJudge(file, evidence).all());
  }

  @ParameterizedTest
  @CsvSource({
    "claims.md, de",
    "claims.md, en",
    "claims.csv, de",
    "claims.csv, en",
    "lines.txt, de"
  })
  void matchesTheGoldenFile(String name, String language) throws IOException {
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag(language));
    try {
      ClaimsReport report = report();
      String written =
          switch (name) {
            case "claims.md" -> report.markdown();
            case "claims.csv" ->
                Stream.concat(
                        Stream.of((Object) report.table().keys()),
                        TableValues.of(report.table()).stream())
                    .map(String::valueOf)
                    .collect(Collectors.joining("\n", "", "\n"));
            default ->
                TableValues.of(report.briefTable()).stream()
                        .map(row -> row.stream().map(String::valueOf))
                        .map(cells -> cells.collect(Collectors.joining(" | ")))
                        .collect(Collectors.joining("\n", "", "\n"))
                    + report.count()
                    + "\n";
          };
      if (Boolean.getBoolean("golden.write")) {
        Files.createDirectories(GOLDEN);
        Files.writeString(GOLDEN.resolve(name), written);
      }

      assertThat(written)
          .as("-Dgolden.write=true writes %s anew", name)
          .isEqualTo(Files.readString(GOLDEN.resolve(name)));
    } finally {
      Locale.setDefault(before);
    }
  }
}
