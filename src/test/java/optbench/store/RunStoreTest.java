package optbench.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import optbench.result.Environment;
import optbench.result.FakeTime;
import optbench.result.FakeTrial;
import optbench.result.GpuRecord;
import optbench.result.RunRecord;
import optbench.result.TimeSplit;
import optbench.result.TrialResult;
import optbench.table.TableValues;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RunStoreTest {
  private static final String FINISHED_FILE = "trials/" + Records.FINISHED + ".json";

  @TempDir Path temporary;
  private Path folder;

  @BeforeEach
  void chooseFolder() {
    folder = temporary.resolve("results").resolve("two words");
  }

  @Test
  void whatWasWrittenIsLoaded() {
    try (RunStore store = RunStore.open(folder)) {
      store.writeRun(Records.run());
      store.writeTrial(Records.diverged());
      store.writeTrial(Records.finished());
      assertThat(store.trials().byId())
          .containsEntry(Records.FINISHED, Records.finished())
          .containsEntry(Records.DIVERGED, Records.diverged())
          .hasSize(2);
      assertThat(store.trials().unreadable()).isEmpty();
    }
    StoredRun stored = RunFiles.read(folder);
    assertThat(stored.run().record()).isEqualTo(Records.run());
    assertThat(stored.run().results())
        .containsExactly(Records.finished().withLabel("Adam, renamed"), Records.diverged());
    assertThat(stored.run().missing()).containsExactly(Records.run().trials().get(2));
    assertThat(stored.unreadable()).isEmpty();
  }

  @Test
  void aFolderMayHaveSpacesAndUmlauts() {
    assumeTrue(
        System.getProperty("sun.jnu.encoding", "UTF-8").startsWith("UTF"),
        "file names here are ASCII only");
    Path umlauts = temporary.resolve("Ergebnisse für Zoë/µ 1");
    try (RunStore store = RunStore.open(umlauts)) {
      store.writeRun(Records.run());
    }
    assertThat(RunFiles.read(umlauts).run().record()).isEqualTo(Records.run());
  }

  @Test
  void aFolderMayBeALinkToAFolder() throws IOException {
    Path target = Files.createDirectory(temporary.resolve("target"));
    Path link = link(temporary.resolve("link"), target);
    try (RunStore store = RunStore.open(link)) {
      store.writeRun(Records.run());
    }
    assertThat(target.resolve("run.json")).exists();
  }

  // Reading what is damaged.

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | empty",
        "{} | empty",
        "'{\"format_version\": 1, \"id\": \"0123' | cut off in the middle",
        "'{\"id\": 5}' | no format_version in it: not written by optbench",
        "'{\"format_version\": 2}' | written in format 2, and this optbench knows formats up to 1: use a newer one",
        "'{\"format_version\": 1} x' | damaged: it is no JSON from line 1, column 23 on",
        "'{\"format_version\": 1}' | damaged: there is no id"
      })
  void aTrialThatCannotBeReadIsReported(String content, String reason) throws IOException {
    try (RunStore store = RunStore.open(folder)) {
      store.writeRun(Records.run());
      store.writeTrial(Records.diverged());
      store.writeTrial(Records.finished());
    }
    Path file = Files.writeString(folder.resolve(FINISHED_FILE), content);
    StoredRun stored = RunFiles.read(folder);
    assertThat(stored.run().results()).containsExactly(Records.diverged());
    assertThat(stored.run().missing()).hasSize(2);
    assertThat(stored.unreadable()).containsExactly(new UnreadableTrial(file, reason));
    assertThat(stored.unreadable().get(0)).hasToString(file + ": " + reason);
  }

  /** A file may be cut off anywhere when a disk fills up under another program. */
  @Test
  void aTrialThatIsCutOffAnywhereIsNeverTakenForAWholeOne() throws IOException {
    try (RunStore store = RunStore.open(folder)) {
      store.writeTrial(Records.finished());
      Path file = folder.resolve(FINISHED_FILE);
      byte[] whole = Files.readAllBytes(file);
      // The last byte is the end of the line.
      for (int length = 0; length < whole.length - 1; length++) {
        Files.write(file, Arrays.copyOf(whole, length));
        assertThat(store.trials().byId()).as("cut off at %d", length).isEmpty();
        assertThat(store.trials().unreadable()).hasSize(1);
      }
    }
  }

  @Test
  void keysOfLaterVersionsArePassedOver() throws IOException {
    try (RunStore store = RunStore.open(folder)) {
      ObjectNode tree = TrialFiles.tree(Records.finished()).put("new_key", 1);
      Files.createDirectories(folder.resolve("trials"));
      Files.writeString(folder.resolve(FINISHED_FILE), tree.toString());
      assertThat(store.trials().byId()).containsValue(Records.finished());
    }
  }

  @Test
  void filesOfBeforeLaterKeysSayWhatWasAlwaysSoThen() throws IOException {
    ObjectNode trial = TrialFiles.tree(Records.finished());
    ((ObjectNode) trial.get("time"))
        .remove(List.of("shared_by", "jobs", "spread", "circumstances"));
    ObjectNode run = Json.MAPPER.valueToTree(Records.run());
    run.remove(List.of("timing", "targets", "equivalence_margin", "tuning"));
    ((ObjectNode) run.get("environment")).remove("clock_source");
    Files.createDirectories(folder.resolve("trials"));
    Files.writeString(folder.resolve("run.json"), run.toString());
    Files.writeString(folder.resolve("trials/" + Records.FINISHED + ".json"), trial.toString());

    StoredRun loaded = RunFiles.read(folder);

    assertThat(loaded.unreadable()).isEmpty();
    assertThat(loaded.run().record().reporting().timing()).isTrue();
    assertThat(loaded.run().record().reporting().targets()).containsExactly(0.9, 0.95, 0.97);
    assertThat(loaded.run().record().reporting().equivalenceMargin()).isEqualTo(0.002);
    assertThat(loaded.run().record().start().environment().orElseThrow().execution().clockSource())
        .isEmpty();
    assertThat(loaded.run().record().tuning()).isEmpty();
    assertThat(loaded.run().results().get(0).time()).isEqualTo(Records.finished().time());
  }

  @Test
  void theGpuIsReadBackAndACpuIsNotMentioned() throws IOException {
    Environment cpu = Records.run().start().environment().orElseThrow();
    Environment gpu =
        cpu.on(
                "cuda",
                Optional.of(
                    new GpuRecord(
                        "NVIDIA A100",
                        Optional.of("8.0"),
                        OptionalLong.of(42_949_672_960L),
                        "550.54",
                        Optional.of("11.6"),
                        Optional.empty(),
                        Optional.empty())),
                Optional.of("chosen by auto"))
            .in("Spark 4.2.0");

    String written = Json.MAPPER.writeValueAsString(gpu);

    assertThat(Json.MAPPER.readValue(written, Environment.class)).isEqualTo(gpu);
    assertThat(Json.MAPPER.writeValueAsString(cpu))
        .doesNotContain("gpu", "device_reason", "cluster");
  }

  @Test
  void filesOfBeforeProbesHaveNone() throws IOException {
    ObjectNode trial = TrialFiles.tree(Records.finished());
    trial.remove("probe");
    ((ObjectNode) trial.get("settings")).remove("probe");
    trial.get("epochs").forEach(epoch -> ((ObjectNode) epoch).remove("probe"));
    Files.createDirectories(folder.resolve("trials"));
    Files.writeString(folder.resolve(FINISHED_FILE), trial.toString());
    StoredTrials trials = RunFiles.trials(folder);
    assertThat(trials.unreadable()).isEmpty();
    assertThat(trials.byId()).containsValue(Records.finished());
  }

  @Test
  void probesAreReadBackAsTheyWere() {
    try (RunStore store = RunStore.open(folder)) {
      store.writeTrial(Records.watched());
      assertThat(store.trials().byId()).containsValue(Records.watched());
    }
  }

  /** Committed results were trained before there were probes, and are still the same trials. */
  @ParameterizedTest
  @ValueSource(strings = {"quickstart", "all-optimizers", "full-batch", "why-adadelta"})
  void committedResultsKeepTheirIds(String name) {
    StoredRun run = RunFiles.read(Path.of("results/reference").resolve(name));
    assertThat(run.unreadable()).isEmpty();
    assertThat(run.run().results())
        .isNotEmpty()
        .allSatisfy(result -> assertThat(result.settings().id()).isEqualTo(result.id()));
  }

  @Test
  void whatWasTriedFirstBelongsToTheRun() {
    try (RunStore store = RunStore.open(folder)) {
      store.writeRun(Records.tuned());
      store.writeTrial(Records.finished());
      store.writeTrial(Records.diverged());
    }

    StoredRun stored = RunFiles.read(folder);

    assertThat(stored.run().record()).isEqualTo(Records.tuned());
    assertThat(stored.run().results())
        .extracting(TrialResult::label)
        .containsExactly("Adam " + Records.FINISHED, "Adam " + Records.DIVERGED);
    assertThat(stored.run().missing())
        .containsExactly(Records.tuned().tuning().orElseThrow().trials().get(2));
  }

  @Test
  void timesThatWereSharedAreReadBackAsSuch() {
    TimeSplit time = FakeTime.of(9, 2, 6, 1, 0.018, 500, 6, 3);
    TrialResult result = Records.finished();
    try (RunStore store = RunStore.open(folder)) {
      store.writeTrial(
          FakeTrial.result(
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
              result.finishedAt()));
      assertThat(store.trials().byId().get(result.id()).time()).hasValue(time);
    }
  }

  @Test
  void severalThreadsMayWriteAtOnce() {
    List<String> ids =
        IntStream.range(0, 200).mapToObj(i -> String.format(Locale.ROOT, "%016x", i + 1)).toList();
    try (RunStore store = RunStore.open(folder)) {
      ids.parallelStream().forEach(id -> store.writeTrial(withId(id)));
      assertThat(store.trials().unreadable()).isEmpty();
      assertThat(store.trials().byId().keySet()).containsExactlyElementsOf(ids);
    }
  }

  @Test
  void aTrialUnderAnotherNameIsReported() throws IOException {
    try (RunStore store = RunStore.open(folder)) {
      store.writeTrial(Records.finished());
      Path other = folder.resolve("trials/00000000000000aa.json");
      Files.move(folder.resolve(FINISHED_FILE), other);
      assertThat(store.trials().byId()).isEmpty();
      assertThat(store.trials().unreadable())
          .containsExactly(
              new UnreadableTrial(
                  other, "its name should be its id, and that is '" + Records.FINISHED + "'"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"../../x", "x", "", "0123456789ABCDEF", "01234567/89abcdef"})
  void anIdThatIsNoHashIsNeitherWrittenNorRead(String id) throws IOException {
    TrialResult forged = withId(id);
    try (RunStore store = RunStore.open(folder)) {
      assertThatThrownBy(() -> store.writeTrial(forged))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("must be a hash in hex but was '" + id + "'");
      Files.createDirectories(folder.resolve("trials"));
      Files.writeString(folder.resolve("trials/x.json"), TrialFiles.tree(forged).toString());
      assertThat(store.trials().byId()).isEmpty();
      assertThat(store.trials().unreadable()).hasSize(1);
    }
  }

  private static TrialResult withId(String id) {
    TrialResult result = Records.finished();
    return FakeTrial.result(
        id,
        result.label(),
        result.settings(),
        result.outcome(),
        result.epochs(),
        result.time(),
        result.stateBytes().orElseThrow(),
        result.initialWeightsSha256(),
        result.divergedAtStep(),
        result.reason(),
        result.threads().orElseThrow(),
        result.finishedAt());
  }

  @Test
  void aFolderThatHoldsNoRunIsNotLoaded() throws IOException {
    String advice = ": give a results folder of optbench, such as results/run";
    assertThatThrownBy(() -> RunFiles.read(folder))
        .isInstanceOf(StoreException.class)
        .hasMessage(folder + " is not a folder" + advice);
    Files.createDirectories(folder);
    assertThatThrownBy(() -> RunFiles.read(folder))
        .isInstanceOf(StoreException.class)
        .hasMessage(folder + " has no run.json" + advice);
  }

  @Test
  void aRunOfANewerFormatIsNotLoaded() throws IOException {
    Files.createDirectories(folder);
    ObjectNode run = Json.MAPPER.valueToTree(Records.run());
    run.put("format_version", RunRecord.FORMAT_VERSION + 1);
    Path file = Files.writeString(folder.resolve("run.json"), run.toString());
    assertThatThrownBy(() -> RunFiles.read(folder))
        .isInstanceOf(StoreException.class)
        .hasMessage(
            "cannot read "
                + file
                + ": written in format 2, and this optbench knows formats up to 1: use a newer one");
  }

  // Folders that cannot be had.

  @Test
  void aFileIsNoResultsFolder() throws IOException {
    Path file = Files.writeString(temporary.resolve("file"), "x");
    assertThatThrownBy(() -> RunStore.open(file))
        .isInstanceOf(StoreException.class)
        .hasMessage(file + " is a file, not a folder: choose another --out");
    Path below = file.resolve("results");
    assertThatThrownBy(() -> RunStore.open(below))
        .isInstanceOf(StoreException.class)
        .hasMessageStartingWith("cannot write to " + below + ": ")
        .hasMessageEndingWith(": choose another --out");
    assertThat(file).hasContent("x");
  }

  @Test
  void aFolderThatIsReadOnlyIsRefused() throws IOException {
    Files.createDirectories(folder);
    assumeTrue(folder.toFile().setWritable(false), "this system has no read-only folders");
    assumeTrue(!Files.isWritable(folder), "this user may write anywhere");
    assertThatThrownBy(() -> RunStore.open(folder))
        .isInstanceOf(StoreException.class)
        .hasMessage("cannot write to " + folder + ": permission denied: choose another --out");
  }

  @Test
  void aPlaceWhereNobodyCanWriteIsRefused() {
    Path nowhere = Path.of("/proc/optbench");
    assumeTrue(Files.isDirectory(Path.of("/proc/self")), "only Linux has /proc");
    assertThatThrownBy(() -> RunStore.open(nowhere))
        .isInstanceOf(StoreException.class)
        .hasMessageMatching("cannot write to /proc/optbench: [a-z ]+: choose another --out");
  }

  @Test
  void aSecondRunInTheSameProcessIsTold() {
    long pid = ProcessHandle.current().pid();
    Path sameFolder = folder.resolve("../two words");
    try (RunStore first = RunStore.open(folder)) {
      assertThat(first.folder()).isEqualTo(folder);
      // Twice, because the first refusal must not give up the lock.
      for (int i = 0; i < 2; i++) {
        assertThatThrownBy(() -> RunStore.open(sameFolder))
            .isInstanceOf(StoreException.class)
            .hasMessage(
                sameFolder
                    + " is in use by another optbench run (process "
                    + pid
                    + "): wait for it or choose another --out");
      }
    }
    RunStore.open(sameFolder).close();
  }

  @Test
  void aSecondProcessIsToldAndALockDiesWithItsProcess() throws Exception {
    Process holder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                LockHolder.class.getName(),
                folder.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader out = holder.inputReader(StandardCharsets.UTF_8)) {
      assertThat(out.readLine()).isEqualTo("locked");
      assertThatThrownBy(() -> RunStore.open(folder))
          .isInstanceOf(StoreException.class)
          .hasMessage(
              folder
                  + " is in use by another optbench run (process "
                  + holder.pid()
                  + "): wait for it or choose another --out");
    } finally {
      holder.destroyForcibly().waitFor();
    }
    RunStore.open(folder).close();
  }

  /** Another process that has the folder, until it is killed. */
  static final class LockHolder {
    private LockHolder() {}

    public static void main(String[] args) throws IOException {
      try (RunStore store = RunStore.open(Path.of(args[0]))) {
        System.out.println("locked");
        // Nobody writes to it: waits until killed, or until the parent is gone.
        assertThat(System.in.read()).as(store.folder().toString()).isEqualTo(-1);
      }
    }
  }

  // Writing all or nothing.

  @Test
  void aFullDiskLeavesTheOldFileAndNothingElse() throws IOException {
    try (RunStore store = RunStore.open(folder)) {
      store.writeText("report.html", "old");
      assertThatThrownBy(
              () ->
                  store.write(
                      "report.html",
                      out -> {
                        out.write(new byte[100_000]);
                        throw new IOException("No space left on device");
                      }))
          .isInstanceOf(StoreException.class)
          .hasMessage(
              "cannot write "
                  + folder.resolve("report.html")
                  + ": no space left on device: make room or choose another --out");
      assertThat(folder.resolve("report.html")).hasContent("old");
      assertThat(names()).containsExactlyInAnyOrder(".lock", ".optbench-files", "report.html");
    }
  }

  /** A run that is stopped is interrupted, and must still save its last trial. */
  @Test
  void anInterruptedThreadStillWrites() {
    try (RunStore store = RunStore.open(folder)) {
      Thread.currentThread().interrupt();
      store.writeTrial(Records.finished());
      assertThat(Thread.interrupted()).isTrue();
      assertThat(store.trials().byId()).containsKey(Records.FINISHED);
    }
  }

  @Test
  void whatAKilledRunLeftBehindIsSweptUp() throws IOException {
    String ending = "." + UUID.randomUUID() + ".optbench-tmp";
    RunStore.open(folder).close();
    Files.createDirectories(folder.resolve("trials"));
    Path left = Files.writeString(folder.resolve("trials/.x.json" + ending), "{");
    Files.writeString(folder.resolve(".run.json" + ending), "{");
    Path other = Files.writeString(folder.resolve(".mine.optbench-tmp"), "{");
    RunStore.open(folder).close();
    assertThat(left).doesNotExist();
    assertThat(other).exists();
    assertThat(names())
        .containsExactlyInAnyOrder(".lock", ".optbench-files", "trials", ".mine.optbench-tmp");
  }

  @ParameterizedTest
  @ValueSource(strings = {"../x.csv", "/tmp/x", "notes.md", "charts/../run.json", "charts/a b.png"})
  void onlyKnownFilesCanBeWritten(String name) {
    try (RunStore store = RunStore.open(folder)) {
      assertThatThrownBy(() -> store.writeText(name, ""))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(name + " is not among the files that a run may write");
    }
  }

  // Clearing.

  @Test
  void clearingRemovesWhatWasWrittenAndNothingElse() throws IOException {
    Path elsewhere = Files.createDirectory(temporary.resolve("elsewhere"));
    Path precious = Files.writeString(elsewhere.resolve("precious.txt"), "x");
    try (RunStore store = RunStore.open(folder)) {
      store.writeRun(Records.run());
      store.writeTrial(Records.finished());
      store.writeTable("timing", TableValues.table(List.of("a"), List.of()));
      store.writeText("accuracy.md", "x");
      store.writeJson("summary.json", List.of());
      store.writeBytes("charts/loss.png", new byte[] {1});
      store.writeText("report.html", "x");
      link(folder.resolve("accuracy.csv"), precious);
      Path notes = Files.writeString(folder.resolve("notes.md"), "mine");
      Path chart = Files.writeString(folder.resolve("charts/My Chart.png"), "mine");
      Path trial = Files.writeString(folder.resolve("trials/notes.json"), "mine");
      Path folderOfThatName = Files.createDirectory(folder.resolve("trials/0123456789.json"));
      store.clear();
      assertThat(List.of(notes, chart, trial, folderOfThatName, precious))
          .allSatisfy(file -> assertThat(file).exists());
      assertThat(names())
          .containsExactlyInAnyOrder(
              ".lock", ".optbench-files", "accuracy.csv", "notes.md", "charts", "trials");
      Files.delete(chart);
      Files.delete(trial);
      Files.delete(folderOfThatName);
      store.clear();
      assertThat(names())
          .containsExactlyInAnyOrder(".lock", ".optbench-files", "accuracy.csv", "notes.md");
    }
  }

  @Test
  void clearingDoesNotFollowLinks() throws IOException {
    Path elsewhere = Files.createDirectory(temporary.resolve("elsewhere"));
    Path trial = Files.writeString(elsewhere.resolve(Records.FINISHED + ".json"), "x");
    Path chart = Files.writeString(elsewhere.resolve("loss.png"), "x");
    try (RunStore store = RunStore.open(folder)) {
      link(folder.resolve("trials"), elsewhere);
      link(folder.resolve("charts"), elsewhere);
      store.clear();
    }
    assertThat(trial).exists();
    assertThat(chart).exists();
  }

  private static Path link(Path link, Path target) {
    try {
      return Files.createSymbolicLink(link, target);
    } catch (IOException | UnsupportedOperationException e) {
      assumeTrue(false, "links cannot be made here: " + e);
      return link;
    }
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }

  @Test
  void aRunGoesOnFromItsOpeningToItsClosing(@TempDir Path place) {
    assertThat(RunFiles.inUse(place)).isFalse();
    assertThat(RunFiles.inUse(place.resolve("no"))).isFalse();
    try (RunStore going = RunStore.open(place)) {
      assertThat(RunFiles.inUse(going.folder())).isTrue();
    }
    assertThat(RunFiles.inUse(place)).isFalse();
  }

  @Test
  void aRunThatWasKilledIsNotGoingOn(@TempDir Path place) throws IOException {
    // Greater than any process id that systems hand out.
    Files.writeString(place.resolve(".lock"), "4999999999");

    assertThat(RunFiles.inUse(place)).isFalse();
  }

  @Test
  void besideARunOnlyReportsAreWritten(@TempDir Path place) {
    try (RunStore run = RunStore.open(place);
        RunStore beside = RunStore.beside(place, notice -> {})) {
      beside.writeText("accuracy.md", "text");

      assertThat(place.resolve("accuracy.md")).hasContent("text");
      assertThatThrownBy(beside::clear).isInstanceOf(IllegalStateException.class);
      assertThat(RunFiles.inUse(run.folder())).isTrue();
    }
  }
}
