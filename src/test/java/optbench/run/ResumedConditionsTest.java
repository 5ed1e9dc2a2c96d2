package optbench.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import optbench.engine.EngineRegistry;
import optbench.merge.Merge;
import optbench.plan.Plan;
import optbench.result.Environment;
import optbench.result.FakeEnvironment;
import optbench.result.NamedRun;
import optbench.result.RecordedSpec;
import optbench.result.Run;
import optbench.result.RunRecord;
import optbench.result.TrialResult;
import optbench.store.RunFiles;
import optbench.store.RunStore;
import optbench.store.StoredRun;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run that is resumed with other threads than it was started with. */
class ResumedConditionsTest {
  private static final Environment THREE = Experiment.ENVIRONMENT;
  private static final Environment FOUR = THREE.withThreads(4);
  private static final Plan FIRST = Experiment.plan(List.of(1L), "sgd", "adam");
  private static final Plan MORE = Experiment.plan(List.of(1L, 2L), "sgd", "adam");

  private static final Instant EARLIER = Instant.parse("2026-01-31T12:00:00Z");
  private static final Instant LATER = Instant.parse("2026-02-28T12:00:00Z");

  @TempDir Path temporary;
  private Instant now = EARLIER;
  private Path folder;

  @BeforeEach
  void chooseFolder() {
    folder = temporary.resolve("results");
  }

  private FinishedRun run(Plan plan, Environment environment, FakeEngine engine) {
    try (RunStore store = RunStore.open(folder)) {
      return new Runner(
              new EngineRegistry(List.of(engine)),
              new JobThreads(Jobs.ONE),
              store,
              new NoProgress(),
              Clock.fixed(now, ZoneOffset.UTC),
              Timekeeping.PLAIN)
          .run(plan, new RecordedSpec(Map.of("name", "test")), Experiment.DATA, environment);
    }
  }

  private FinishedRun run(Plan plan, Environment environment) {
    return run(plan, environment, new FakeEngine());
  }

  private static List<Optional<Environment>> environments(StoredRun stored, long seed) {
    return stored.run().results().stream()
        .filter(r -> r.settings().seed() == seed)
        .map(stored.run().record()::environmentOf)
        .toList();
  }

  private void edit(Path file, String found, String instead) throws IOException {
    String text = Files.readString(file);
    assertThat(text).containsPattern(found);
    Files.writeString(file, text.replaceAll(found, instead));
  }

  /** As they were written before trials named their environment. */
  private void makeOld() throws IOException {
    edit(folder.resolve("run.json"), ",\\n  \"environments\": \\{(?s).*\\}\\n\\}", "\n}");
    try (Stream<Path> trials = Files.list(folder.resolve("trials"))) {
      for (Path trial : trials.toList()) {
        edit(trial, ",\\n  \"environment\": .*\\n", "\n");
      }
    }
  }

  @Test
  void eachTrialNamesWhatItWasTrainedIn() {
    run(FIRST, THREE);
    FinishedRun finished = run(MORE, FOUR);

    StoredRun stored = RunFiles.read(folder);

    assertThat(stored.run().record()).isEqualTo(finished.run().record());
    assertThat(stored.run().record().start().environment().orElseThrow()).isEqualTo(THREE);
    assertThat(stored.run().record().environments())
        .isEqualTo(Map.of(THREE.id(), THREE, FOUR.id(), FOUR));
    assertThat(environments(stored, 1)).containsOnly(Optional.of(THREE)).hasSize(2);
    assertThat(environments(stored, 2)).containsOnly(Optional.of(FOUR)).hasSize(2);
    assertThat(stored.run().results()).allMatch(r -> r.environment().isPresent());
  }

  @Test
  void aRunThatGoesOnWasStartedWhereAndWhenItWasFirst() {
    run(FIRST, THREE);
    now = LATER;
    run(MORE, FOUR);

    assertThat(RunFiles.read(folder).run().record().start())
        .isEqualTo(new RunRecord.Start(THREE, EARLIER));
  }

