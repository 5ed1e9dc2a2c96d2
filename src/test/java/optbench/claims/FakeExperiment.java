package optbench.claims;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import optbench.result.Environment;
import optbench.result.EpochMetrics;
import optbench.result.EpochProbe;
import optbench.result.FakeEnvironment;
import optbench.result.FakeTime;
import optbench.result.FakeTrial;
import optbench.result.Outcome;
import optbench.result.RecordedSpec;
import optbench.result.Run;
import optbench.result.RunRecord;
import optbench.result.RunRecord.PlannedTrial;
import optbench.result.TrialProbe;
import optbench.result.TrialResult;
import optbench.result.TrialSettings;

/** Trials with exactly these test accuracies, epoch by epoch of a hundred steps of ten samples. */
public final class FakeExperiment {
  public static final int STEPS = 100;

  private final List<PlannedTrial> planned = new ArrayList<>();
  private final List<TrialResult> results = new ArrayList<>();
  private final int epochs;
  private String data = "mnist";
  private String notice = "";
  private String cpu = "CPU";
  private boolean timing = true;
  private int jobs = 1;
  private int threads = 2;
  private double stepMillis = 1;
  private Optional<TrialProbe> probe = Optional.empty();

  public FakeExperiment(int epochs) {
    this.epochs = epochs;
  }

  public FakeExperiment on(String name, String dataNotice) {
    data = name;
    notice = dataNotice;
    return this;
  }

  FakeExperiment cpu(String name) {
    cpu = name;
    return this;
  }

  /** Of the trials that follow. */
  FakeExperiment threads(int count) {
    threads = count;
    return this;
  }

  FakeExperiment untimed() {
    timing = false;
    return this;
  }

  /** Of the trials that follow. */
  FakeExperiment jobs(int count) {
    jobs = count;
    return this;
  }

  /** Of the trials that follow. */
  public FakeExperiment stepMillis(double millis) {
    stepMillis = millis;
    return this;
  }

  /**
   * Of the trials that follow: watched from inside, with these losses at the start. After epoch n
   * the weights' norm is n, the largest step 3 - n, that over the rate ten times as much, the
   * effective rate 1 / n after 2 at the start, and the training accuracy 0.99.
   */
  FakeExperiment probed(Double... losses) {
    probe = Optional.of(new TrialProbe(1, OptionalDouble.of(2), List.of(losses)));
    return this;
  }

  /** The next seed, with an accuracy for each epoch; the loss is 1 less that. */
  public FakeExperiment trial(String label, double... accuracies) {
    return add(label, Outcome.FINISHED, accuracies);
  }

  /** Seeds with these accuracies at the end of one epoch. */
  public FakeExperiment seeds(String label, double... accuracies) {
    for (double accuracy : accuracies) {
      trial(label, accuracy);
    }
    return this;
  }

  /** The next seed, which diverges after these epochs. */
  public FakeExperiment diverged(String label, double... accuracies) {
    return add(label, Outcome.DIVERGED, accuracies);
  }

  /** The next seed, which has not run yet. */
  public FakeExperiment missing(String label) {
    TrialSettings settings = settings(label);
    planned.add(new PlannedTrial(settings.id(), label, label, settings.seed()));
    return this;
  }

  public Run evidence() {
    Environment machine =
        FakeEnvironment.with(FakeEnvironment.ANY, new Environment.Machine("OS", cpu, 2, 1L << 30));
    RunRecord record =
        RunRecord.of(
                new RunRecord.About("fake", new RecordedSpec(Map.of()), data, notice),
                new RunRecord.Start(machine, Instant.EPOCH),
                1,
                new RunRecord.Reporting(timing, List.of(0.9), 0.002))
            .followedBy(planned.stream().map(PlannedTrial::id).toList(), planned);
    return new Run(record, results);
  }

  private FakeExperiment add(String label, Outcome outcome, double... accuracies) {
    missing(label);
    TrialSettings settings = settings(label, planned.get(planned.size() - 1).seed());
    List<EpochMetrics> metrics = new ArrayList<>();
    for (double accuracy : accuracies) {
      int epoch = metrics.size() + 1;
      long steps = (long) STEPS * epoch;
      metrics.add(
          new EpochMetrics(
              epoch,
              steps,
              2 * steps,
              1 - accuracy,
              (1 + accuracy) / 2,
              2 * (1 - accuracy),
              accuracy,
              Optional.empty(),
              Optional.empty(),
              steps * stepMillis / 1000,
              probe.map(
                  watched ->
                      new EpochProbe(
                          epoch,
                          3 - epoch,
                          OptionalDouble.of(10 * (3 - epoch)),
                          OptionalDouble.of(1.0 / epoch),
                          0.01,
                          0.99))));
    }
    boolean diverged = outcome == Outcome.DIVERGED;
    results.add(
        FakeTrial.result(
            settings.id(),
            label,
            settings,
            outcome,
            metrics,
            Optional.of(
                FakeTime.of(1, stepMillis, stepMillis, stepMillis / 10, stepMillis, 1, 1, jobs)),
            0,
            "",
            diverged ? OptionalLong.of((long) STEPS * accuracies.length + 1) : OptionalLong.empty(),
            Optional.empty(),
            threads,
            Instant.EPOCH,
            probe));
    return this;
  }

  private TrialSettings settings(String label) {
    return settings(label, 1 + planned.stream().filter(p -> p.label().equals(label)).count());
  }

  private TrialSettings settings(String label, long seed) {
    return FakeTrial.settings(
        label,
        "keras",
        "standard",
        Map.of(),
        Map.of(),
        data,
        "0",
        10 * STEPS,
        0,
        "mlp",
        "dense",
        1,
        10,
        epochs,
        seed,
        "dl4j",
        "cpu");
  }
}
