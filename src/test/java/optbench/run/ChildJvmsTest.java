package optbench.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import optbench.engine.Engine;
import optbench.engine.EngineRegistry;
import optbench.engine.TrialListener;
import optbench.plan.Plan;
import optbench.plan.Trial;
import optbench.result.Circumstances;
import optbench.result.EpochMetrics;
import optbench.result.Outcome;
import optbench.result.RecordedSpec;
import optbench.result.TrialResult;
import optbench.store.RunStore;
import optbench.store.TrialEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * The processes of these tests are started by a shell, lest one that crashes leave its memory
 * behind.
 */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "stands in for children with shell scripts")
class ChildJvmsTest {
  private static final Plan PLAN = Experiment.plan(List.of(7L), "sgd", "adam");
  private static final Engine ENGINE = new FakeEngine();

  @TempDir Path temporary;
  private final List<Path> files = Collections.synchronizedList(new ArrayList<>());

  @Test
  void aRunWithProcessesIsTheRunWithoutThem() {
    List<TrialResult> here = run(new JobThreads(Jobs.ONE), "here").run().results();

    List<TrialResult> there = run(isolated("well"), "there").run().results();

    assertThat(there).isEqualTo(here);
    assertThat(files).hasSize(2).allMatch(Files::notExists);
  }

  @Test
  void tellsWhatTheProcessTells() {
    Trial trial = PLAN.trials().get(0);
    List<String> told = new ArrayList<>();

    isolated("well").train(ENGINE, List.of(trial), Experiment.DATA, listening(told));

    assertThat(told)
        .containsExactly("started 6", "epoch 1 step 3 loss NaN", "epoch 2 done", "FINISHED sgd");
  }

  @Test
  void timesSayThatTheTrialWasAlone() {
    Trial trial = PLAN.trials().get(0);
    List<Circumstances> told = new ArrayList<>();

    TrialResult timed = FakeEngine.timed(trial, 2);
    saying("well", List.of(new TrialEvent.Finished(timed).line()))
        .train(
            ENGINE,
            List.of(trial),
            Experiment.DATA,
            new TrialListener() {
              @Override
              public void finished(Trial of, TrialResult result) {
                told.add(result.time().orElseThrow().circumstances());
              }
            });

    assertThat(told).containsExactly(Circumstances.UNKNOWN.alone());
  }

  @Test
  void anExitCodeFailsOneTrialAndTheRunGoesOn() {
    FinishedRun run = run(isolated("exit 3", "adam"), "a");

    assertThat(run.failed()).extracting(TrialResult::label).containsExactly("adam");
    assertThat(reason(run))
        .isEqualTo("its JVM ended with exit code 3: java.lang.IllegalStateException: no such op");
    assertThat(run.run().results())
        .filteredOn(r -> r.label().equals("sgd"))
        .extracting(TrialResult::outcome)
        .containsExactly(Outcome.FINISHED);
  }

  @Test
  void aCrashOfNativeCodeIsNamed() {
    assertThat(reason(run(isolated("crash", "adam"), "a")))
        .startsWith("its JVM ended with exit code 134 (SIGABRT): SIGSEGV (0xb)")
        .hasLineCount(1);
  }

  @Test
  void whoIsKilledMayHaveTakenTooMuchMemory() {
    assertThat(reason(run(isolated("killed", "adam"), "a")))
        .startsWith("its JVM ended with exit code 137 (SIGKILL: perhaps the memory ran out)");
  }

  @Test
  void whatIsNoEventFailsTheTrial() throws IOException {
    Trial trial = PLAN.trials().get(0);
    ChildJvms jvms = saying("well", List.of("Training, please wait..."));

    assertThatThrownBy(
            () -> jvms.train(ENGINE, List.of(trial), Experiment.DATA, new TrialListener() {}))
        .isInstanceOf(ChildFault.class)
        .hasMessage("its JVM said what is no event: Training, please wait...");
  }

  @Test
  void eventsOfAnotherTrialAreRefused() {
    Trial trial = PLAN.trials().get(0);
    ChildJvms jvms = saying("hang", List.of(new TrialEvent.Started("abcd", 6).line()));

    assertThatThrownBy(
            () -> jvms.train(ENGINE, List.of(trial), Experiment.DATA, new TrialListener() {}))
        .isInstanceOf(ChildFault.class)
        .hasMessage("its JVM told of a trial that it was not given: abcd");
  }

  @Test
  void aProcessThatEndsWellWithoutAResultHasFailed() {
    FinishedRun run = run(saying("well", List.of()), "a");

    assertThat(run.failed()).hasSize(2);
    assertThat(reason(run)).isEqualTo("engine fake ended without a result for it");
  }

