package optbench.stats;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import optbench.result.Environment;
import optbench.result.EpochMetrics;
import optbench.result.FakeEnvironment;
import optbench.result.FakeTime;
import optbench.result.FakeTrial;
import optbench.result.Outcome;
import optbench.result.RecordedSpec;
import optbench.result.Run;
import optbench.result.RunRecord;
import optbench.result.RunRecord.PlannedTrial;
import optbench.result.StepEvaluation;
import optbench.result.TestSet;
import optbench.result.TimeSplit;
import optbench.result.TrialResult;
import optbench.result.TrialSettings;
import optbench.result.TuningRecord;
import optbench.result.TuningRecord.Search;
import optbench.result.TuningRecord.Select;
import optbench.result.TuningRecord.Setting;
import optbench.store.RunStore;

/** A run that never ran: exact accuracies where asked for, and curves that look like real ones. */
public final class FakeRun {
  /** In which trials are trained unless said otherwise. */
  public static final Environment ENVIRONMENT =
      new Environment(
          new Environment.Tool("0.1.0", "unknown"),
          new Environment.JavaRuntime("17", "JVM"),
          new Environment.Machine("Linux", "CPU", 2, 1L << 33),
          new Environment.NativeLibrary("1.0.0-M2.1", "CPU", "linux-x86_64", "OpenBLAS"),
          FakeEnvironment.on("cpu", 2, Optional.empty()));

  private static final int STEPS_PER_EPOCH = 469;

  private final List<PlannedTrial> planned = new ArrayList<>();
  private final List<TrialResult> results = new ArrayList<>();
  private String data = "mnist";
  private String notice = "";
  private String engine = "dl4j";
  private int epochs = 5;
  private int batchSize = 128;
  private int evaluationsPerStep = 1;
  private int sharedBy = 1;
  private int jobs = 1;
  private double gradientMillis = 1.5;
  private Environment environment = ENVIRONMENT;
  private final Map<String, Environment> environments = new LinkedHashMap<>();
  private boolean timing = true;
  private Optional<TestSet> testSet = Optional.empty();
  private List<Double> targets = List.of(0.9, 0.95, 0.97);
  private List<StepEvaluation> evaluations = List.of();
  private final List<Setting> tried = new ArrayList<>();
  private Select select = Select.VALIDATION_ACCURACY;

  public FakeRun data(String name, String dataNotice) {
    data = name;
    notice = dataNotice == null ? "" : dataNotice;
    return this;
  }

  public FakeRun epochs(int count) {
    epochs = count;
    return this;
  }

  /** Of the trials that follow, which compute so many gradients a step. */
  public FakeRun batch(int size, int gradients) {
    batchSize = size;
    evaluationsPerStep = gradients;
    return this;
  }

  /**
   * Of the trials that follow: within the first epoch they are evaluated after these steps, too, on
   * 5000 samples.
   *
   * @param stepsAndAccuracies in turn; an accuracy that is not a number is that of a broken network
   */
  public FakeRun evaluated(double... stepsAndAccuracies) {
    evaluations = new ArrayList<>();
    for (int i = 0; i < stepsAndAccuracies.length; i += 2) {
      long steps = (long) stepsAndAccuracies[i];
      double accuracy = stepsAndAccuracies[i + 1];
      evaluations.add(
          new StepEvaluation(
              steps,
              steps * evaluationsPerStep,
              steps * batchSize,
              1 - accuracy,
              Double.isNaN(accuracy) ? 0.1 : accuracy,
              5000,
              steps * 1e-3));
    }
    return this;
  }

  /** An engine that reports no times. */
  public FakeRun untimed() {
    engine = "lockstep";
    return this;
  }

  /** Of the trials that follow: so many share the computation of the gradient. */
  public FakeRun shared(int trials) {
    sharedBy = trials;
    engine = trials > 1 ? "lockstep" : "dl4j";
    return this;
  }

  /** Of the trials that follow: so many computations run side by side. */
  public FakeRun jobs(int count) {
    jobs = count;
    return this;
  }

  /** Of the trials that follow: so long takes the gradient of a step. */
  public FakeRun gradientMillis(double millis) {
    gradientMillis = millis;
    return this;
  }

