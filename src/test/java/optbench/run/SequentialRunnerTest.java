package optbench.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import optbench.engine.EngineRegistry;
import optbench.network.Networks;
import optbench.optimizer.Optimizers;
import optbench.plan.DataFacts;
import optbench.plan.EngineChoice;
import optbench.plan.Plan;
import optbench.plan.Planner;
import optbench.plan.Trial;
import optbench.random.SeededRandom;
import optbench.result.RecordedSpec;
import optbench.result.RunRecord;
import optbench.spec.FakeSpec;
import optbench.spec.OptimizerSpec;
import optbench.spec.Seeds;
import optbench.spec.UntilDecided;
import optbench.stats.Looks;
import optbench.stats.Looks.Look;
import optbench.stats.Summary;
import optbench.store.RunFiles;
import optbench.store.RunStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Of four optimizers SGD is far behind, RMSprop somewhat, and Adam and Nadam are close. */
class SequentialRunnerTest {
  private static final Instant NOW = Instant.parse("2026-03-04T05:06:07Z");
  private static final Plan PLAN = plan(12, "sgd", "rmsprop", "adam", "nadam");

  @TempDir Path temporary;
  private final List<Looks> looks = new ArrayList<>();

  @Test
  void onlyWhatIsOpenAgainstTheBestGetsMoreSeeds() {
    FakeEngine engine = new FakeEngine().scoring(SequentialRunnerTest::score);

    FinishedRun run = run(engine, "out");

    assertThat(engine.trained.subList(0, 12))
        .containsExactlyInAnyOrder(
            "sgd 1",
            "sgd 2",
            "sgd 3",
            "rmsprop 1",
            "rmsprop 2",
            "rmsprop 3",
            "adam 1",
            "adam 2",
            "adam 3",
            "nadam 1",
            "nadam 2",
            "nadam 3");
    assertThat(engine.trained).doesNotHaveDuplicates().doesNotContain("sgd 4").contains("adam 4");
    Looks last = looks.get(looks.size() - 1);
    assertThat(last.over()).isTrue();
    assertThat(last.reached()).extracting(Look::seeds).startsWith(3, 5);
    assertThat(run.run().results()).hasSize(engine.trained.size());
    assertThat(run.run().missing()).isEmpty();
  }

  @Test
  void theRecordHasTheTrialsThatWereDueInTheOrderOfTheSpec() {
    FakeEngine engine = new FakeEngine().scoring(SequentialRunnerTest::score);

    RunRecord record = run(engine, "out").run().record();

    assertThat(record.reporting().looks()).hasValue(List.of(3, 5, 8, 12));
    assertThat(record.trials().subList(0, 7))
        .extracting(t -> t.label() + " " + t.seed())
        .startsWith("sgd 1", "sgd 2", "sgd 3", "rmsprop 1", "rmsprop 2", "rmsprop 3");
    assertThat(record.sequence().order()).hasSize(engine.trained.size());
    assertThat(RunFiles.read(temporary.resolve("out")).run().record()).isEqualTo(record);
    assertThat(
            Summary.of(RunFiles.read(temporary.resolve("out")).run())
                .comparison()
                .pairwise()
                .looks())
        .hasValue(looks.get(looks.size() - 1));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 11, 12, 13, 15})
  void whatBrokeOffGoesOnWhereItWasAndEndsAsIfNothingHadBeen(int before) {
    FinishedRun whole = run(new FakeEngine().scoring(SequentialRunnerTest::score), "whole");
    Looks undisturbed = looks.get(looks.size() - 1);
    FakeEngine first = new FakeEngine().scoring(SequentialRunnerTest::score).stoppingAfter(before);
    FinishedRun broken = run(first, "out");
    assertThat(broken.failed()).isNotEmpty();
    FakeEngine second = new FakeEngine().scoring(SequentialRunnerTest::score);

    FinishedRun resumed = run(second, "out");

    assertThat(resumed.reused()).isEqualTo(before);
    assertThat(second.trained).noneMatch(first.trained::contains);
    assertThat(resumed.run().results()).containsExactlyInAnyOrderElementsOf(whole.run().results());
    assertThat(resumed.run().record()).isEqualTo(whole.run().record());
    assertThat(looks.get(looks.size() - 1)).isEqualTo(undisturbed);
  }

  @Test
  void itEndsAtTheBoundWhereNothingDecides() {
    FakeEngine engine =
        new FakeEngine()
            .scoring(
                t -> 0.9 + 0.01 * SeededRandom.of(t.settings().seed(), t.label()).nextGaussian());

    run(engine, "out");

    Looks last = looks.get(looks.size() - 1);
    assertThat(last.over()).isTrue();
    assertThat(last.decided()).isFalse();
    assertThat(last.last().orElseThrow().seeds()).isEqualTo(12);
  }

  @Test
  void whatIsDueFollowsFromResultsAlone() {
    assertThat(SequentialRunner.due(PLAN, Map.of())).hasSize(12);
    run(new FakeEngine().scoring(SequentialRunnerTest::score), "out");

    List<Trial> due =
        SequentialRunner.due(PLAN, RunFiles.read(temporary.resolve("out")).run().byId());

    assertThat(due)
        .extracting(Trial::id)
        .containsExactlyElementsOf(
            RunFiles.read(temporary.resolve("out")).run().record().trials().stream()
                .map(RunRecord.PlannedTrial::id)
                .toList());
  }

  /**
   * Seeds differ by a point, optimizers by what they are, and each trial by a little of its own.
   */
  private static double score(Trial trial) {
    long seed = trial.settings().seed();
    double mean =
        switch (trial.label()) {
          case "sgd" -> 0.5;
          case "rmsprop" -> 0.90;
          case "adam" -> 0.95;
          default -> 0.9505;
        };
    return mean
        + 0.01 * SeededRandom.of(seed, "luck").nextGaussian()
        + 0.001 * SeededRandom.of(seed, trial.label()).nextGaussian();
  }

  private static Plan plan(int atMost, String... optimizers) {
    return new Planner(Optimizers.builtIn(), Networks.builtIn())
        .plan(
            FakeSpec.of(
                "softmax",
                2,
                Arrays.stream(optimizers).map(OptimizerSpec::of).toList(),
                Seeds.until(new UntilDecided(3, atMost)),
                "fake"),
            new DataFacts("dots", "d075", 10, 0, 2, 2, 2),
            "cpu",
            EngineChoice.AS_NAMED);
  }

  private FinishedRun run(FakeEngine engine, String folder) {
    try (RunStore store = RunStore.open(temporary.resolve(folder))) {
      Runner runner =
          new Runner(
              new EngineRegistry(List.of(engine)),
              new JobThreads(Jobs.ONE),
              store,
              new NoProgress(),
              Clock.fixed(NOW, ZoneOffset.UTC),
              Timekeeping.PLAIN);
      return new SequentialRunner(runner, looks::add)
          .run(
              PLAN,
              new RecordedSpec(Map.of("name", "test")),
              Experiment.DATA,
              Experiment.ENVIRONMENT);
    }
  }
}