  @Test
  void aProgramThatCannotBeStartedFailsTheTrial() {
    ChildJvms jvms =
        new ChildJvms(Jobs.ONE, (file, group) -> List.of(temporary + "/no such java"), 1);

    assertThat(reason(run(jvms, "a"))).startsWith("cannot start a JVM for it: ");
  }

  @Test
  void theThreadsAreThoseOfTheRun() {
    assertThat(reason(run(isolated("threads", "sgd", "adam"), "a"))).endsWith(": threads: 3");
  }

  @Test
  void whoeverStopsListeningEndsTheProcess() throws Exception {
    Trial trial = PLAN.trials().get(0);
    List<ProcessHandle> children = new ArrayList<>();
    ChildJvms jvms = saying("hang", List.of(new TrialEvent.Started(trial.id(), 6).line()));

    assertThatThrownBy(
            () ->
                jvms.train(
                    ENGINE,
                    List.of(trial),
                    Experiment.DATA,
                    new TrialListener() {
                      @Override
                      public void started(Trial of, long steps) {
                        ProcessHandle.current()
                            .children()
                            .filter(ProcessHandle::isAlive)
                            .forEach(children::add);
                        throw new CancellationException("enough");
                      }
                    }))
        .isInstanceOf(CancellationException.class);
    assertThat(children).isNotEmpty();
    for (ProcessHandle child : children) {
      child.onExit().get(1, TimeUnit.MINUTES);
    }
  }

  @Test
  void thisJvmCanBeStartedAgain() {
    assertThat(ThisJvm.command())
        .startsWith(ProcessHandle.current().info().command().orElseThrow())
        .containsSubsequence("-cp", System.getProperty("java.class.path"))
        .doesNotContain("-agentlib:jdwp");
  }

  private FinishedRun run(TrainingSite site, String name) {
    try (RunStore store = RunStore.open(temporary.resolve(name))) {
      return new Runner(
              new EngineRegistry(List.of(ENGINE)),
              site,
              store,
              new NoProgress(),
              Clock.systemUTC(),
              Timekeeping.PLAIN)
          .run(PLAN, new RecordedSpec(Map.of()), Experiment.DATA, Experiment.ENVIRONMENT);
    }
  }

  private static String reason(FinishedRun run) {
    return run.failed().get(0).reason().orElseThrow();
  }

  /** Its processes train, and end so: all of them, or those for the optimizers named. */
  private ChildJvms isolated(String end, String... optimizers) {
    return new ChildJvms(
        Jobs.ONE,
        (file, group) -> {
          Trial trial = group.get(0);
          boolean ends = optimizers.length == 0 || List.of(optimizers).contains(trial.label());
          return command(
              ends ? end : "well", file, ends && !end.equals("well") ? List.of() : events(trial));
        },
        3);
  }

  private ChildJvms saying(String end, List<String> lines) {
    return new ChildJvms(Jobs.ONE, (file, group) -> command(end, file, lines), 3);
  }

  private List<String> command(String end, Path file, List<String> lines) throws IOException {
    files.add(file);
    Files.write(file, lines, StandardCharsets.UTF_8);
    return List.of(
        "bash",
        "-c",
        "ulimit -c 0; exec \"$@\"",
        "bash",
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:TieredStopAtLevel=1",
        "-XX:ErrorFile=" + temporary.resolve("hs_err"),
        "-cp",
        System.getProperty("java.class.path"),
        FakeChild.class.getName(),
        end,
        file.toString());
  }

  private static List<String> events(Trial trial) {
    TrialResult result = FakeEngine.finished(trial).withLabel("1");
    EpochMetrics metrics = result.epochs().get(0);
    return List.of(
        new TrialEvent.Started(trial.id(), 6).line(),
        new TrialEvent.Progressed(trial.id(), 1, 3, Double.NaN).line(),
        new TrialEvent.EpochFinished(trial.id(), metrics).line(),
        new TrialEvent.Finished(result).line());
  }

  private static TrialListener listening(List<String> told) {
    return new TrialListener() {
      @Override
      public void started(Trial trial, long totalSteps) {
        told.add("started " + totalSteps);
      }

      @Override
      public void progressed(Trial trial, int epoch, long steps, double loss) {
        told.add("epoch " + epoch + " step " + steps + " loss " + loss);
      }

      @Override
      public void epochFinished(Trial trial, EpochMetrics metrics) {
        told.add("epoch " + metrics.epoch() + " done");
      }

      @Override
      public void finished(Trial trial, TrialResult result) {
        told.add(result.outcome() + " " + result.label());
      }
    };
  }
}