  /** Of the trials that follow, which name it. */
  public FakeRun in(Environment other) {
    environment = other;
    environments.put(other.id(), other);
    return this;
  }

  /** Likewise, while the run keeps no record of it. */
  public FakeRun inUnrecorded(Environment other) {
    in(other);
    environments.remove(other.id());
    return this;
  }

  /** Only accuracy is asked for. */
  public FakeRun withoutTiming() {
    timing = false;
    return this;
  }

  /** Of so many images, and so many of the class that has the most. */
  public FakeRun testSet(int samples, int mostFrequent) {
    testSet = Optional.of(new TestSet(samples, mostFrequent));
    return this;
  }

  /** Whose cost is reported. */
  public FakeRun targets(Double... accuracies) {
    targets = List.of(accuracies);
    return this;
  }

  /** An optimizer for each row of accuracies. */
  public FakeRun finished(List<String> labels, double[][] accuracies) {
    for (int i = 0; i < accuracies.length; i++) {
      finished(labels.get(i), accuracies[i]);
    }
    return this;
  }

  /** Seeds 1, 2, ... that finish with these accuracies; NaN leaves a seed without a result. */
  public FakeRun finished(String label, double... accuracies) {
    for (int i = 0; i < accuracies.length; i++) {
      long seed = i + 1L;
      TrialSettings settings = settings(label, seed);
      planned.add(new PlannedTrial(settings.id(), label, label, seed));
      if (!Double.isNaN(accuracies[i])) {
        results.add(trial(label, settings, curve(label, accuracies[i], seed, epochs), -1));
      }
    }
    return this;
  }

  /** More seeds, which finish with these accuracies. */
  public FakeRun added(String label, double... accuracies) {
    for (double accuracy : accuracies) {
      long seed = nextSeed(label);
      TrialSettings settings = settings(label, seed);
      planned.add(new PlannedTrial(settings.id(), label, label, seed));
      results.add(trial(label, settings, curve(label, accuracy, seed, epochs), -1));
    }
    return this;
  }

  /** One more seed, which diverges in the epoch after the given ones. */
  public FakeRun diverged(String label, int finishedEpochs) {
    long seed = nextSeed(label);
    TrialSettings settings = settings(label, seed);
    planned.add(new PlannedTrial(settings.id(), label, label, seed));
    List<EpochMetrics> curve = new ArrayList<>();
    for (EpochMetrics e : curve(label, 0.6, seed, finishedEpochs)) {
      double loss = e.trainLoss().orElseThrow() * Math.pow(1.9, e.epoch());
      curve.add(metrics(e.epoch(), loss, Math.pow(0.8, e.epoch()), e.trainSeconds().orElseThrow()));
    }
    results.add(trial(label, settings, curve, finishedEpochs * (long) STEPS_PER_EPOCH + 17));
    return this;
  }

  /** One more seed, stored as finished, although the last evaluation found this loss. */
  public FakeRun withLastLoss(String label, double accuracy, double testLoss) {
    long seed = nextSeed(label);
    TrialSettings settings = settings(label, seed);
    planned.add(new PlannedTrial(settings.id(), label, label, seed));
    List<EpochMetrics> curve = new ArrayList<>(curve(label, accuracy, seed, epochs));
    EpochMetrics last = curve.remove(epochs - 1);
    curve.add(
        FakeTrial.epoch(
            epochs,
            last.steps().orElseThrow(),
            last.gradientEvaluations().orElseThrow(),
            last.trainLoss().orElseThrow(),
            last.trainAccuracy().orElseThrow(),
            testLoss,
            last.testAccuracy(),
            Optional.empty(),
            Optional.empty(),
            last.trainSeconds().orElseThrow()));
    results.add(trial(label, settings, curve, -1));
    return this;
  }

  /** One more seed, which could not be run. */
  public FakeRun failed(String label, String reason) {
    long seed = nextSeed(label);
    TrialSettings settings = settings(label, seed);
    planned.add(new PlannedTrial(settings.id(), label, label, seed));
    results.add(
        FakeTrial.result(
            settings.id(),
            label,
            settings,
            Outcome.FAILED,
            List.of(),
            Optional.empty(),
            0,
            "",
            OptionalLong.empty(),
            Optional.of(reason),
            2,
            Instant.EPOCH));
    return this;
  }

