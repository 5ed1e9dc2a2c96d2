package optbench.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import optbench.data.Dataset;
import optbench.engine.Engine;
import optbench.engine.EngineRegistry;
import optbench.engine.TrialListener;
import optbench.plan.EngineChoice;
import optbench.plan.Plan;
import optbench.plan.Trial;
import optbench.result.EpochMetrics;
import optbench.result.FakeTime;
import optbench.result.FakeTrial;
import optbench.result.Outcome;
import optbench.result.RecordedSpec;
import optbench.result.RunRecord.PlannedTrial;
import optbench.result.TrialResult;
import optbench.spec.OptimizerSpec;
import optbench.store.RunFiles;
import optbench.store.RunStore;
import optbench.store.StoreException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trials that are trained together, and groups of them that run side by side. */
class TrialGroupTest {
  private static final Plan PLAN =
      Experiment.plan(List.of(1L, 2L, 3L, 4L), "sgd", "adam", "rmsprop");

  @TempDir Path folder;

  /** What an engine of these tests does with a group, on the thread that it is given. */
  private interface Training {
    void run(List<Trial> group, TrialListener listener) throws Exception;
  }

  /** Trains all trials of a seed together. */
  private static class BySeed implements Engine {
    final List<List<Trial>> groups = Collections.synchronizedList(new ArrayList<>());
    private final String id;
    private final Training training;

    BySeed(String id, Training training) {
      this.id = id;
      this.training = training;
    }

    BySeed(Training training) {
      this("fake", training);
    }

    BySeed() {
      this((group, listener) -> group.forEach(t -> finish(t, listener)));
    }

    @Override
    public String id() {
      return id;
    }

    @Override
    public Optional<String> unsupported(Trial trial) {
      return Optional.empty();
    }

    @Override
    public List<List<Trial>> groups(List<Trial> trials) {
      Map<Long, List<Trial>> bySeed = new LinkedHashMap<>();
      trials.forEach(
          t -> bySeed.computeIfAbsent(t.settings().seed(), s -> new ArrayList<>()).add(t));
      return List.copyOf(bySeed.values());
    }

    @Override
    public void run(List<Trial> group, Dataset data, TrialListener listener) {
      groups.add(group);
      try {
        training.run(group, listener);
      } catch (RuntimeException e) {
        throw e;
      } catch (Exception e) {
        throw new AssertionError(e);
      }
    }
  }

  @Test
  void whatBelongsTogetherIsHandedOverTogetherInTheRecordedOrder() {
    BySeed engine = new BySeed();

    FinishedRun run = run(engine, Jobs.ONE);

    List<String> order = engine.groups.stream().flatMap(List::stream).map(Trial::id).toList();
    assertThat(engine.groups).hasSize(4).allSatisfy(group -> assertThat(group).hasSize(3));
    assertThat(order).isEqualTo(run.run().record().sequence().order());
    assertThat(run.run().results())
        .extracting(TrialResult::id)
        .isEqualTo(run.run().record().trials().stream().map(PlannedTrial::id).toList());
  }

  @Test
  void groupsAndResultsDoNotDependOnTheNumberOfJobs() {
    BySeed one = new BySeed();
    BySeed four = new BySeed();

    List<TrialResult> alone = run(one, Jobs.ONE).run().results();
    List<TrialResult> together = run(four, jobs(4), folder.resolve("b")).run().results();

    assertThat(new HashSet<>(four.groups)).isEqualTo(new HashSet<>(one.groups));
    assertThat(together).extracting(r -> r.amongJobs(1)).isEqualTo(alone);
  }

  @Test
  void onlyMissingTrialsAreGrouped() {
    run(new BySeed(), Jobs.ONE, folder.resolve("a"), Experiment.plan(List.of(1L, 2L), "adam"));
    BySeed engine = new BySeed();

    FinishedRun run = run(engine, Jobs.ONE, folder.resolve("a"), PLAN);

    assertThat(engine.groups).extracting(List::size).containsExactly(2, 2, 3, 3);
    assertThat(run.run().results()).hasSize(12);
  }

