package optbench.store;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import optbench.result.Answers;
import optbench.result.Environment;
import optbench.result.EpochMetrics;
import optbench.result.EpochProbe;
import optbench.result.FakeEnvironment;
import optbench.result.FakeTime;
import optbench.result.FakeTrial;
import optbench.result.Outcome;
import optbench.result.RecordedSpec;
import optbench.result.RunRecord;
import optbench.result.RunRecord.PlannedTrial;
import optbench.result.TrialProbe;
import optbench.result.TrialResult;
import optbench.result.TrialSettings;
import optbench.result.TuningRecord;

/** Records with every kind of value in them. */
final class Records {
  static final String FINISHED = "0123456789abcdef";
  static final String DIVERGED = "fedcba9876543210";
  private static final Instant TIME = Instant.parse("2026-01-02T03:04:05.678Z");

  private Records() {}

  static TrialSettings settings(long seed) {
    return FakeTrial.settings(
        "adam",
        "keras",
        "keras",
        Map.of("learning_rate", 1e-4, "beta1", 0.9, "beta2", 0.999, "epsilon", 1e-7),
        Map.of("weight_decay", "0.01"),
        "mnist",
        "c0ffee",
        55_000,
        5_000,
        "mlp",
        "dense 128 relu glorot_uniform",
        101_770,
        128,
        2,
        seed,
        "dl4j",
        "cpu");
  }

  static TrialResult finished() {
    return FakeTrial.answered(unanswered(), new Answers(25, "9///AQ=="));
  }

  private static TrialResult unanswered() {
    return FakeTrial.result(
        FINISHED,
        "Adam \"größer\", 1e-4",
        settings(1),
        Outcome.FINISHED,
        List.of(
            FakeTrial.epoch(
                1,
                430,
                430,
                0.30000000000000004,
                0.91,
                0.2,
                0.94,
                Optional.empty(),
                Optional.empty(),
                1.5),
            FakeTrial.epoch(
                2,
                860,
                860,
                1e-9,
                0.95,
                0.15,
                0.96,
                Optional.of(0.125),
                Optional.of(0.5),
                Double.parseDouble("8.41e21"))),
        Optional.of(FakeTime.of(860, 3.5, 3.25, 0.25, 3.01, 36_571.43)),
        814_160,
        "abcdef",
        OptionalLong.empty(),
        Optional.empty(),
        4,
        TIME);
  }

  /** Figures of a trial that broke down while it was watched. */
  static TrialResult watched() {
    TrialResult plain = diverged();
    EpochMetrics e = plain.epochs().get(0);
    EpochProbe seen =
        new EpochProbe(
            Double.NaN,
            Double.POSITIVE_INFINITY,
            OptionalDouble.empty(),
            OptionalDouble.of(Double.NaN),
            0.25,
            0.5);
    return FakeTrial.result(
        plain.id(),
        plain.label(),
        plain.settings(),
        plain.outcome(),
        List.of(
            new EpochMetrics(
                e.epoch(),
                e.steps().orElseThrow(),
                e.gradientEvaluations().orElseThrow(),
                0.5,
                e.trainAccuracy().orElseThrow(),
                e.testLoss().orElseThrow(),
                e.testAccuracy(),
                e.validationLoss(),
                e.validationAccuracy(),
                e.trainSeconds().orElseThrow(),
                Optional.of(seen))),
        plain.time(),
        plain.stateBytes().orElseThrow(),
        plain.initialWeightsSha256(),
        plain.divergedAtStep(),
        plain.reason(),
        plain.threads().orElseThrow(),
        plain.finishedAt(),
        Optional.of(
            new TrialProbe(
                12.5,
                OptionalDouble.of(0.001),
                List.of(2.5, 1e-9, Double.POSITIVE_INFINITY, Double.NaN))));
  }

  static TrialResult diverged() {
    return FakeTrial.result(
        DIVERGED,
        "Adam",
        settings(2),
        Outcome.DIVERGED,
        List.of(
            FakeTrial.epoch(
                1,
                430,
                430,
                Double.NaN,
                0.1,
                Double.POSITIVE_INFINITY,
                0.1,
                Optional.of(Double.NEGATIVE_INFINITY),
                Optional.empty(),
                1.5)),
        Optional.empty(),
        0,
        "abcdef",
        OptionalLong.of(17),
        Optional.of("the loss was NaN at step 17"),
        4,
        TIME);
  }

  static RunRecord run() {
    Map<String, Object> spec = new LinkedHashMap<>();
    spec.put("name", "article");
    spec.put("optimizers", List.of(Map.of("optimizer", "adam"), Map.of("optimizer", "sgd")));
    spec.put("l2", 0.0);
    spec.put("seeds", List.of(1L, 2L));
    return RunRecord.of(
            new RunRecord.About(
                "article", new RecordedSpec(spec), "mnist", "synthetic digits, not MNIST"),
            new RunRecord.Start(
                new Environment(
                    new Environment.Tool("0.1.0", "0123abc-dirty"),
                    new Environment.JavaRuntime("17.0.15", "OpenJDK 64-Bit Server VM"),
                    new Environment.Machine(
                        "Linux 6.1 amd64", "Some CPU @ 2.50GHz", 8, 17_179_869_184L),
                    new Environment.NativeLibrary(
                        "1.0.0-M2.1", "CPU", "linux-x86_64", "OpenBLAS 0.3.19"),
                    FakeEnvironment.on("cpu", 4, Optional.empty())),
                TIME),
            -9_007_199_254_740_993L,
            new RunRecord.Reporting(true, List.of(0.9, 0.975), 0.0025))
        .followedBy(
            List.of(DIVERGED, FINISHED),
            List.of(
                new PlannedTrial(FINISHED, "Adam, renamed", "adam", 1),
                new PlannedTrial(DIVERGED, "Adam", "adam", 2),
                new PlannedTrial("00000000000000aa", "SGD", "sgd", 1)));
  }

  /** One whose learning rate was looked for first; what follows is not known yet. */
  static RunRecord tuned() {
    RunRecord run = run();
    return RunRecord.of(
            run.about(),
            run.start(),
            run.sequence().orderSeed(),
            new RunRecord.Reporting(
                false, run.reporting().targets(), run.reporting().equivalenceMargin()))
        .followedBy(List.of(DIVERGED, FINISHED), List.of())
        .withTuning(
            new TuningRecord(
                TuningRecord.Search.RANDOM,
                TuningRecord.Select.VALIDATION_LOSS,
                List.of("learning_rate", "momentum"),
                List.of(
                    setting(FINISHED, Map.of("learning_rate", 1e-4)),
                    setting(DIVERGED, Map.of("learning_rate", 3.162)),
                    setting("00000000000000aa", Map.of("learning_rate", 1.0)))));
  }

  private static TuningRecord.Setting setting(String id, Map<String, Double> values) {
    return new TuningRecord.Setting(
        "Adam", "adam", values, List.of(new PlannedTrial(id, "Adam " + id, "adam", 1001)));
  }
}
