package optbench.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
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
import java.util.concurrent.atomic.AtomicReference;
import optbench.engine.EngineRegistry;
import optbench.plan.Plan;
import optbench.plan.Trial;
import optbench.result.EpochMetrics;
import optbench.result.Outcome;
import optbench.result.RecordedSpec;
import optbench.result.RunRecord;
import optbench.result.TestSet;
import optbench.result.TrialResult;
import optbench.store.RunFiles;
import optbench.store.RunStore;
import optbench.store.StoreException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunnerTest {
  private static final Instant NOW = Instant.parse("2026-03-04T05:06:07Z");
  private static final Plan PLAN = Experiment.plan(List.of(1L, 2L), "sgd", "adam");
  private static final String[] ALL = {"adam 1", "adam 2", "sgd 1", "sgd 2"};

  @TempDir Path temporary;
  private Path folder;

  @BeforeEach
  void chooseFolder() {
    folder = temporary.resolve("results");
  }

  @Test
  void trainsEveryTrialOnceAndSavesIt() {
    FakeEngine engine = new FakeEngine();

    FinishedRun run = run(engine, PLAN);

    assertThat(engine.trained).containsExactlyInAnyOrder(ALL);
    assertThat(run.reused()).isZero();
    assertThat(run.failed()).isEmpty();
    assertThat(run.run().results()).extracting(RunnerTest::name).containsExactlyInAnyOrder(ALL);
    assertThat(RunFiles.read(folder).run().results())
        .containsExactlyInAnyOrderElementsOf(run.run().results());
  }

  @Test
  void recordsWhatIsToBeRunBeforeTheFirstTrial() {
    AtomicReference<RunRecord> seen = new AtomicReference<>();
    FakeEngine engine =
        new FakeEngine().beforeFirst(() -> seen.set(RunFiles.read(folder).run().record()));

    FinishedRun run = run(engine, PLAN);

    RunRecord record = seen.get();
    assertThat(record.name()).isEqualTo("test");
    assertThat(record.spec()).isEqualTo(new RecordedSpec(Map.of("name", "test")));
    assertThat(record.data()).isEqualTo("dots");
    assertThat(record.dataNotice()).isEqualTo("DOTS stand in for digits.");
    assertThat(record.provenance().testSet()).contains(new TestSet(2, 2));
    assertThat(record.start().environment().orElseThrow()).isEqualTo(Experiment.ENVIRONMENT);
    assertThat(record.start().startedAt()).isEqualTo(NOW);
    assertThat(record.trials())
        .extracting(RunRecord.PlannedTrial::id)
        .containsExactlyElementsOf(PLAN.trials().stream().map(Trial::id).toList());
    assertThat(run.run().record()).isEqualTo(record);
  }

  @Test
  void keepsToTheOrderThatItRecords() {
    FakeEngine engine = new FakeEngine();

    RunRecord record = run(engine, PLAN).run().record();

    assertThat(record.sequence().order())
        .containsExactlyElementsOf(
            TrialOrder.of(PLAN.trials(), record.sequence().orderSeed()).stream()
                .map(Trial::id)
                .toList());
    assertThat(engine.trained)
        .containsExactlyElementsOf(
            record.sequence().order().stream()
                .map(RunnerTest::trial)
                .map(FakeEngine::name)
                .toList());
  }

  @Test
  void aTrialThatIsThereIsNotRunAgain() {
    FinishedRun first = run(new FakeEngine(), PLAN);
    FakeEngine engine = new FakeEngine();

    FinishedRun second = run(engine, PLAN);

    assertThat(engine.trained).isEmpty();
    assertThat(second.reused()).isEqualTo(4);
    assertThat(second.run().results()).containsExactlyInAnyOrderElementsOf(first.run().results());
  }

  @Test
  void onlyWhatIsMissingIsRun() throws IOException {
    run(new FakeEngine(), PLAN);
    Files.delete(file(PLAN.trials().get(3)));
    FakeEngine engine = new FakeEngine();

    FinishedRun run = run(engine, PLAN);

    assertThat(engine.trained).containsExactly(FakeEngine.name(PLAN.trials().get(3)));
    assertThat(run.reused()).isEqualTo(3);
    assertThat(run.run().results()).extracting(RunnerTest::name).containsExactlyInAnyOrder(ALL);
  }

  @Test
  void aTrialThatCannotBeReadIsRunAgain() throws IOException {
    run(new FakeEngine(), PLAN);
    Files.writeString(file(PLAN.trials().get(0)), "{");
    FakeEngine engine = new FakeEngine();

    run(engine, PLAN);

    assertThat(engine.trained).containsExactly(FakeEngine.name(PLAN.trials().get(0)));
    assertThat(RunFiles.read(folder).unreadable()).isEmpty();
  }

  @Test
  void aFolderThatIsRemovedEndsTheRunInTheTrialThatIsGoingOn() {
    FakeEngine engine =
        new FakeEngine()
            .beforeFirst(
                () -> {
                  try {
                    Files.move(folder, folder.resolveSibling("moved"));
                  } catch (IOException e) {
                    throw new UncheckedIOException(e);
                  }
                });

    assertThatThrownBy(() -> run(engine, PLAN))
        .isInstanceOf(StoreException.class)
        .hasMessageStartingWith(folder + " was removed, moved or emptied");
    assertThat(engine.trained).hasSize(1);
    assertThat(folder).doesNotExist();
  }

  @Test
  void moreSeedsAndOptimizersAddToWhatIsThere() {
    run(new FakeEngine(), PLAN);
    FakeEngine engine = new FakeEngine();

    FinishedRun run = run(engine, Experiment.plan(List.of(1L, 2L, 3L), "sgd", "adam", "rmsprop"));

    assertThat(engine.trained)
        .containsExactlyInAnyOrder("rmsprop 1", "rmsprop 2", "rmsprop 3", "sgd 3", "adam 3");
    assertThat(run.run().results()).hasSize(9);
  }

  @Test
  void trialsThatTheFolderHoldsBesidesAreNotPartOfTheRun() {
    run(new FakeEngine(), PLAN);

    FinishedRun run = run(new FakeEngine(), Experiment.plan(List.of(2L), "sgd"));

    assertThat(run.run().results()).extracting(RunnerTest::name).containsExactly("sgd 2");
    assertThat(RunFiles.read(folder).run().results()).hasSize(1);
  }

  @Test
  void aNewLabelIsTakenForTrialsThatAreThere() {
    run(new FakeEngine(), Experiment.plan(List.of(1L), "sgd"));
    FakeEngine engine = new FakeEngine();

    FinishedRun run =
        run(engine, Experiment.plan(List.of(1L), List.of(Experiment.labelled("sgd", "plain"))));

    assertThat(engine.trained).isEmpty();
    assertThat(run.run().results()).extracting(TrialResult::label).containsExactly("plain");
    assertThat(RunFiles.read(folder).run().results())
        .extracting(TrialResult::label)
        .containsExactly("plain");
  }

  @Test
  void aDivergenceIsAResultLikeAnother() {
    FinishedRun first = run(new FakeEngine().diverging("adam", 3), PLAN);
    FakeEngine engine = new FakeEngine();
    run(engine, PLAN);

    assertThat(first.failed()).isEmpty();
    assertThat(engine.trained).isEmpty();
    assertThat(saved("adam", 1).divergedAtStep()).hasValue(3);
  }

  @Test
  void theFailureOfOneTrialDoesNotStopTheOthers() {
    FinishedRun run =
        run(new FakeEngine().breaking("adam", new IllegalStateException("no such op")), PLAN);

    assertThat(run.failed())
        .extracting(RunnerTest::name)
        .containsExactlyInAnyOrder("adam 1", "adam 2");
    assertThat(saved("adam", 1).outcome()).isEqualTo(Outcome.FAILED);
    assertThat(saved("adam", 1).reason()).hasValue("java.lang.IllegalStateException: no such op");
    assertThat(saved("adam", 1).threads()).contains(3);
    assertThat(saved("adam", 1).finishedAt()).isEqualTo(NOW);
    assertThat(saved("sgd", 1).outcome()).isEqualTo(Outcome.FINISHED);
    assertThat(saved("sgd", 2).outcome()).isEqualTo(Outcome.FINISHED);
  }

  @Test
  void aFailureIsNeverTakenForAResult() {
    run(new FakeEngine().breaking("adam", new IllegalStateException("no such op")), PLAN);
    FakeEngine engine = new FakeEngine();

    FinishedRun run = run(engine, PLAN);

    assertThat(engine.trained).containsExactlyInAnyOrder("adam 1", "adam 2");
    assertThat(run.failed()).isEmpty();
    assertThat(run.reused()).isEqualTo(2);
    assertThat(saved("adam", 2).outcome()).isEqualTo(Outcome.FINISHED);
  }

  @Test
  void outOfMemoryFailsOneTrialAndSaysWhatToDo() {
    run(new FakeEngine().breaking("adam", new OutOfMemoryError("Java heap space")), PLAN);

    assertThat(saved("adam", 1).reason().orElseThrow())
        .isEqualTo(
            "out of memory (Java heap space): take a smaller batch_size or network or fewer --jobs, or"
                + " give Java's heap more, as in OPTBENCH_JAVA_OPTS=-Xmx8g");
    assertThat(saved("sgd", 2).outcome()).isEqualTo(Outcome.FINISHED);
  }

  @Test
  void nativeCodeThatIsMissingFailsOneTrial() {
    FinishedRun run =
        run(new FakeEngine().breaking("adam", new UnsatisfiedLinkError("no jnind4jcpu")), PLAN);

    assertThat(run.failed()).hasSize(2);
    assertThat(saved("adam", 1).reason()).hasValue("java.lang.UnsatisfiedLinkError: no jnind4jcpu");
  }

  @Test
  void whatTheEngineCannotDoIsSkippedWithItsReasonAndAskedAgain() {
    FakeEngine engine = new FakeEngine().refusing("adam", "adam needs a GPU");

    FinishedRun run = run(engine, PLAN);

    assertThat(engine.trained).containsExactlyInAnyOrder("sgd 1", "sgd 2");
    assertThat(run.failed()).isEmpty();
    assertThat(saved("adam", 1).outcome()).isEqualTo(Outcome.SKIPPED);
    assertThat(saved("adam", 1).reason()).hasValue("adam needs a GPU");
    FakeEngine able = new FakeEngine();
    run(able, PLAN);
    assertThat(able.trained).containsExactlyInAnyOrder("adam 1", "adam 2");
  }

  @Test
  void aDiskThatTakesNoMoreStopsTheRun() {
    FakeEngine engine = new FakeEngine().beforeFirst(() -> write(folder.resolve("trials")));

    assertThatThrownBy(() -> run(engine, PLAN))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("trials");
    assertThat(engine.trained).hasSize(1);
  }

  @Test
  void tellsTheProgressInOrderAndOnlyOfWhatIsSaved() {
    List<String> told = new ArrayList<>();
    Plan plan = Experiment.plan(List.of(1L), "sgd");

    run(new FakeEngine(), plan, new Listening(told));
    run(new FakeEngine(), plan, new Listening(told));

    assertThat(told)
        .containsExactly(
            "begin 1 trials, 6 steps",
            "started sgd 1, 6 steps",
            "progressed sgd 1, epoch 1, step 1, loss 2.5",
            "epoch 2 of sgd 1",
            "finished sgd 1, which is saved",
            "begin 0 trials, 0 steps");
  }

  @Test
  void aSkippedTrialIsNotStartedButFinished() {
    List<String> told = new ArrayList<>();

    run(
        new FakeEngine().refusing("sgd", "not today"),
        Experiment.plan(List.of(1L), "sgd"),
        new Listening(told));

    assertThat(told).containsExactly("begin 1 trials, 6 steps", "finished sgd 1, which is saved");
  }

  private FinishedRun run(FakeEngine engine, Plan plan) {
    return run(engine, plan, new NoProgress());
  }

  private FinishedRun run(FakeEngine engine, Plan plan, Progress progress) {
    try (RunStore store = RunStore.open(folder)) {
      return new Runner(
              new EngineRegistry(List.of(engine)),
              new JobThreads(Jobs.ONE),
              store,
              progress,
              Clock.fixed(NOW, ZoneOffset.UTC),
              Timekeeping.PLAIN)
          .run(
              plan,
              new RecordedSpec(Map.of("name", "test")),
              Experiment.DATA,
              Experiment.ENVIRONMENT);
    }
  }

  private TrialResult saved(String label, long seed) {
    Optional<TrialResult> result =
        RunFiles.read(folder).run().results().stream()
            .filter(r -> name(r).equals(label + " " + seed))
            .findFirst();
    return result.orElseThrow();
  }

  private Path file(Trial trial) {
    return folder.resolve("trials").resolve(trial.id() + ".json");
  }

  private static String name(TrialResult result) {
    return result.label() + " " + result.settings().seed();
  }

  private static Trial trial(String id) {
    return PLAN.trials().stream().filter(t -> t.id().equals(id)).findFirst().orElseThrow();
  }

  private static void write(Path file) {
    try {
      Files.writeString(file, "in the way");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes down what it is told, and whether the trial's file was there by then. */
  private final class Listening implements Progress {
    private final List<String> told;

    private Listening(List<String> told) {
      this.told = told;
    }

    @Override
    public void begin(int trials, long steps) {
      told.add("begin " + trials + " trials, " + steps + " steps");
    }

    @Override
    public void started(Trial trial, long totalSteps) {
      told.add("started " + FakeEngine.name(trial) + ", " + totalSteps + " steps");
    }

    @Override
    public void progressed(Trial trial, int epoch, long steps, double loss) {
      told.add(
          "progressed "
              + FakeEngine.name(trial)
              + ", epoch "
              + epoch
              + ", step "
              + steps
              + ", loss "
              + loss);
    }

    @Override
    public void epochFinished(Trial trial, EpochMetrics metrics) {
      told.add("epoch " + metrics.epoch() + " of " + FakeEngine.name(trial));
    }

    @Override
    public void finished(Trial trial, TrialResult result) {
      boolean saved = Files.exists(file(trial));
      told.add("finished " + FakeEngine.name(trial) + (saved ? ", which is saved" : ", NOT SAVED"));
    }

    @Override
    public void close() {}
  }
}