  @Test
  void asManyGroupsAsThereAreJobsRunAtOnceAndNoMore() {
    CyclicBarrier both = new CyclicBarrier(2);
    AtomicInteger now = new AtomicInteger();
    Set<Integer> seen = ConcurrentHashMap.newKeySet();
    BySeed engine =
        new BySeed(
            (group, listener) -> {
              seen.add(now.incrementAndGet());
              both.await(1, TimeUnit.MINUTES);
              now.decrementAndGet();
              group.forEach(t -> finish(t, listener));
            });

    FinishedRun run = run(engine, jobs(2));

    assertThat(run.failed()).isEmpty();
    assertThat(seen).contains(2).allMatch(count -> count <= 2);
  }

  @Test
  void timesSayHowManyJobsThereReallyWere() {
    assertThat(run(new BySeed(), Jobs.ONE).run().results()).allMatch(r -> jobsOf(r) == 1);
    assertThat(run(new BySeed(), jobs(3), folder.resolve("b")).run().results())
        .allMatch(r -> jobsOf(r) == 3);
    assertThat(run(new BySeed(), jobs(50), folder.resolve("c")).run().results())
        .allMatch(r -> jobsOf(r) == 4);
    assertThat(RunFiles.read(folder.resolve("c")).run().results()).allMatch(r -> jobsOf(r) == 4);
  }

  @Test
  void theFailureOfAGroupFailsThoseThatHadNotFinished() {
    BySeed engine =
        new BySeed(
            (group, listener) -> {
              finish(group.get(0), listener);
              if (group.get(0).settings().seed() == 2) {
                throw new IllegalStateException("no such op");
              }
              group.stream().skip(1).forEach(t -> finish(t, listener));
            });

    FinishedRun run = run(engine, jobs(2));

    assertThat(run.failed()).hasSize(2).allMatch(r -> r.settings().seed() == 2);
    assertThat(run.failed())
        .allMatch(r -> r.reason().orElseThrow().endsWith("IllegalStateException: no such op"));
    assertThat(run.run().results()).filteredOn(r -> r.outcome() == Outcome.FINISHED).hasSize(10);
    assertThat(RunFiles.read(folder).run().results())
        .containsExactlyInAnyOrderElementsOf(run.run().results());
  }

  @Test
  void aTrialThatTheEngineForgetsHasFailed() {
    BySeed engine = new BySeed((group, listener) -> finish(group.get(1), listener));

    FinishedRun run = run(engine, Jobs.ONE);

    assertThat(run.failed())
        .hasSize(8)
        .allMatch(
            r -> r.reason().orElseThrow().equals("engine fake ended without a result for it"));
  }

  @Test
  void aSecondResultDoesNotReplaceTheFirst() {
    BySeed engine =
        new BySeed(
            (group, listener) -> {
              group.forEach(t -> finish(t, listener));
              listener.finished(group.get(0), result(group.get(0), 0.125));
            });

    FinishedRun run = run(engine, Jobs.ONE);

    assertThat(run.failed()).isEmpty();
    assertThat(run.run().results())
        .allMatch(r -> r.epochs().get(0).testAccuracy() == r.settings().seed() / 8.0);
  }

  @Test
  void groupsThatLoseATrialAreRefused() {
    Engine careless =
        new BySeed() {
          @Override
          public List<List<Trial>> groups(List<Trial> trials) {
            return List.of(trials.subList(1, trials.size()));
          }
        };

    assertThatThrownBy(() -> run(careless, Jobs.ONE))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("must hold each trial once");
  }

  @Test
  void eachTrialIsTrainedByItsOwnEngine() {
    Training all = (group, listener) -> group.forEach(t -> finish(t, listener));
    BySeed one = new BySeed("one", all);
    BySeed other = new BySeed("other", all);
    EngineChoice choice =
        (spec, trialOn) -> trialOn.apply("one").label().equals("adam") ? "other" : "one";
    Plan plan =
        Experiment.plan(
            List.of(1L, 2L), List.of(OptimizerSpec.of("sgd"), OptimizerSpec.of("adam")), choice);

    FinishedRun run =
        run(new EngineRegistry(List.of(one, other)), Jobs.ONE, folder, plan, new NoProgress());

    assertThat(one.groups).hasSize(2).allMatch(g -> g.get(0).label().equals("sgd"));
    assertThat(other.groups).hasSize(2).allMatch(g -> g.get(0).label().equals("adam"));
    assertThat(run.run().results())
        .allMatch(r -> r.settings().engine().equals(r.label().equals("adam") ? "other" : "one"));
  }

