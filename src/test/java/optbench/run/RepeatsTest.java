package optbench.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import optbench.data.Dataset;
import optbench.engine.Engine;
import optbench.engine.EngineRegistry;
import optbench.engine.TrialListener;
import optbench.plan.Plan;
import optbench.plan.Trial;
import optbench.result.Circumstances;
import optbench.result.Outcome;
import optbench.result.RecordedSpec;
import optbench.result.TimeSplit;
import optbench.result.TrialResult;
import optbench.store.RunFiles;
import optbench.store.RunStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trials that are trained several times, and what is noted beside their times. */
class RepeatsTest {
  private static final Plan PLAN = Experiment.plan(List.of(1L, 2L), "sgd", "adam");

  @TempDir Path folder;

  /** Takes the times that it is given, one a run; breaks where there are none left. */
  private static final class Timed implements Engine {
    final List<String> trained = new ArrayList<>();
    private final Map<String, Deque<Double>> millis = new HashMap<>();

    Timed times(String label, Double... stepMillis) {
      millis.put(label, new ArrayDeque<>(List.of(stepMillis)));
      return this;
    }

    @Override
    public String id() {
      return "fake";
    }

    @Override
    public Optional<String> unsupported(Trial trial) {
      return Optional.empty();
    }

    @Override
    public void run(List<Trial> group, Dataset data, TrialListener listener) {
      Trial trial = group.get(0);
      trained.add(FakeEngine.name(trial));
      listener.started(trial, Experiment.STEPS);
      double time = millis.containsKey(trial.label()) ? millis.get(trial.label()).removeFirst() : 1;
      listener.finished(trial, FakeEngine.timed(trial, time));
    }
  }

  @Test
  void theMedianRunCountsAndAllTimesAreKept() {
    Timed engine = new Timed().times("sgd", 5.0, 9.0, 4.0, 7.0, 8.0, 6.0);

    List<TrialResult> results = run(engine, keeping(3)).run().results();

    assertThat(time(results, "sgd 1").stepMillis()).isEqualTo(5);
    assertThat(time(results, "sgd 1").circumstances().repeatStepMillis())
        .containsExactly(5.0, 9.0, 4.0);
    assertThat(time(results, "sgd 2").stepMillis()).isEqualTo(7);
    assertThat(RunFiles.read(folder).run().results()).containsExactlyInAnyOrderElementsOf(results);
  }

  @Test
  void ofAnEvenNumberTheFasterOfTheMiddleCounts() {
    Timed engine = new Timed().times("sgd", 9.0, 4.0, 1.0, 1.0);

    List<TrialResult> results = run(engine, keeping(2)).run().results();

    assertThat(time(results, "sgd 1").stepMillis()).isEqualTo(4);
    assertThat(time(results, "sgd 1").circumstances().repeatStepMillis()).containsExactly(9.0, 4.0);
  }

  @Test
  void runsAreTakenInTheOrderThatIsRecorded() {
    Timed engine = new Timed();

    FinishedRun run = run(engine, keeping(3));

    assertThat(run.run().record().sequence().order()).hasSize(12);
    assertThat(engine.trained)
        .isEqualTo(TrialOrder.of(PLAN.trials(), 1, 3).stream().map(FakeEngine::name).toList());
    assertThat(run.run().results()).hasSize(4).doesNotHaveDuplicates();
  }

  @Test
  void whatIsThereIsNotRepeated() {
    run(new Timed(), keeping(1));
    Timed engine = new Timed();

    FinishedRun run = run(engine, keeping(3));

    assertThat(engine.trained).isEmpty();
    assertThat(run.reused()).isEqualTo(4);
  }

  @Test
  void aTrialThatBreaksIsNotTriedAgainInThisRun() {
    Timed engine = new Timed().times("sgd", 5.0);

    FinishedRun run = run(engine, keeping(3));

    assertThat(engine.trained).filteredOn("sgd 1"::equals).hasSize(2);
    assertThat(engine.trained).filteredOn("sgd 2"::equals).hasSize(1);
    assertThat(engine.trained).filteredOn("adam 1"::equals).hasSize(3);
    assertThat(run.failed()).extracting(TrialResult::label).containsExactly("sgd", "sgd");
    assertThat(run.run().results()).hasSize(4);
  }

