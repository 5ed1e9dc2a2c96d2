package optbench.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.ToDoubleFunction;
import optbench.data.Dataset;
import optbench.engine.Engine;
import optbench.engine.EngineRegistry;
import optbench.engine.TrialListener;
import optbench.network.Networks;
import optbench.optimizer.Optimizers;
import optbench.plan.DataFacts;
import optbench.plan.EngineChoice;
import optbench.plan.Planner;
import optbench.plan.Trial;
import optbench.plan.TuningPlan;
import optbench.report.Report;
import optbench.result.EpochMetrics;
import optbench.result.FakeTrial;
import optbench.result.Outcome;
import optbench.result.RecordedSpec;
import optbench.result.RunRecord;
import optbench.result.TrialResult;
import optbench.spec.ExperimentSpec;
import optbench.spec.FakeSpec;
import optbench.spec.OptimizerSpec;
import optbench.spec.SearchRange;
import optbench.spec.Seeds;
import optbench.spec.Selection;
import optbench.spec.TuneSpec;
import optbench.store.RunFiles;
import optbench.store.RunStore;
import optbench.store.StoreException;
import optbench.store.StoredRun;
import optbench.text.Screen;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two stages: six settings are tried, and the best of each of two optimizers trained twice. */
class TunedRunnerTest {
  private static final Instant NOW = Instant.parse("2026-03-04T05:06:07Z");
  private static final DataFacts FACTS = new DataFacts("dots", "d075", 9, 1, 2, 2, 2);
  private static final Planner PLANNER = new Planner(Optimizers.builtIn(), Networks.builtIn());
  private static final TuningPlan TUNING = tuning();
  private static final int TRIED = 6;
  private static final int ALL = 10;

  @TempDir Path temporary;
  private final List<ExperimentSpec> stages = new ArrayList<>();
  private Path folder;

  @BeforeEach
  void chooseFolder() {
    folder = temporary.resolve("results");
  }

  @Test
  void theBestSettingOfEachIsTrainedWithTheSeedsOfTheExperiment() {
    TryingEngine engine = new TryingEngine();

    FinishedRun run = run(engine);

    assertThat(engine.trained.subList(0, TRIED)).allMatch(t -> t.endsWith(" 1001"));
    assertThat(engine.trained.subList(TRIED, ALL))
        .containsExactlyInAnyOrder("sgd 1.0 1", "sgd 1.0 2", "adam 0.01 1", "adam 0.01 2");
    assertThat(run.reused()).isZero();
    assertThat(run.run().results()).hasSize(ALL);
  }

  @Test
  void theRecordListsBothStagesApart() {
    RunRecord record = run(new TryingEngine()).run().record();

    assertThat(record.trials())
        .extracting(p -> p.label() + " " + p.seed())
        .containsExactly("sgd 1", "sgd 2", "adam 1", "adam 2");
    assertThat(record.tuning().orElseThrow().trials())
        .extracting(p -> p.label() + " " + p.seed())
        .containsExactly(
            "sgd learning_rate=0.01 1001",
            "sgd learning_rate=0.1 1001",
            "sgd learning_rate=1 1001",
            "adam learning_rate=0.01 1001",
            "adam learning_rate=0.1 1001",
            "adam learning_rate=1 1001");
    assertThat(record.start().startedAt()).isEqualTo(NOW);
    assertThat(record.reporting().timing()).isTrue();
    assertThat(record.sequence().order()).hasSize(ALL).doesNotHaveDuplicates();
    assertThat(record.sequence().order().subList(0, TRIED))
        .containsExactlyElementsOf(
            TrialOrder.of(TUNING.trials(), record.sequence().orderSeed()).stream()
                .map(Trial::id)
                .toList());
    assertThat(RunFiles.read(folder).run().record()).isEqualTo(record);
  }