  /**
   * A learning rate that was tried with seeds 1001, 1002, ..., which gave these validation
   * accuracies; the loss falls as they rise.
   *
   * @param accuracies NaN for a seed without a result, negative for one that diverged at the step
   *     of that size
   */
  public FakeRun tried(String label, double rate, double... accuracies) {
    return tried(label, Map.of("learning_rate", rate), 2, accuracies);
  }

  /** Likewise with a momentum, too. */
  public FakeRun triedMomentum(String label, double rate, double momentum, double... accuracies) {
    return tried(label, Map.of("learning_rate", rate, "momentum", momentum), 2, accuracies);
  }

  /** Likewise with a loss of its own. */
  public FakeRun triedWithLoss(String label, double rate, double accuracy, double loss) {
    return tried(label, Map.of("learning_rate", rate), loss / (1 - accuracy), accuracy);
  }

  /** What decides between settings. */
  public FakeRun select(Select figure) {
    select = figure;
    return this;
  }

  private FakeRun tried(
      String label, Map<String, Double> values, double lossOfError, double... accuracies) {
    List<PlannedTrial> trials = new ArrayList<>();
    for (int i = 0; i < accuracies.length; i++) {
      TrialSettings settings = settings(label, 1001 + i, values);
      trials.add(new PlannedTrial(settings.id(), label + " " + values, label, settings.seed()));
      if (accuracies[i] < 0) {
        results.add(trial(label, settings, List.of(), Math.round(-accuracies[i])));
      } else if (!Double.isNaN(accuracies[i])) {
        EpochMetrics last =
            FakeTrial.epoch(
                epochs,
                (long) epochs * STEPS_PER_EPOCH,
                (long) epochs * STEPS_PER_EPOCH,
                0.1,
                0.9,
                1 + accuracies[i],
                1 - accuracies[i],
                Optional.of(lossOfError * (1 - accuracies[i])),
                Optional.of(accuracies[i]),
                1);
        results.add(trial(label, settings, List.of(last), -1));
      }
    }
    Map<String, Double> sorted = new TreeMap<>(values);
    tried.add(new Setting(label, label, sorted, trials));
    return this;
  }

  public List<TrialResult> results() {
    return List.copyOf(results);
  }

  public RunRecord record() {
    return new RunRecord(
        new RunRecord.About("fake", new RecordedSpec(Map.of()), data, notice),
        new RunRecord.Start(ENVIRONMENT, Instant.EPOCH),
        new RunRecord.Sequence(1, planned.stream().map(PlannedTrial::id).toList()),
        planned,
        new RunRecord.Reporting(timing, targets, 0.002),
        tuning(),
        Optional.empty(),
        new RunRecord.Provenance(List.of(), environments, Optional.empty(), testSet));
  }

