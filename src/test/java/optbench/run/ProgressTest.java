package optbench.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import optbench.engine.EngineRegistry;
import optbench.plan.Plan;
import optbench.plan.Trial;
import optbench.result.FakeTime;
import optbench.result.FakeTrial;
import optbench.result.Outcome;
import optbench.result.RecordedSpec;
import optbench.result.TrialResult;
import optbench.store.RunStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a person sees of a run; in a locale with decimal commas, as all tests. */
class ProgressTest {
  @TempDir Path folder;

  @Test
  void aLogHasALineATrialWhateverItsOutcome() {
    Plan plan =
        Experiment.plan(
            List.of(350L),
            List.of(
                Experiment.labelled("sgd", "größer"),
                Experiment.labelled("adam", "wild"),
                Experiment.labelled("rmsprop", "not here"),
                Experiment.labelled("adagrad", "broken")));
    FakeEngine engine =
        new FakeEngine()
            .diverging("wild", 1234)
            .refusing("not here", "it needs a GPU")
            .breaking("broken", new IllegalStateException("no such op"));

    String log = watch(ProgressStyle.LINES, engine, plan);

    assertThat(log.lines().map(line -> line.substring(4)))
        .containsExactlyInAnyOrder(
            "größer seed 350: test accuracy 50.00 %, 1.0 s",
            "wild seed 350: diverged at step 1234",
            "not here seed 350: skipped: it needs a GPU",
            "broken seed 350: failed: java.lang.IllegalStateException: no such op");
    assertThat(log.lines().map(line -> line.substring(0, 4)))
        .containsExactly("1/4 ", "2/4 ", "3/4 ", "4/4 ");
  }

  @Test
  void aLogGivesNoTimeToATrialThatSharedIt() {
    Trial trial = Experiment.plan(List.of(1L), "sgd").trials().get(0);
    TrialResult finished = FakeEngine.finished(trial);

    assertThat(
            print(
                ProgressStyle.LINES,
                progress -> {
                  progress.begin(2, 12);
                  progress.finished(trial, timed(finished, 1));
                  progress.finished(trial, timed(finished, 6));
                }))
        .isEqualTo(
            """
            1/2 sgd seed 1: test accuracy 0.14 %, 1.0 s
            2/2 sgd seed 1: test accuracy 0.14 %
            """);
  }

  private static TrialResult timed(TrialResult r, int sharedBy) {
    return FakeTrial.result(
        r.id(),
        r.label(),
        r.settings(),
        r.outcome(),
        r.epochs(),
        Optional.of(FakeTime.of(6, 1, 1, 1, 1, 1, sharedBy, 1)),
        r.stateBytes().orElseThrow(),
        r.initialWeightsSha256(),
        r.divergedAtStep(),
        r.reason(),
        r.threads().orElseThrow(),
        r.finishedAt());
  }

  @Test
  void nothingIsSaidWhereNothingIsToBeSaid() {
    assertThat(
            watch(
                ProgressStyle.NONE, new FakeEngine(), Experiment.plan(List.of(1L), "sgd", "adam")))
        .isEmpty();
  }

  @Test
  void aBarEndsFullWhetherTrialsFinishDivergeOrAreSkipped() {
    Plan plan = Experiment.plan(List.of(1L), "sgd", "adam", "rmsprop");

    String bar = watch(ProgressStyle.BAR, new FakeEngine().diverging("adam", 2), plan);

    assertThat(bar.substring(bar.lastIndexOf('\r') + 1)).contains("100%").contains("18/18");
  }

  @Test
  void aBarAddsUpTrialsThatRunAtOnceAndThoseThatNeverBegin() {
    List<Trial> trials = Experiment.plan(List.of(1L), "sgd", "adam", "rmsprop").trials();

    String bar =
        print(
            ProgressStyle.BAR,
            progress -> {
              progress.begin(3, 18);
              progress.started(trials.get(0), 6);
              progress.started(trials.get(1), 6);
              progress.progressed(trials.get(0), 1, 2, 2.5);
              progress.progressed(trials.get(1), 2, 3, 1.25);
            });
    String last = bar.substring(bar.lastIndexOf('\r') + 1);

    assertThat(last).contains("5/18", "2/3 adam seed 1 epoch 2/2 loss 1.250 and 1 more");

    String whole =
        print(
            ProgressStyle.BAR,
            progress -> {
              progress.begin(3, 18);
              progress.started(trials.get(0), 6);
              progress.started(trials.get(1), 6);
              progress.progressed(trials.get(1), 1, 2, 2.5);
              progress.finished(trials.get(1), failed(trials.get(1)));
              progress.finished(trials.get(2), failed(trials.get(2)));
              progress.finished(trials.get(0), failed(trials.get(0)));
            });
    assertThat(whole.substring(whole.lastIndexOf('\r') + 1)).contains("100%", "18/18");
  }

  /** What goes on is said as far as there is room beside a bar that can be read. */
  @ParameterizedTest
  @CsvSource({
    "60, 1/3 sgd seed 1",
    "50, 1/3",
    "80, 1/3 sgd seed 1 epoch 1/2",
    "100, 1/3 sgd seed 1 epoch 1/2 loss 2.500",
    "200, 1/3 sgd seed 1 epoch 1/2 loss 2.500"
  })
  void aBarOnANarrowTerminalIsStillABar(int columns, String said) {
    Trial trial = Experiment.plan(List.of(1L), "sgd").trials().get(0);

    String bar =
        print(
            ProgressStyle.BAR,
            columns,
            progress -> {
              progress.begin(3, 180);
              progress.started(trial, 60);
              progress.progressed(trial, 1, 30, 2.5);
            });
    String last = bar.substring(bar.lastIndexOf('\r') + 1).stripTrailing();

    assertThat(last.length()).isLessThan(columns);
    assertThat(last).contains(" 16% [").endsWith(") " + said);
    assertThat(last.indexOf(']') - last.indexOf('[')).isGreaterThan(8);
  }

  @Test
  void aBarThatIsNeverBegunLeavesNothingBehind() {
    assertThat(print(ProgressStyle.BAR, progress -> {})).isEmpty();
  }

  private static TrialResult failed(Trial trial) {
    return FakeTrial.result(
        trial.id(),
        trial.label(),
        trial.settings(),
        Outcome.FAILED,
        List.of(),
        Optional.empty(),
        0,
        "",
        OptionalLong.empty(),
        Optional.of("broken"),
        1,
        Instant.EPOCH);
  }

  private String watch(ProgressStyle style, FakeEngine engine, Plan plan) {
    return print(
        style,
        progress -> {
          try (RunStore store = RunStore.open(folder)) {
            new Runner(
                    new EngineRegistry(List.of(engine)),
                    new JobThreads(Jobs.ONE),
                    store,
                    progress,
                    Clock.systemUTC(),
                    Timekeeping.PLAIN)
                .run(plan, new RecordedSpec(Map.of()), Experiment.DATA, Experiment.ENVIRONMENT);
          }
        });
  }

  private static String print(ProgressStyle style, java.util.function.Consumer<Progress> action) {
    return print(style, 100, action);
  }

  private static String print(
      ProgressStyle style, int columns, java.util.function.Consumer<Progress> action) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (Progress progress =
        style.on(new PrintStream(bytes, true, StandardCharsets.UTF_8), columns)) {
      action.accept(progress);
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