  @Test
  void tablesAreMadeOfTheSecondStageAlone() {
    run(new TryingEngine());

    StoredRun stored = RunFiles.read(folder);
    Report report = Report.of(stored.run());

    assertThat(stored.run().missing()).isEmpty();
    assertThat(report.summary().optimizers())
        .extracting(o -> o.label())
        .containsExactly("sgd", "adam");
    assertThat(report.summary().optimizers()).allMatch(o -> o.finished() == 2);
    assertThat(report.summary().conditions().seeds()).containsExactly(1L, 2L);
    assertThat(report.tuning().orElseThrow().rows()).hasSize(TRIED);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 5, 6, 7, 9})
  void aRunThatWasKilledGoesOnWhereItWasAndEndsAsIfNothingHadBeen(int before) throws IOException {
    Path record = folder.resolve("run.json");
    Path away = folder.resolve("run.away");
    TryingEngine first = new TryingEngine().endedAfter(before, () -> Files.move(record, away));
    assertThatThrownBy(() -> run(first)).isInstanceOf(StoreException.class);
    Files.move(away, record);
    StoredRun killed = RunFiles.read(folder);
    Report.of(killed.run()).terminal(new Screen(false, 80, 20));
    assertThat(killed.run().results()).hasSize(before);
    assertThat(killed.run().record().trials()).hasSize(before < TRIED ? 0 : 4);
    TryingEngine second = new TryingEngine();

    FinishedRun resumed = run(second);

    assertThat(resumed.reused()).isEqualTo(before);
    assertThat(second.trained).hasSize(ALL - before);
    List<String> both = new ArrayList<>(first.trained.subList(0, before));
    both.addAll(second.trained);
    TryingEngine whole = new TryingEngine();
    folder = temporary.resolve("whole");
    FinishedRun undisturbed = run(whole);
    assertThat(both).containsExactlyElementsOf(whole.trained);
    assertThat(resumed.run().results())
        .containsExactlyInAnyOrderElementsOf(undisturbed.run().results());
    assertThat(resumed.run().record()).isEqualTo(undisturbed.run().record());
  }

  /**
   * As its spec asks: of the first nobody wants times, so that it is neither isolated nor repeated.
   */
  @Test
  void eachStageHasARunnerOfItsOwn() {
    run(new TryingEngine());

    assertThat(stages)
        .extracting(spec -> spec.execution().timing().reported())
        .containsExactly(false, true);
    assertThat(stages)
        .extracting(spec -> spec.training().optimizers().get(0).hyperParameters())
        .containsExactly(Map.of(), Map.of("learning_rate", 1.0));
  }

  @Test
  void whatIsThereIsNotTrainedAgain() {
    run(new TryingEngine());
    TryingEngine engine = new TryingEngine();

    FinishedRun run = run(engine);

    assertThat(engine.trained).isEmpty();
    assertThat(run.reused()).isEqualTo(ALL);
  }

  @Test
  void aSettingThatIsLostIsTriedAgainAndNothingElse() throws IOException {
    run(new TryingEngine());
    Files.delete(folder.resolve("trials").resolve(TUNING.trials().get(1).id() + ".json"));
    TryingEngine engine = new TryingEngine();

    run(engine);

    assertThat(engine.trained).containsExactly("sgd 0.1 1001");
  }

  @Test
  void aFailureInTuningIsAFailureOfTheRunAndTheOthersAreChosenFrom() {
    FinishedRun run = run(new TryingEngine().failing("sgd 1.0 1001"));

    assertThat(run.failed()).extracting(TrialResult::label).containsExactly("sgd learning_rate=1");
    assertThat(run.run().record().trials()).hasSize(4);
    assertThat(run.run().results())
        .filteredOn(r -> r.settings().seed() == 1 && r.label().equals("sgd"))
        .extracting(r -> r.settings().hyperParameters().get("learning_rate"))
        .containsExactly(0.1);
    TryingEngine repaired = new TryingEngine();
    run(repaired);
    assertThat(repaired.trained).containsExactly("sgd 1.0 1001", "sgd 1.0 1", "sgd 1.0 2");
  }

  @Test
  void anOptimizerWithoutAnyResultHasNoSecondStage() {
    TryingEngine engine =
        new TryingEngine().failing("sgd 0.01 1001").failing("sgd 0.1 1001").failing("sgd 1.0 1001");

    FinishedRun run = run(engine);

    assertThat(run.failed()).hasSize(3);
    assertThat(run.run().record().trials())
        .extracting(p -> p.label())
        .containsExactly("adam", "adam");
    assertThat(Report.of(run.run()).terminal(new Screen(false, 80, 20)).toString())
        .contains("3 of 3 settings of sgd have no result");
  }

  @Test
  void withoutAnyResultThereIsNoSecondStage() {
    TryingEngine engine = new TryingEngine();
    TUNING.trials().forEach(t -> engine.failing(name(t)));

    FinishedRun run = run(engine);

    assertThat(run.run().record().trials()).isEmpty();
    assertThat(run.failed()).hasSize(TRIED);
    assertThat(Report.of(run.run()).verdict()).contains("No trial has a result yet");
  }

  @Test
  void aDivergedSettingIsNotChosenUnlessAllDiverge() {
    FinishedRun run =
        run(
            new TryingEngine()
                .scoring(t -> rate(t) == 1 || t.optimizer().id().equals("adam") ? -rate(t) : 0.5));

    assertThat(run.run().results())
        .filteredOn(r -> r.settings().seed() == 2)
        .extracting(r -> r.label() + " " + r.settings().hyperParameters().get("learning_rate"))
        .containsExactlyInAnyOrder("sgd 0.01", "adam 1.0");
  }

  @Test
  void theTestSetIsNotShownWhileSettingsAreTried() {
    List<String> told = new ArrayList<>();
    ByteArrayOutputStream log = new ByteArrayOutputStream();
    try (Progress lines = ProgressStyle.LINES.on(new PrintStream(log, true, UTF_8), 80)) {
      run(new TryingEngine(), lines);
    }
    log.toString(UTF_8).lines().forEach(told::add);

    assertThat(told).hasSize(ALL);
    assertThat(told.subList(0, TRIED))
        .allMatch(
            line ->
                line.matches(
                    "tuning [1-6]/6 (sgd|adam) learning_rate=\\S+ seed 1001: validation accuracy [0-9.]+ %"));
    assertThat(told.subList(TRIED, ALL))
        .allMatch(line -> line.matches("[1-4]/4 (sgd|adam) seed [12]: test accuracy .*"));
  }

  @Test
  void aBarBeginsAnewWithTheSecondStage() {
    ByteArrayOutputStream log = new ByteArrayOutputStream();
    try (Progress bar = ProgressStyle.BAR.on(new PrintStream(log, true, UTF_8), 100)) {
      run(new TryingEngine(), bar);
    }

    assertThat(log.toString(UTF_8).split("[\r\n]+"))
        .anyMatch(line -> line.startsWith("tuning 100%"))
        .anyMatch(line -> line.startsWith("training 100%"));
  }

  private static TuningPlan tuning() {
    ExperimentSpec spec =
        FakeSpec.tuning(
            FakeSpec.of(
                "softmax",
                2,
                List.of(OptimizerSpec.of("sgd"), OptimizerSpec.of("adam")),
                new Seeds(List.of(1L, 2L)),
                "fake"),
            new TuneSpec(
                TuneSpec.Search.GRID,
                Map.of("learning_rate", new SearchRange.Values(List.of(0.01, 0.1, 1.0))),
                OptionalInt.empty(),
                Selection.VALIDATION_ACCURACY,
                TuneSpec.seeds(1)));
    return PLANNER.tuning(spec, FACTS, "cpu", EngineChoice.AS_NAMED);
  }

  private FinishedRun run(TryingEngine engine) {
    return run(engine, new NoProgress());
  }

  private FinishedRun run(TryingEngine engine, Progress progress) {
    try (RunStore store = RunStore.open(folder)) {
      Runner runner =
          new Runner(
              new EngineRegistry(List.of(engine)),
              new JobThreads(Jobs.ONE),
              store,
              progress,
              Clock.fixed(NOW, ZoneOffset.UTC),
              Timekeeping.PLAIN);
      return new TunedRunner(
              spec -> {
                stages.add(spec);
                return runner;
              },
              spec -> PLANNER.plan(spec, FACTS, "cpu"))
          .run(
              TUNING,
              new RecordedSpec(Map.of("name", "test")),
              Experiment.DATA,
              Experiment.ENVIRONMENT);
    }
  }

  private static String name(Trial trial) {
    return trial.optimizer().id() + " " + rate(trial) + " " + trial.settings().seed();
  }

  private static double rate(Trial trial) {
    return trial.optimizer().get("learning_rate");
  }

  private interface ThrowingRunnable {
    void run() throws IOException;
  }

  /** SGD is best at 1, Adam at 0.01; on the test set it is the other way round. */
  private static final class TryingEngine implements Engine {
    final List<String> trained = new ArrayList<>();
    private final List<String> failing = new ArrayList<>();
    private int most = Integer.MAX_VALUE;
    private ThrowingRunnable end = () -> {};
    private ToDoubleFunction<Trial> score =
        t -> t.optimizer().id().equals("sgd") ? 0.5 + rate(t) / 4 : 0.9 - rate(t) / 4;

    /**
     * @param end of the run: what no trial can be trained after
     */
    TryingEngine endedAfter(int trials, ThrowingRunnable end) {
      most = trials;
      this.end = end;
      return this;
    }

    TryingEngine failing(String name) {
      failing.add(name);
      return this;
    }

    /** Validation accuracies; below 0 are minus a hundredth of the step at which it diverges. */
    TryingEngine scoring(ToDoubleFunction<Trial> accuracy) {
      score = accuracy;
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

    private void end() {
      try {
        end.run();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void run(List<Trial> group, Dataset data, TrialListener listener) {
      for (Trial trial : group) {
        if (trained.size() == most) {
          end();
          listener.started(trial, Experiment.STEPS);
        }
        trained.add(name(trial));
        if (failing.contains(name(trial))) {
          throw new IllegalStateException("no such op");
        }
        listener.started(trial, Experiment.STEPS);
        listener.finished(trial, result(trial, score.applyAsDouble(trial)));
      }
    }

    private static TrialResult result(Trial trial, double accuracy) {
      EpochMetrics metrics =
          FakeTrial.epoch(
              2,
              Experiment.STEPS,
              Experiment.STEPS,
              0.5,
              0.5,
              0.25,
              1 - Math.abs(accuracy),
              Optional.of(1 - accuracy),
              Optional.of(Math.abs(accuracy)),
              1);
      boolean diverged = accuracy < 0;
      return FakeTrial.result(
          trial.id(),
          trial.label(),
          trial.settings(),
          diverged ? Outcome.DIVERGED : Outcome.FINISHED,
          diverged ? List.of() : List.of(metrics),
          Optional.empty(),
          0,
          "abcdef",
          diverged ? OptionalLong.of(Math.round(-100 * accuracy)) : OptionalLong.empty(),
          Optional.empty(),
          3,
          Instant.EPOCH);
    }
  }
}