  private Optional<TuningRecord> tuning() {
    return tried.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new TuningRecord(
                Search.GRID,
                select,
                tried.stream().flatMap(s -> s.values().keySet().stream()).distinct().toList(),
                tried));
  }

  public Run run() {
    return new Run(record(), results);
  }

  /** Written as a results folder. */
  public Path storedIn(Path folder) {
    try (RunStore store = RunStore.open(folder)) {
      store.writeRun(record());
      results.forEach(store::writeTrial);
    }
    return folder;
  }

  public Summary summary() {
    return Summary.of(run());
  }

  /** The optimizers alone: quicker where experiments are simulated by the hundred. */
  List<OptimizerSummary> optimizers() {
    TimeGroups groups = TimeGroups.of(run());
    return planned.stream()
        .map(PlannedTrial::label)
        .distinct()
        .map(
            label ->
                OptimizerSummary.of(
                    label,
                    label,
                    (int) planned.stream().filter(p -> p.label().equals(label)).count(),
                    results.stream()
                        .filter(r -> r.label().equals(label))
                        .map(r -> SeedRun.of(r.settings().seed(), r))
                        .toList(),
                    Optional.empty(),
                    groups))
        .toList();
  }

  private long nextSeed(String label) {
    return 1 + planned.stream().filter(p -> p.label().equals(label)).count();
  }

  private TrialSettings settings(String label, long seed) {
    return settings(label, seed, Map.of("learning_rate", 0.001));
  }

  private TrialSettings settings(String label, long seed, Map<String, Double> values) {
    return FakeTrial.settings(
        label,
        "keras",
        "standard",
        values,
        Map.of(),
        data,
        "0".repeat(64),
        60_000,
        0,
        "mlp",
        "dense 128 relu, dense 10 softmax",
        101_770,
        batchSize,
        epochs,
        seed,
        engine,
        "cpu");
  }

  private TrialResult trial(
      String label, TrialSettings settings, List<EpochMetrics> curve, long divergedAtStep) {
    double update = updateMillis(label);
    double seedFactor = 1 + 0.01 * settings.seed();
    double step = (1.5 / sharedBy + update) * seedFactor;
    long steps = (long) epochs * STEPS_PER_EPOCH;
    TrialResult result =
        FakeTrial.result(
            settings.id(),
            label,
            settings,
            divergedAtStep < 0 ? Outcome.FINISHED : Outcome.DIVERGED,
            curve,
            engine.equals("lockstep") && sharedBy == 1
                ? Optional.empty()
                : Optional.of(
                    FakeTime.of(
                        steps,
                        step,
                        1.5 * seedFactor,
                        update * seedFactor,
                        steps * step / 1000,
                        128_000 / step,
                        sharedBy,
                        jobs)),
            label.length() * 407_080L / 4,
            "1".repeat(64),
            divergedAtStep < 0 ? OptionalLong.empty() : OptionalLong.of(divergedAtStep),
            Optional.empty(),
            environment.execution().threads(),
            Instant.EPOCH);
    TrialResult evaluated = FakeTrial.evaluated(result, evaluations);
    return environment.equals(ENVIRONMENT) ? evaluated : evaluated.in(environment.id());
  }

  /** The same trial with this time. */
  static TrialResult timed(TrialResult r, TimeSplit time) {
    return new TrialResult(
        r.id(),
        r.label(),
        r.settings(),
        r.outcome(),
        r.epochs(),
        r.stepEvaluations(),
        r.testAnswers(),
        Optional.of(time),
        r.stateBytes().orElseThrow(),
        r.initialWeightsSha256(),
        r.divergedAtStep(),
        r.reason(),
        r.threads().orElseThrow(),
        r.finishedAt(),
        r.probe(),
        r.environment());
  }

  /** Of one optimizer, whose seeds took these times. */
  static Optional<Timing> timing(TimeSplit... times) {
    FakeRun run = new FakeRun().finished("adam", new double[times.length]);
    List<TrialResult> trials = new ArrayList<>();
    for (int i = 0; i < times.length; i++) {
      trials.add(timed(run.results().get(i), times[i]));
    }
    return Timing.of(trials, TimeGroups.of(new Run(run.record(), trials)));
  }

  private static double updateMillis(String label) {
    return 0.05 * (1 + label.length() % 5);
  }

  /** Error and loss fall towards the accuracy asked for, with a wobble that depends on the seed. */
  private List<EpochMetrics> curve(String label, double accuracy, long seed, int epochs) {
    List<EpochMetrics> curve = new ArrayList<>();
    double finalError = 1 - accuracy;
    for (int epoch = 1; epoch <= epochs; epoch++) {
      double left = (epochs - epoch) / (double) Math.max(1, epochs - 1);
      double wobble = 0.06 * left * Math.sin(7.3 * seed + 3.1 * epoch + label.hashCode() % 7);
      double error = finalError * Math.pow(0.85 / Math.max(finalError, 0.01), 0.55 * left * left);
      double seconds = epoch * STEPS_PER_EPOCH * (gradientMillis + updateMillis(label)) / 1000;
      double loss = Math.pow(error, 1.15) * 2.4 * (1 + wobble) * (1 + 0.02 * seed);
      curve.add(metrics(epoch, loss, Math.max(0, 1 - error * (1 + wobble)), seconds));
    }
    return curve;
  }

  private EpochMetrics metrics(int epoch, double loss, double accuracy, double seconds) {
    return FakeTrial.epoch(
        epoch,
        (long) epoch * STEPS_PER_EPOCH,
        (long) epoch * STEPS_PER_EPOCH * evaluationsPerStep,
        loss,
        accuracy,
        loss * 1.1 + 0.01,
        accuracy,
        Optional.empty(),
        Optional.empty(),
        seconds);
  }
}
