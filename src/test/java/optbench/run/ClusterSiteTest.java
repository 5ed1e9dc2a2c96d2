package optbench.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import optbench.engine.EngineRegistry;
import optbench.engine.TrialListener;
import optbench.plan.Plan;
import optbench.plan.Trial;
import optbench.result.Environment;
import optbench.result.FakeEnvironment;
import optbench.result.RecordedSpec;
import optbench.result.TrialResult;
import optbench.store.RunFiles;
import optbench.store.RunStore;
import optbench.store.TrialEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A cluster whose executors are in the hands of the test. */
class ClusterSiteTest {
  private static final Plan PLAN = Experiment.plan(List.of(7L, 8L), "sgd", "adam");
  private static final Environment EXECUTOR = FakeEnvironment.ANY.in("Fake 1.0");

  @TempDir Path temporary;
  private final List<String> asked = Collections.synchronizedList(new ArrayList<>());
  private final Map<String, Function<Trial, List<String>>> says = new HashMap<>();
  private final Map<String, RuntimeException> faults = new HashMap<>();

  @Test
  void aRunOnAClusterIsTheRunWithoutIt() {
    List<TrialResult> here = run(new JobThreads(Jobs.ONE), "here").run().results();

    List<TrialResult> there = run(site(1), "there").run().results();

    assertThat(there)
        .extracting(t -> t.in("x"))
        .isEqualTo(here.stream().map(t -> t.in("x")).toList());
    assertThat(asked).containsExactlyInAnyOrderElementsOf(ids());
  }

  @Test
  void trialsNameTheEnvironmentOfTheirExecutorAndTheRunHasItOnRecord() {
    FinishedRun run = run(site(1), "a");

    assertThat(run.run().results())
        .hasSize(4)
        .allSatisfy(
            trial -> assertThat(run.run().record().environmentOf(trial)).contains(EXECUTOR));
    assertThat(RunFiles.read(temporary.resolve("a")).run()).isEqualTo(run.run());
  }

  /** A driver that is killed has nothing that is not on the disk. */
  @Test
  void theEnvironmentIsOnRecordBeforeTheFirstTrialThatNamesIt() {
    Path folder = temporary.resolve("a");
    List<Boolean> known = new ArrayList<>();
    says.put(
        "adam",
        trial -> {
          if (Files.isDirectory(folder.resolve("trials"))) {
            known.add(
                RunFiles.recorded(folder).orElseThrow().environments().containsKey(EXECUTOR.id()));
          }
          return lines(trial);
        });

    run(site(1), "a");

    assertThat(known).isNotEmpty().doesNotContain(false);
  }

  @Test
  void whatIsThereIsNotAskedForAgain() {
    run(site(1), "a");
    asked.clear();

    FinishedRun again = run(site(1), "a");

    assertThat(asked).isEmpty();
    assertThat(again.reused()).isEqualTo(4);
    assertThat(again.run().record().environments()).containsKey(EXECUTOR.id());
  }

  @Test
  void whoEndsExecutorsFailsAndTheRunGoesOn() {
    faults.put("adam", new ChildFault("the last of its 3 executors", 137));

    FinishedRun run = run(site(1), "a");

    assertThat(run.failed())
        .extracting(TrialResult::label)
        .containsExactlyInAnyOrder("adam", "adam");
    assertThat(run.failed().get(0).reason())
        .contains(
            "the last of its 3 executors ended with exit code 137 (SIGKILL: perhaps the memory ran"
                + " out)");
    assertThat(run.run().results()).filteredOn(TrialResult::settled).hasSize(2);
  }

  @Test
  void aClusterThatCannotTrainEndsTheRunAndNoTrialIsToBlame() {
    faults.put("adam", new ClusterException("nobody answers"));

    assertThatThrownBy(() -> run(site(1), "a"))
        .isInstanceOf(ClusterException.class)
        .hasMessage("nobody answers");
    assertThat(RunFiles.trials(temporary.resolve("a")).byId().values())
        .allMatch(TrialResult::settled)
        .extracting(TrialResult::label)
        .doesNotContain("adam");
  }

