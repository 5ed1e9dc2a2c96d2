package optbench.run;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.ToDoubleFunction;
import optbench.data.Dataset;
import optbench.engine.Engine;
import optbench.engine.TrialListener;
import optbench.plan.Trial;
import optbench.result.EpochMetrics;
import optbench.result.FakeTime;
import optbench.result.FakeTrial;
import optbench.result.Outcome;
import optbench.result.TimeSplit;
import optbench.result.TrialResult;

/** Learns a seventh of a percent a seed, and breaks where it is told to. */
final class FakeEngine implements Engine {
  final List<String> trained = new ArrayList<>();
  private final Map<String, Throwable> breaks = new HashMap<>();
  private final Map<String, String> refusals = new HashMap<>();
  private final Map<String, Long> divergences = new HashMap<>();
  private Runnable beforeFirst = () -> {};
  private ToDoubleFunction<Trial> score = trial -> trial.settings().seed() / 700.0;
  private int most = Integer.MAX_VALUE;

  FakeEngine breaking(String label, Throwable fault) {
    breaks.put(label, fault);
    return this;
  }

  FakeEngine refusing(String label, String reason) {
    refusals.put(label, reason);
    return this;
  }

  FakeEngine diverging(String label, long step) {
    divergences.put(label, step);
    return this;
  }

  /** Test accuracies. */
  FakeEngine scoring(ToDoubleFunction<Trial> accuracy) {
    score = accuracy;
    return this;
  }

  /** It breaks off for good when so many are trained. */
  FakeEngine stoppingAfter(int trials) {
    most = trials;
    return this;
  }

  FakeEngine beforeFirst(Runnable action) {
    beforeFirst = action;
    return this;
  }

  @Override
  public String id() {
    return "fake";
  }

  @Override
  public Optional<String> unsupported(Trial trial) {
    return Optional.ofNullable(refusals.get(trial.label()));
  }

  @Override
  public void run(List<Trial> batch, Dataset data, TrialListener listener) {
    for (Trial trial : batch) {
      if (trained.isEmpty()) {
        beforeFirst.run();
      }
      if (trained.size() == most) {
        throw new IllegalStateException("stopped");
      }
      trained.add(name(trial));
      listener.started(trial, Experiment.STEPS);
      Throwable fault = breaks.get(trial.label());
      if (fault instanceof Error error) {
        throw error;
      }
      if (fault instanceof RuntimeException exception) {
        throw exception;
      }
      listener.progressed(trial, 1, 1, 2.5);
      EpochMetrics metrics = metrics(trial);
      listener.epochFinished(trial, metrics);
      listener.finished(trial, result(trial, metrics));
    }
  }

  /** As it would be trained. */
  static TrialResult finished(Trial trial) {
    FakeEngine engine = new FakeEngine();
    return engine.result(trial, engine.metrics(trial));
  }

  /** With so many milliseconds a step. */
  static TrialResult timed(Trial trial, double stepMillis) {
    TrialResult result = finished(trial);
    TimeSplit time = FakeTime.of(Experiment.STEPS, stepMillis, 1, 1, 1, 1);
    return FakeTrial.result(
        result.id(),
        result.label(),
        result.settings(),
        result.outcome(),
        result.epochs(),
        Optional.of(time),
        result.stateBytes().orElseThrow(),
        result.initialWeightsSha256(),
        result.divergedAtStep(),
        result.reason(),
        result.threads().orElseThrow(),
        result.finishedAt());
  }

  static String name(Trial trial) {
    return trial.label() + " " + trial.settings().seed();
  }

  private EpochMetrics metrics(Trial trial) {
    double accuracy = score.applyAsDouble(trial);
    return FakeTrial.epoch(
        2,
        Experiment.STEPS,
        Experiment.STEPS,
        0.5,
        accuracy,
        0.25,
        accuracy,
        Optional.empty(),
        Optional.empty(),
        1);
  }

  private TrialResult result(Trial trial, EpochMetrics metrics) {
    Optional<Long> divergedAt = Optional.ofNullable(divergences.get(trial.label()));
    return FakeTrial.result(
        trial.id(),
        trial.label(),
        trial.settings(),
        divergedAt.isPresent() ? Outcome.DIVERGED : Outcome.FINISHED,
        divergedAt.isPresent() ? List.of() : List.of(metrics),
        Optional.empty(),
        0,
        "abcdef",
        divergedAt.map(OptionalLong::of).orElse(OptionalLong.empty()),
        Optional.empty(),
        3,
        Instant.EPOCH);
  }
}
