package optbench.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import optbench.random.SeededRandom;
import optbench.stats.FakeRun;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GateTest {
  private static final int SEEDS = 10;
  private static final List<String> OPTIMIZERS = List.of("adam", "sgd", "rmsprop");

  /** Code that rounds differently: other bits, and accuracies that scatter by 0.08 points. */
  @RepeatedTest(50)
  void otherBitsAloneAreNoRegression(RepetitionInfo repetition) {
    CheckReport report = check(accuracies(repetition, 0), accuracies(repetition, 1));

    assertThat(report.finding()).isEqualTo(GateOutcome.OK);
    assertThat(report.sentence())
        .isEqualTo(
            "No regression: no optimizer lost 0.30 points of test accuracy or more against"
                + " baseline main.");
  }

  @RepeatedTest(50)
  void aLossOfHalfAPointInOneOptimizerIsFound(RepetitionInfo repetition) {
    CheckReport report =
        check(accuracies(repetition, 0), shifted(accuracies(repetition, 1), 1, -0.005));

    assertThat(report.finding()).isEqualTo(GateOutcome.REGRESSED);
    assertThat(findings(report))
        .containsExactly(GateOutcome.OK, GateOutcome.REGRESSED, GateOutcome.OK);
    assertThat(report.sentence()).startsWith("Regressed against baseline main: sgd (lost accuracy");
  }

  @RepeatedTest(50)
  void aGainOfHalfAPointMakesTheBaselineStale(RepetitionInfo repetition) {
    CheckReport report =
        check(accuracies(repetition, 0), shifted(accuracies(repetition, 1), 2, 0.0055));

    assertThat(report.finding()).isEqualTo(GateOutcome.BETTER);
    assertThat(findings(report))
        .containsExactly(GateOutcome.OK, GateOutcome.OK, GateOutcome.BETTER);
    assertThat(report.acceptable()).containsExactly("rmsprop");
  }

  @RepeatedTest(50)
  void aLossCountsMoreThanAGainAndWhatIsMissing(RepetitionInfo repetition) {
    double[][] now = shifted(shifted(accuracies(repetition, 1), 0, 0.006), 1, -0.006);
    now[2][3] = Double.NaN;

    CheckReport report = check(accuracies(repetition, 0), now);

    assertThat(report.finding()).isEqualTo(GateOutcome.REGRESSED);
    assertThat(findings(report))
        .containsExactly(GateOutcome.BETTER, GateOutcome.REGRESSED, GateOutcome.NOT_COMPARED);
  }

  @RepeatedTest(50)
  void aMissingSeedDoesNotHideALoss(RepetitionInfo repetition) {
    double[][] now = shifted(accuracies(repetition, 1), 1, -0.006);
    now[1][0] = Double.NaN;

    assertThat(check(accuracies(repetition, 0), now).finding()).isEqualTo(GateOutcome.REGRESSED);
  }

  @RepeatedTest(50)
  void twoSeedsThatScatterAreTooFew(RepetitionInfo repetition) {
    SeededRandom random = SeededRandom.of(5, "few", repetition.getCurrentRepetition());
    double far = 0.004 + 0.002 * random.nextDouble();

    CheckReport report =
        CheckReport.of(
            baseline(new FakeRun().finished("adam", 0.97, 0.97)),
            baseline(new FakeRun().finished("adam", 0.97 - far, 0.97 + far / 2)),
            Rule.DEFAULT);

    assertThat(report.finding()).isEqualTo(GateOutcome.NOT_COMPARED);
    assertThat(report.sentence()).contains("too few seeds, 2, to tell: about ");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5})
  void theSameBitsNeedNoStatistics(int seeds) {
    double[] accuracies = IntStream.range(0, seeds).mapToDouble(i -> 0.97 + i * 1e-3).toArray();
    Baseline run = baseline(new FakeRun().finished("adam", accuracies));

    CheckReport report = CheckReport.of(run, run, Rule.DEFAULT);

    assertThat(findings(report)).containsExactly(GateOutcome.IDENTICAL);
    assertThat(report.sentence())
        .isEqualTo("No regression: everything is the same to the bit as in baseline main.");
  }

  @Test
  void oneSeedWithOtherBitsCannotBeCompared() {
    CheckReport report =
        CheckReport.of(
            baseline(new FakeRun().finished("adam", 0.97)),
            baseline(new FakeRun().finished("adam", 0.9701)),
            Rule.DEFAULT);

    assertThat(report.finding()).isEqualTo(GateOutcome.NOT_COMPARED);
    assertThat(report.sentence()).contains("one seed to compare: that takes 2 or more");
  }

  @Test
  void equalAccuraciesWithOtherLossesAreOkButNotIdentical() {
    Baseline before = baseline(new FakeRun().finished("adam", 0.97, 0.98));
    Entry entry = before.optimizers().get(0);
    List<SeedScore> others =
        entry.seeds().stream()
            .map(s -> new SeedScore(s.seed(), s.testAccuracy(), "0".repeat(64)))
            .toList();
    Baseline now =
        new Baseline(
            "main",
            "fake",
            before.experiment(),
            List.of(new Entry("adam", entry.settings(), others, entry.origin())),
            Optional.empty());

    CheckReport report = CheckReport.of(before, now, Rule.DEFAULT);

    assertThat(findings(report)).containsExactly(GateOutcome.OK);
    assertThat(report.optimizers().get(0).reason())
        .isEqualTo("the same accuracy in each of 2 seeds");
  }

  @Test
  void otherDataAreNotCompared() {
    Baseline before = three(UnaryOperator.identity());

    CheckReport report =
        CheckReport.of(before, three(run -> run.data("fashion-mnist", null)), Rule.DEFAULT);

    assertThat(report.finding()).isEqualTo(GateOutcome.NOT_COMPARED);
    assertThat(report.sentence())
        .isEqualTo(
            "Could not be compared with baseline main: other data: was mnist and is fashion-mnist.");
    assertThat(CheckReport.of(before, withData(before, "9".repeat(64)), Rule.DEFAULT).sentence())
        .contains("other content of mnist: was 000000000000 and is 999999999999 by checksum");
    assertThat(CheckReport.of(before, three(run -> run.epochs(6)), Rule.DEFAULT).sentence())
        .contains("other number of epochs: was 5 and is 6");
  }

  @Test
  void otherSettingsAreNotCompared() {
    CheckReport report =
        CheckReport.of(
            three(UnaryOperator.identity()), three(run -> run.batch(64, 1)), Rule.DEFAULT);

    assertThat(report.finding()).isEqualTo(GateOutcome.NOT_COMPARED);
    assertThat(report.sentence()).contains("other settings: batch_size was 128 and is 64.");
  }

  @Test
  void everySettingThatDiffersIsNamed() {
    Settings before =
        new Settings("sgd", "form", Optional.of(32), Map.of("learning_rate", 0.01), Map.of());
    Settings now =
        new Settings(
            "sgd", "form", Optional.of(32), Map.of("learning_rate", 0.1), Map.of("clip", "norm 1"));

    assertThat(now.differences(before))
        .containsExactly("learning_rate was 0.01 and is 0.1", "clip was not set and is norm 1");
    assertThat(before.differences(before)).isEmpty();
  }

  @Test
  void aMissingSeedIsNotPassed() {
    CheckReport report =
        CheckReport.of(
            baseline(new FakeRun().finished("adam", 0.97, 0.971, 0.972)),
            baseline(new FakeRun().finished("adam", 0.97, Double.NaN, 0.972)),
            Rule.DEFAULT);

    assertThat(report.finding()).isEqualTo(GateOutcome.NOT_COMPARED);
    assertThat(report.sentence()).contains("adam (no result of seed 2");
  }

  @Test
  void aMissingOptimizerIsNotPassedAndANewOneIsNoMatter() {
    FakeRun one = new FakeRun().finished("adam", 0.97, 0.971);
    FakeRun two = new FakeRun().finished("adam", 0.97, 0.971).finished("sgd", 0.9, 0.91);

    CheckReport missing = CheckReport.of(baseline(two), baseline(one), Rule.DEFAULT);
    CheckReport more = CheckReport.of(baseline(one), baseline(two), Rule.DEFAULT);

    assertThat(findings(missing)).containsExactly(GateOutcome.IDENTICAL, GateOutcome.NOT_COMPARED);
    assertThat(missing.finding()).isEqualTo(GateOutcome.NOT_COMPARED);
    assertThat(missing.sentence()).contains("sgd (the run has no result of it)");
    assertThat(findings(more)).containsExactly(GateOutcome.IDENTICAL, GateOutcome.NEW);
    assertThat(more.finding()).isEqualTo(GateOutcome.IDENTICAL);
    assertThat(more.acceptable()).containsExactly("sgd");
  }

  @Test
  void aSeedThatDivergesNowIsARegressionAndOneThatNoLongerDoesIsAGain() {
    Baseline sound = baseline(new FakeRun().finished("adam", 0.97, 0.971, 0.972));
    Baseline broken = baseline(new FakeRun().finished("adam", 0.97, 0.971).diverged("adam", 2));
    Baseline hopeless = baseline(new FakeRun().diverged("adam", 1));
    Baseline otherwise = baseline(new FakeRun().diverged("adam", 2));

    CheckReport worse = CheckReport.of(sound, broken, Rule.DEFAULT);
    CheckReport better = CheckReport.of(broken, sound, Rule.DEFAULT);

    assertThat(worse.finding()).isEqualTo(GateOutcome.REGRESSED);
    assertThat(worse.sentence()).contains("adam (seed 3 diverged, and did not before");
    assertThat(better.finding()).isEqualTo(GateOutcome.BETTER);
    assertThat(better.sentence()).contains("adam (seed 3 diverged before, and no more");
    assertThat(CheckReport.of(broken, broken, Rule.DEFAULT).finding())
        .isEqualTo(GateOutcome.IDENTICAL);
    assertThat(CheckReport.of(hopeless, otherwise, Rule.DEFAULT).finding())
        .isEqualTo(GateOutcome.OK);
  }

  /** Baselines of before evaluations counted hold a score of such seeds, and no step. */
  @Test
  void theSameFiguresAreNoRegressionWhereTheBaselineHasAScoreForThem() {
    Baseline now =
        baseline(
            new FakeRun()
                .finished("adam", 0.97, 0.971)
                .withLastLoss("adam", 0.5, 1.44e11)
                .finished("sgd", 0.9, 0.91, 0.905));
    Entry adam = now.entry("adam").orElseThrow();
    List<SeedScore> scores = new ArrayList<>(adam.seeds());
    SeedScore hopeless = scores.remove(2);
    scores.add(new SeedScore(3, OptionalDouble.of(0.5), hopeless.metricsSha256()));
    Entry before = new Entry("adam", adam.settings(), scores, adam.origin());
    Baseline old =
        new Baseline(
            now.name(),
            now.run(),
            now.experiment(),
            List.of(before, now.entry("sgd").orElseThrow()),
            Optional.empty());

    assertThat(hopeless.diverged()).isTrue();
    assertThat(CheckReport.of(old, now, Rule.DEFAULT).finding()).isEqualTo(GateOutcome.IDENTICAL);
    assertThat(
            CheckReport.of(
                    old,
                    baseline(
                        new FakeRun()
                            .finished("adam", 0.97, 0.971)
                            .withLastLoss("adam", 0.5, 1.5e11)
                            .finished("sgd", 0.9, 0.91, 0.905)),
                    Rule.DEFAULT)
                .finding())
        .isEqualTo(GateOutcome.REGRESSED);
  }

  @Test
  void theRuleSaysWhatIsPutUpWith() {
    Baseline before = baseline(new FakeRun().finished("adam", 0.97, 0.971, 0.972));
    Baseline now = baseline(new FakeRun().finished("adam", 0.966, 0.9668, 0.968));

    assertThat(CheckReport.of(before, now, Rule.DEFAULT).finding())
        .isEqualTo(GateOutcome.REGRESSED);
    CheckReport wide = CheckReport.of(before, now, Rule.parse("accuracy:1pt"));
    assertThat(wide.finding()).isEqualTo(GateOutcome.OK);
    assertThat(wide.margin()).hasValue(0.01);
    assertThatThrownBy(() -> new Gate(Rule.parse("timing:10%")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void theSmallestOfSeveralRulesCounts() {
    List<Rule> rules =
        List.of(Rule.parse("accuracy:1pt"), Rule.parse("timing:5%"), Rule.parse("accuracy:0.2pt"));

    assertThat(Rule.strictest(rules, Rule.Measure.ACCURACY)).hasValue(Rule.parse("accuracy:0.2pt"));
    assertThat(Rule.strictest(rules, Rule.Measure.TIMING)).hasValue(Rule.parse("timing:5%"));
    assertThat(Rule.strictest(rules.subList(0, 1), Rule.Measure.TIMING)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"accuracy:0.3", "accuracy:-1pt", "loss:1pt", "", "timing:3pt", "accuracy:pt"})
  void refusesRulesThatAreNone(String text) {
    assertThatThrownBy(() -> Rule.parse(text))
        .hasMessage(
            "must be such as accuracy:0.3pt, in points of test accuracy, or timing:10%, of the time a"
                + " step, but was '"
                + text
                + "'");
  }

  @Test
  void readsRulesToTheNearestNumber() {
    assertThat(Rule.parse("accuracy:0.3pt")).isEqualTo(Rule.DEFAULT);
    assertThat(Rule.parse("timing:10%")).isEqualTo(new Rule(Rule.Measure.TIMING, 0.1));
    assertThatThrownBy(() -> Rule.parse("accuracy:0pt")).hasMessageContaining("greater than 0");
  }

  private static List<GateOutcome> findings(CheckReport report) {
    return report.optimizers().stream().map(OptimizerCheck::finding).toList();
  }

  private static CheckReport check(double[][] before, double[][] now) {
    return CheckReport.of(baseline(run(before)), baseline(run(now)), Rule.DEFAULT);
  }

  /** As test sets of ten thousand images give them; the seeds' own luck is the same both times. */
  private static double[][] accuracies(RepetitionInfo repetition, int version) {
    double[][] all = new double[OPTIMIZERS.size()][SEEDS];
    for (int o = 0; o < all.length; o++) {
      for (int s = 0; s < SEEDS; s++) {
        int e = repetition.getCurrentRepetition();
        double luck = SeededRandom.of(1, "luck", e, o, s).nextGaussian();
        double bits = SeededRandom.of(2, "bits", e, o, s, version).nextGaussian();
        all[o][s] = Math.rint(9700 - 100 * o + 15 * luck + 8 * version * bits) / 10_000;
      }
    }
    return all;
  }

  private static double[][] shifted(double[][] accuracies, int optimizer, double by) {
    double[][] all = accuracies.clone();
    all[optimizer] = Arrays.stream(all[optimizer]).map(a -> a + by).toArray();
    return all;
  }

  private static FakeRun run(double[][] accuracies) {
    return new FakeRun().finished(OPTIMIZERS, accuracies);
  }

  private static Baseline three(UnaryOperator<FakeRun> change) {
    return baseline(
        change
            .apply(new FakeRun())
            .finished("adam", 0.97, 0.971, 0.972)
            .finished("sgd", 0.9, 0.91, 0.905));
  }

  private static Baseline withData(Baseline run, String sha256) {
    Experiment e = run.experiment();
    return new Baseline(
        run.name(),
        run.run(),
        new Experiment(
            e.data(),
            sha256,
            e.trainingSamples(),
            e.validationSamples(),
            e.network(),
            e.layers(),
            e.epochs()),
        run.optimizers(),
        Optional.empty());
  }

  private static Baseline baseline(FakeRun run) {
    return Baseline.of("main", run.run()).orElseThrow();
  }
}