  @Test
  void aDiskThatTakesNoMoreStopsAllJobsEvenIfAnEngineHidesIt() {
    CountDownLatch broken = new CountDownLatch(1);
    BySeed engine =
        new BySeed(
            (group, listener) -> {
              if (group.get(0).settings().seed() == 1) {
                Trial trial = group.get(0);
                Files.writeString(folder.resolve("trials"), "in the way");
                try {
                  finish(trial, listener);
                } catch (StoreException e) {
                  broken.countDown();
                  throw new IllegalStateException("hidden", e);
                }
              } else {
                broken.await(1, TimeUnit.MINUTES);
                while (true) {
                  listener.progressed(group.get(0), 1, 1, 1);
                }
              }
            });

    assertThatThrownBy(() -> run(engine, jobs(2)))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("trials");
    assertThat(engine.groups).hasSizeLessThanOrEqualTo(2);
  }

  @Test
  void aDisplayThatBreaksHarmsNoTrial() {
    AtomicInteger calls = new AtomicInteger();
    Progress breaking =
        new Progress() {
          @Override
          public void begin(int trials, long steps) {}

          @Override
          public void finished(Trial trial, TrialResult result) {
            calls.incrementAndGet();
            throw new IllegalStateException("the terminal is gone");
          }

          @Override
          public void close() {}
        };

    FinishedRun run =
        run(new EngineRegistry(List.of(new BySeed())), jobs(2), folder, PLAN, breaking);

    assertThat(run.failed()).isEmpty();
    assertThat(run.run().results()).hasSize(12);
    assertThat(run.displayFault())
        .hasValue("java.lang.IllegalStateException: the terminal is gone");
    assertThat(calls).hasValue(1);
  }

  @Test
  void aDisplayIsTalkedToByOneThreadAtATime() {
    AtomicInteger inside = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    Progress watching =
        new Progress() {
          @Override
          public void begin(int trials, long steps) {}

          @Override
          public void progressed(Trial trial, int epoch, long steps, double loss) {
            most.accumulateAndGet(inside.incrementAndGet(), Math::max);
            inside.decrementAndGet();
          }

          @Override
          public void close() {}
        };
    BySeed engine =
        new BySeed(
            (group, listener) -> {
              for (Trial trial : group) {
                LongStream.range(0, 500).forEach(i -> listener.progressed(trial, 1, i, 1));
                finish(trial, listener);
              }
            });

    run(new EngineRegistry(List.of(engine)), jobs(4), folder, PLAN, watching);

    assertThat(most).hasValue(1);
  }

  private FinishedRun run(Engine engine, Jobs jobs) {
    return run(engine, jobs, folder);
  }

  private FinishedRun run(Engine engine, Jobs jobs, Path results) {
    return run(engine, jobs, results, PLAN);
  }

  private FinishedRun run(Engine engine, Jobs jobs, Path results, Plan plan) {
    return run(new EngineRegistry(List.of(engine)), jobs, results, plan, new NoProgress());
  }

  private static FinishedRun run(
      EngineRegistry engines, Jobs jobs, Path results, Plan plan, Progress progress) {
    try (RunStore store = RunStore.open(results)) {
      return new Runner(
              engines, new JobThreads(jobs), store, progress, Clock.systemUTC(), Timekeeping.PLAIN)
          .run(plan, new RecordedSpec(Map.of()), Experiment.DATA, Experiment.ENVIRONMENT);
    }
  }

  private static Jobs jobs(int count) {
    return new Jobs(OptionalInt.of(count));
  }

  private static int jobsOf(TrialResult result) {
    return result.time().orElseThrow().jobs();
  }

  private static void finish(Trial trial, TrialListener listener) {
    listener.finished(trial, result(trial, trial.settings().seed() / 8.0));
  }

  private static TrialResult result(Trial trial, double accuracy) {
    EpochMetrics metrics =
        FakeTrial.epoch(
            1,
            Experiment.STEPS,
            Experiment.STEPS,
            0.5,
            accuracy,
            0.25,
            accuracy,
            Optional.empty(),
            Optional.empty(),
            1);
    return FakeTrial.result(
        trial.id(),
        trial.label(),
        trial.settings(),
        Outcome.FINISHED,
        List.of(metrics),
        Optional.of(FakeTime.of(Experiment.STEPS, 3, 2, 1, 0.018, 1000)),
        0,
        "abcdef",
        OptionalLong.empty(),
        Optional.empty(),
        3,
        Instant.EPOCH);
  }
}