  @Test
  void anotherRunInTheFolderIsStartedWhereAndWhenItIs() {
    run(FIRST, THREE);
    now = LATER;
    run(Experiment.plan(List.of(9L), "sgd"), FOUR);

    RunRecord other = RunFiles.read(folder).run().record();
    assertThat(other.start()).isEqualTo(new RunRecord.Start(FOUR, LATER));
    assertThat(other.environments()).containsOnlyKeys(THREE.id(), FOUR.id());
  }

  @Test
  void anEnvironmentIsRecordedBeforeTheFirstTrialThatNamesIt() {
    List<RunRecord> seen = new ArrayList<>();
    run(FIRST, THREE);

    run(
        MORE,
        FOUR,
        new FakeEngine().beforeFirst(() -> seen.add(RunFiles.read(folder).run().record())));

    assertThat(seen)
        .singleElement()
        .satisfies(run -> assertThat(run.environments()).containsKeys(THREE.id(), FOUR.id()));
  }

  @Test
  void resumingOnceMoreKeepsWhatIsRecorded() {
    run(FIRST, THREE);
    run(MORE, FOUR);

    run(Experiment.plan(List.of(1L, 2L, 3L), "sgd"), THREE);

    StoredRun stored = RunFiles.read(folder);
    assertThat(stored.run().record().environments()).hasSize(2);
    assertThat(environments(stored, 2)).containsExactly(Optional.of(FOUR));
    assertThat(environments(stored, 3)).containsExactly(Optional.of(THREE));
  }

  @Test
  void trialsOfBeforeBelongToTheEnvironmentOfTheirRun() throws IOException {
    run(FIRST, THREE);
    makeOld();

    run(MORE, FOUR);

    StoredRun stored = RunFiles.read(folder);
    assertThat(stored.run().results()).filteredOn(r -> r.environment().isEmpty()).hasSize(2);
    assertThat(stored.run().record().start().environment().orElseThrow()).isEqualTo(THREE);
    assertThat(environments(stored, 1)).containsOnly(Optional.of(THREE)).hasSize(2);
    assertThat(environments(stored, 2)).containsOnly(Optional.of(FOUR)).hasSize(2);
  }

  /** An older optbench, or a hand, may have replaced run.json. */
  @Test
  void aTrialThatNamesWhatIsNotRecordedHasNoEnvironment() throws IOException {
    run(FIRST, THREE);
    run(MORE, FOUR);
    edit(folder.resolve("run.json"), "\"" + FOUR.id() + "\"", "\"0123456789abcdef\"");

    StoredRun stored = RunFiles.read(folder);

    assertThat(environments(stored, 1)).containsOnly(Optional.of(THREE));
    assertThat(environments(stored, 2)).containsOnly(Optional.empty()).hasSize(2);
  }

  @Test
  void aTrialThatNamesWhatIsNoIdIsPassedOver() throws IOException {
    run(FIRST, THREE);
    Path trial = folder.resolve("trials").resolve(FIRST.trials().get(0).id() + ".json");
    edit(trial, "\"environment\": \".*\"", "\"environment\": \"\\\\u001b[2J\"");

    StoredRun stored = RunFiles.read(folder);

    assertThat(stored.run().missing()).hasSize(1);
    assertThat(stored.unreadable())
        .singleElement()
        .extracting(Object::toString)
        .asString()
        .endsWith("it names an environment by what is no id");
  }