  @Test
  void divergenceNeedsNoRepetition() {
    FakeEngine engine = new FakeEngine().diverging("sgd", 3);

    FinishedRun run = run(engine, keeping(3));

    assertThat(engine.trained).filteredOn("sgd 1"::equals).hasSize(1);
    assertThat(run.run().results())
        .filteredOn(r -> r.label().equals("sgd"))
        .hasSize(2)
        .extracting(TrialResult::outcome)
        .containsOnly(Outcome.DIVERGED);
  }

  @Test
  void theProgressCountsRunsAndEndsFull() {
    List<String> told = new ArrayList<>();
    Progress progress =
        new Progress() {
          private long left;

          @Override
          public void begin(int runs, long steps) {
            told.add(runs + " runs, " + steps + " steps");
            left = runs;
          }

          @Override
          public void passed(Trial trial) {
            left--;
          }

          @Override
          public void finished(Trial trial, TrialResult result) {
            left--;
          }

          @Override
          public void close() {
            told.add(left + " left");
          }
        };

    try (progress) {
      run(new FakeEngine().diverging("sgd", 3).refusing("adam", "no"), keeping(3), progress);
    }

    assertThat(told).containsExactly("12 runs, 72 steps", "0 left");
  }

  @Test
  void theLoadOfTheMachineIsReadAtBothEnds() {
    Deque<Double> loads = new ArrayDeque<>(List.of(0.5, 1.5));
    Timekeeping load =
        new Timekeeping(1, () -> OptionalDouble.of(loads.removeFirst()), () -> () -> {});

    List<TrialResult> results =
        run(new Timed(), load, new NoProgress(), Experiment.plan(List.of(1L), "sgd"))
            .run()
            .results();

    assertThat(time(results, "sgd 1").circumstances())
        .isEqualTo(
            new Circumstances(false, OptionalDouble.of(0.5), OptionalDouble.of(1.5), List.of()));
  }

  @Test
  void waitsForItsTurnOnlyIfThereIsSomethingToTrain() {
    List<String> said = new ArrayList<>();
    Timed engine = new Timed();
    Timekeeping turns =
        new Timekeeping(
            1,
            OptionalDouble::empty,
            () -> {
              said.add("taken after " + engine.trained.size());
              return () -> said.add("given back after " + engine.trained.size());
            });

    run(engine, turns);
    run(engine, turns);

    assertThat(said).containsExactly("taken after 0", "given back after 4");
  }

  @Test
  void atLeastOneRunIsNeeded() {
    assertThatThrownBy(() -> keeping(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("repeats must be at least 1 but was 0");
  }

  private static Timekeeping keeping(int repeats) {
    return new Timekeeping(repeats, OptionalDouble::empty, () -> () -> {});
  }

  private FinishedRun run(Engine engine, Timekeeping timekeeping) {
    return run(engine, timekeeping, new NoProgress());
  }

  private FinishedRun run(Engine engine, Timekeeping timekeeping, Progress progress) {
    return run(engine, timekeeping, progress, PLAN);
  }

  private FinishedRun run(Engine engine, Timekeeping timekeeping, Progress progress, Plan plan) {
    try (RunStore store = RunStore.open(folder)) {
      return new Runner(
              new EngineRegistry(List.of(engine)),
              new JobThreads(Jobs.ONE),
              store,
              progress,
              Clock.systemUTC(),
              timekeeping)
          .run(plan, new RecordedSpec(Map.of()), Experiment.DATA, Experiment.ENVIRONMENT);
    }
  }

  private static TimeSplit time(List<TrialResult> results, String name) {
    return results.stream()
        .filter(r -> (r.label() + " " + r.settings().seed()).equals(name))
        .findFirst()
        .orElseThrow()
        .time()
        .orElseThrow();
  }
}