  @Test
  void whatIsNoEventFailsTheTrial() {
    says.put("adam", trial -> List.of("rO0ABXNyABFqYXZh"));

    assertThat(run(site(1), "a").failed())
        .hasSize(2)
        .allSatisfy(
            trial ->
                assertThat(trial.reason())
                    .contains("its executor said what is no event: rO0ABXNyABFqYXZh"));
  }

  @Test
  void eventsOfAnotherTrialAreRefused() {
    says.put("adam", trial -> List.of(new TrialEvent.Started("abcd", 6).line()));

    assertThat(run(site(1), "a").failed().get(0).reason())
        .contains("its executor told of a trial that it was not given: abcd");
  }

  @Test
  void anExecutorThatBeginsAnewIsHeardTwice() {
    List<String> told = new ArrayList<>();
    Trial trial = PLAN.trials().get(0);
    says.put(
        trial.label(),
        t -> {
          List<String> twice = new ArrayList<>(lines(t).subList(0, 2));
          twice.addAll(lines(t));
          return twice;
        });

    site(1)
        .train(
            new FakeEngine(),
            List.of(trial),
            Experiment.DATA,
            new TrialListener() {
              @Override
              public void started(Trial of, long steps) {
                told.add("started");
              }

              @Override
              public void finished(Trial of, TrialResult result) {
                told.add("finished " + result.label());
              }
            });

    assertThat(told).containsExactly("started", "started", "finished " + trial.label());
  }

  @Test
  void asManyGroupsAreHandedOutAsWereAskedFor() {
    List<Long> groups = Collections.nCopies(5000, 1L << 40);

    assertThat(site(3).atOnce(groups, Experiment.ENVIRONMENT)).isEqualTo(3);
    assertThat(site(0).atOnce(groups, Experiment.ENVIRONMENT)).isEqualTo(Jobs.MOST);
    assertThat(site(0).atOnce(groups.subList(0, 7), Experiment.ENVIRONMENT)).isEqualTo(7);
  }

  private static List<String> ids() {
    return PLAN.trials().stream().map(Trial::id).toList();
  }

  /**
   * @param jobs 0 for as many as it can
   */
  private ClusterSite site(int jobs) {
    return new ClusterSite(
        jobs == 0 ? OptionalInt.empty() : OptionalInt.of(jobs),
        group -> new Cluster.Work("{}", group.stream().map(Trial::id).toList()),
        FakeCluster::new);
  }

  private final class FakeCluster implements Cluster {
    @Override
    public void train(Supplier<Work> work, Consumer<String> events) {
      Set<String> ids = new HashSet<>(work.get().ids());
      asked.addAll(ids);
      for (Trial trial : PLAN.trials()) {
        if (ids.contains(trial.id())) {
          if (faults.containsKey(trial.label())) {
            throw faults.get(trial.label());
          }
          says.getOrDefault(trial.label(), ClusterSiteTest::lines).apply(trial).forEach(events);
        }
      }
    }

    @Override
    public void close() {}
  }

  private static List<String> lines(Trial trial) {
    TrialResult result = FakeEngine.finished(trial).withLabel("1").in(EXECUTOR.id());
    return List.of(
        new TrialEvent.Placed(trial.id(), EXECUTOR).line(),
        new TrialEvent.Started(trial.id(), 6).line(),
        new TrialEvent.EpochFinished(trial.id(), result.epochs().get(0)).line(),
        new TrialEvent.Finished(result).line());
  }

  private FinishedRun run(TrainingSite site, String name) {
    try (RunStore store = RunStore.open(temporary.resolve(name))) {
      return new Runner(
              new EngineRegistry(List.of(new FakeEngine())),
              site,
              store,
              new NoProgress(),
              Clock.systemUTC(),
              Timekeeping.PLAIN)
          .run(PLAN, new RecordedSpec(Map.of()), Experiment.DATA, Experiment.ENVIRONMENT);
    }
  }
}