  @Test
  void mergedTrialsKeepTheirEnvironmentsWhateverTheirFoldersNamed() throws IOException {
    run(FIRST, THREE);
    makeOld();
    StoredRun old = RunFiles.read(folder);
    folder = temporary.resolve("other");
    run(Experiment.plan(List.of(2L), "sgd", "adam"), THREE);
    run(Experiment.plan(List.of(2L, 3L), "sgd", "adam"), FOUR);
    StoredRun resumed = RunFiles.read(folder);

    Run merged = Merge.of(List.of(new NamedRun("A", old.run()), new NamedRun("B", resumed.run())));

    assertThat(merged.results())
        .extracting(r -> r.settings().seed() + " " + threads(merged.record(), r))
        .containsExactlyInAnyOrder("1 3", "1 3", "2 3", "2 3", "3 4", "3 4");
    assertThat(merged.results()).allMatch(r -> r.environment().isPresent());
    assertThat(merged.record().environments()).containsOnlyKeys(THREE.id(), FOUR.id());
  }

  @Test
  void aMergedFolderMayBeResumed() {
    run(FIRST, THREE);
    StoredRun one = RunFiles.read(folder);
    folder = temporary.resolve("other");
    run(Experiment.plan(List.of(2L), "sgd", "adam"), FOUR);
    StoredRun two = RunFiles.read(folder);
    Run merged = Merge.of(List.of(new NamedRun("A", one.run()), new NamedRun("B", two.run())));
    folder = temporary.resolve("merged");
    try (RunStore store = RunStore.open(folder)) {
      store.writeRun(merged.record());
      merged.results().forEach(store::writeTrial);
    }

    run(Experiment.plan(List.of(1L, 2L, 3L), "sgd", "adam"), THREE.withThreads(5));

    StoredRun stored = RunFiles.read(folder);
    assertThat(stored.run().results())
        .extracting(r -> r.settings().seed() + " " + threads(stored.run().record(), r))
        .containsExactlyInAnyOrder("1 3", "1 3", "2 4", "2 4", "3 5", "3 5");
    Run again = Merge.of(List.of(new NamedRun("M", stored.run())));
    assertThat(again.record().origins())
        .extracting(o -> o.trials().size())
        .containsExactly(2, 2, 2);
  }

  private static int threads(RunRecord run, TrialResult result) {
    return run.environmentOf(result).orElseThrow().execution().threads();
  }

  @Test
  void whatIsThereIsHeldAgainstTheConditionsOfNow() {
    run(FIRST, THREE);
    Map<String, TrialResult> stored = RunFiles.trials(folder).settled();

    StoredConditions same = new StoredConditions(folder, stored, THREE, true);
    StoredConditions other = new StoredConditions(folder, stored, FOUR, true);

    assertThat(same.notice(MORE.trials(), "--force")).isEmpty();
    assertThat(other.notice(MORE.trials(), "--force"))
        .contains(
            "2 of 4 trials are there from other conditions (threads 3, now 4) and kept: their times"
                + " are not pooled or compared with new ones. Run under the same conditions, or"
                + " train all again with --force.");
    assertThat(MORE.trials())
        .extracting(t -> t.settings().seed() + " " + other.holds(t) + other.differences(t))
        .containsExactly(
            "1 true[threads 3, now 4]", "2 false[]", "1 true[threads 3, now 4]", "2 false[]");
  }

  @Test
  void withoutTimesOnlyWhatDecidesDigitsMatters() {
    run(FIRST, THREE);
    Map<String, TrialResult> stored = RunFiles.trials(folder).settled();
    Environment java = FakeEnvironment.with(THREE, new Environment.JavaRuntime("25", "JVM"));

    assertThat(new StoredConditions(folder, stored, java, true).notice(MORE.trials(), "--force"))
        .hasValueSatisfying(notice -> assertThat(notice).contains("(Java 17, now 25)"));
    assertThat(new StoredConditions(folder, stored, java, false).notice(MORE.trials(), "--force"))
        .isEmpty();
    assertThat(new StoredConditions(folder, stored, FOUR, false).notice(MORE.trials(), "--force"))
        .hasValueSatisfying(
            notice -> assertThat(notice).contains("the last digits of metrics can depend on it"));
  }
}
