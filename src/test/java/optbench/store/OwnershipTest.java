package optbench.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import optbench.Folders;
import optbench.hash.Sha256;
import optbench.result.Run;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whose the files in a folder are, and that only ours are written, moved and removed. */
class OwnershipTest {
  private static final List<String> NAMES =
      List.of("summary.csv", "report.html", "accuracy.md", "charts/holiday.png", "charts/loss.svg");

  @TempDir private Path temporary;
  private final List<String> notices = new ArrayList<>();
  private Path folder;

  @BeforeEach
  void chooseFolder() {
    folder = temporary.resolve("results");
  }

  @Test
  void aFolderOfSomebodysOwnIsRefusedAndLeftAsItIs() throws IOException {
    Files.createDirectories(folder.resolve("charts"));
    for (String name : NAMES) {
      Files.writeString(folder.resolve(name), "mine");
    }
    Map<String, String> before = all();

    assertThatThrownBy(() -> RunStore.open(folder))
        .isInstanceOf(StoreException.class)
        .hasMessage(
            folder
                + " holds files and no results of optbench (accuracy.md and 3 more): choose another"
                + " --out, or an empty folder");
    assertThat(all()).isEqualTo(before);
  }

  @Test
  void aRunJsonOfSomebodyElseMakesNoResultsFolder() throws IOException {
    Files.createDirectories(folder);
    Files.writeString(folder.resolve("run.json"), "{\"script\": \"npm run\"}");
    Files.writeString(folder.resolve("report.html"), "mine");

    assertThatThrownBy(() -> RunStore.open(folder)).isInstanceOf(StoreException.class);
  }

  @Test
  void whatIsInTheWayIsKeptUnderAnotherName() throws IOException {
    try (RunStore store = open()) {
      Files.writeString(folder.resolve("accuracy.md"), "mine");
      Files.createDirectories(folder.resolve("report.html/inner"));
      store.writeText("accuracy.md", "ours");
      store.writeText("report.html", "ours");
      Files.writeString(folder.resolve("accuracy.md"), "edited");
      store.writeText("accuracy.md", "ours again");
    }

    assertThat(folder.resolve("accuracy.md")).hasContent("ours again");
    assertThat(folder.resolve("accuracy.md.kept")).hasContent("mine");
    assertThat(folder.resolve("accuracy.md.kept-2")).hasContent("edited");
    assertThat(folder.resolve("report.html.kept/inner")).isDirectory();
    assertThat(notices)
        .containsExactly(
            folder.resolve("accuracy.md")
                + " was kept as accuracy.md.kept: it is not as optbench wrote it",
            folder.resolve("report.html")
                + " was kept as report.html.kept: it is not as optbench wrote it",
            folder.resolve("accuracy.md")
                + " was kept as accuracy.md.kept-2: it is not as optbench wrote it");
  }

  @Test
  void clearingSaysHowMuchAndRemovesThatAlone() throws IOException {
    try (RunStore store = open()) {
      store.writeRun(Records.run());
      store.writeTrial(Records.finished());
      NAMES.forEach(name -> store.writeText(name, "ours"));
      Files.writeString(folder.resolve("report.html"), "edited");
      Files.writeString(folder.resolve("charts/other.png"), "mine");
      Files.writeString(folder.resolve("trials/00000000000000aa.json"), "mine");
      store.clear();
    }

    assertThat(notices)
        .containsExactly(
            "removing 1 trial and 5 other files that optbench wrote to "
                + folder
                + "; other files stay");
    assertThat(all())
        .containsOnlyKeys(
            ".lock",
            ".optbench-files",
            "report.html",
            "charts/other.png",
            "trials/00000000000000aa.json");
  }

  /** A forged list of files is the worst that a folder of somebody else can bring. */
  @Test
  void aManifestOwnsNothingThatWeDoNotWrite() throws IOException {
    Path outside = Files.writeString(temporary.resolve("precious.md"), "x");
    String hash = Sha256.hex("x".getBytes(StandardCharsets.UTF_8));
    open().close();
    Files.writeString(folder.resolve("notes.md"), "x");
    Files.writeString(
        folder.resolve(".optbench-files"),
        Files.readString(folder.resolve(".optbench-files"))
            + (hash + "  notes.md\n" + hash + "  ../precious.md\n" + hash + "  " + outside + "\n"));
    try (RunStore store = open()) {
      store.clear();
    }

    assertThat(outside).exists();
    assertThat(folder.resolve("notes.md")).exists();
  }

  @Test
  void chartsThatANewReportDoesNotHaveAreRemoved() throws IOException {
    try (RunStore store = open()) {
      store.beginReport();
      store.writeText("charts/loss.png", "old");
      store.writeText("charts/time.png", "old");
      store.writeText("charts/profile-by-error.png", "of another command");
      store.writeText("claims.md", "of claims that may be gone");
      store.endReport();
    }
    Files.writeString(folder.resolve("charts/mine.png"), "mine");
    try (RunStore store = open()) {
      store.beginReport();
      store.writeText("charts/loss.png", "new");
      store.endReport();
    }

    assertThat(all())
        .containsOnlyKeys(
            ".lock",
            ".optbench-files",
            "charts/loss.png",
            "charts/mine.png",
            "charts/profile-by-error.png",
            "claims.md");
  }

  /** A kill after the line and before the file, and one in the middle of a line. */
  @Test
  void aKillAtAnyMomentLeavesEveryFileOurs() throws IOException {
    try (RunStore store = open()) {
      store.writeText("accuracy.md", "old");
      Manifest.read(folder).add("accuracy.md", Sha256.hex(new byte[] {1}));
    }
    Path manifest = folder.resolve(".optbench-files");
    String whole = Files.readString(manifest);
    for (int length = whole.indexOf('\n') + 1; length <= whole.length(); length++) {
      Files.writeString(manifest, whole.substring(0, length));
      Files.writeString(folder.resolve("accuracy.md"), "old");
      boolean listed = whole.substring(0, length).contains("  accuracy.md");
      try (RunStore store = open()) {
        store.writeText("accuracy.md", "new");
        store.writeText("accuracy.md", "newer");
      }
      assertThat(Files.deleteIfExists(folder.resolve("accuracy.md.kept")))
          .as("cut off at %d", length)
          .isEqualTo(!listed);
    }
  }

  @Test
  void bothARunAndThoseBesideItOwnWhatTheyWrite() throws IOException {
    try (RunStore run = open();
        RunStore beside = RunStore.beside(folder, notices::add)) {
      for (int i = 0; i < 3; i++) {
        run.writeText("accuracy.md", "run " + i);
        beside.writeText("accuracy.md", "beside " + i);
      }
    }
    assertThat(notices).isEmpty();
  }

  @Test
  void aFolderOfBeforeManifestsIsTakenOverByNameAndForm() throws IOException {
    Folders.copy(Path.of("results/reference/quickstart"), folder);
    Files.writeString(folder.resolve("targets.md"), "my targets");
    Files.writeString(folder.resolve("charts/loss-by-epoch.png"), "my picture");
    Files.writeString(folder.resolve("charts/holiday.png"), "my holiday");
    try (RunStore store = open()) {
      store.clear();
    }

    assertThat(notices).hasSize(1);
    assertThat(all())
        .containsOnlyKeys(
            ".lock",
            ".optbench-files",
            "charts/holiday.png",
            "charts/loss-by-epoch.png",
            "page-dark.png",
            "page-light.png",
            "page-narrow.png",
            "targets.md");
  }

  /** Whoever makes the manifest: to a comparison, the files of a run are ours as well. */
  @Test
  void aComparisonInAFolderOfBeforeManifestsTakesOverTheRunToo() throws IOException {
    Folders.copy(Path.of("results/reference/quickstart"), folder);
    OwnedFolder.forComparison(folder, notices::add).write("compare.csv", "label,label_a,");
    try (RunStore store = open()) {
      store.writeText("accuracy.md", "new");
      store.writeText("run.json", "new");
      store.writeText("charts/loss-by-epoch.png", "new");
    }

    assertThat(notices).isEmpty();
  }

  @Test
  void aReportThatCanDrawNothingKeepsTheChartsThatAreThere() throws IOException {
    try (RunStore store = open()) {
      store.beginReport();
      store.writeText("charts/loss.png", "old");
      store.writeText("tuning.md", "old");
      store.endReport();
      store.beginReport();
      store.keepEarlierCharts();
      store.endReport();
    }

    assertThat(all()).containsKey("charts/loss.png").doesNotContainKey("tuning.md");
  }

  @Test
  void aManifestFromElsewhereIsNoReasonToLookElsewhere() throws IOException {
    try (RunStore store = open()) {
      store.writeText("accuracy.md", "old");
    }
    Path manifest = folder.resolve(".optbench-files");
    String hash = Sha256.hex(new byte[0]);
    StringBuilder lines = new StringBuilder(Files.readString(manifest));
    while (lines.length() < 1 << 19) {
      lines.append(hash + "  ../../etc/passwd\n" + hash + "  /dev/zero\n" + hash + "  a\0b\n");
    }
    Files.writeString(manifest, lines);

    try (RunStore store = open()) {
      store.writeText("accuracy.md", "new");
    }

    assertThat(notices).isEmpty();
    assertThat(Files.size(manifest)).isLessThan(1 << 10);
  }

  @Test
  void whoCouldNotReadTheOldFileCannotReadTheNewOne() throws IOException {
    try (RunStore store = open()) {
      store.writeText("accuracy.md", "old");
      Path file = folder.resolve("accuracy.md");
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
      store.writeText("accuracy.md", "new");

      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
          .isEqualTo("rw-------");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"quickstart", "article", "all-optimizers", "full-batch", "claims", "suite"})
  void committedResultsAreOursAsAWhole(String name) throws IOException {
    Folders.copy(Path.of("results/reference").resolve(name), folder);
    Map<String, String> before = all();
    try (RunStore store = open()) {
      for (String file : before.keySet()) {
        boolean ofClaims = file.indexOf('/') >= 0 && !file.startsWith("charts/");
        // Locks and manifests lie there where somebody has used these results.
        boolean hidden = file.startsWith(".");
        if (!file.contains("trials/") && !ofClaims && !hidden && !file.startsWith("page-")) {
          store.writeText(file, "new");
        }
      }
    }
    assertThat(notices).isEmpty();
  }

  // Links.

  @ParameterizedTest
  @ValueSource(strings = {"charts", "trials"})
  void aPartThatIsALinkIsRefused(String part) throws IOException {
    Path elsewhere = Files.createDirectory(temporary.resolve("elsewhere"));
    open().close();
    Files.createSymbolicLink(folder.resolve(part), elsewhere);

    assertThatThrownBy(() -> RunStore.open(folder))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining(folder.resolve(part) + " is a link to elsewhere");
    assertThat(elsewhere).isEmptyDirectory();
  }

  @Test
  void aPartThatBecomesALinkIsNotWrittenThrough() throws IOException {
    Path elsewhere = Files.createDirectory(temporary.resolve("elsewhere"));
    try (RunStore store = open()) {
      Files.createSymbolicLink(folder.resolve("charts"), elsewhere);
      assertThatThrownBy(() -> store.writeText("charts/loss.png", "x"))
          .isInstanceOf(StoreException.class);
    }
    assertThat(elsewhere).isEmptyDirectory();
  }

  @ParameterizedTest
  @ValueSource(strings = {".lock", ".optbench-files"})
  void linksOfEitherKindInPlaceOfOurOwnFilesAreRefused(String name) throws IOException {
    Path precious = Files.writeString(temporary.resolve("precious"), "12");
    open().close();
    Path file = folder.resolve(name);
    Files.delete(file);
    Files.createSymbolicLink(file, precious);
    assertThatThrownBy(() -> RunStore.open(folder))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining(file + " is a link to elsewhere: remove it");
    Files.delete(file);
    Files.createLink(file, precious);
    assertThatThrownBy(() -> RunStore.open(folder))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining(file + " is a hard link, with a second name elsewhere: remove it");
    assertThat(precious).hasContent("12");
    Files.delete(file);
    Files.createSymbolicLink(file, temporary.resolve("new"));
    assertThatThrownBy(() -> RunStore.open(folder)).isInstanceOf(StoreException.class);
    assertThat(temporary.resolve("new")).doesNotExist();
  }

  @Test
  void aLockThatHoldsSomethingIsNoneOfOurs() throws IOException {
    open().close();
    Files.writeString(folder.resolve(".lock"), "my diary");

    assertThatThrownBy(() -> RunStore.open(folder))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining(folder.resolve(".lock") + " is a file of somebody else's");
    assertThat(folder.resolve(".lock")).hasContent("my diary");
  }

  /** Process 1 is always there, and is never a run of ours. */
  @Test
  void aLockNamesNobodyWhoDoesNotHoldIt() throws IOException {
    open().close();
    Files.writeString(folder.resolve(".lock"), "1");

    assertThat(RunFiles.inUse(folder)).isFalse();
    open().close();
  }

  // Folders that go away.

  @Test
  void aFolderThatIsRemovedIsNotMadeAgain() throws IOException {
    try (RunStore store = open()) {
      store.writeRun(Records.run());
      Files.move(folder, temporary.resolve("moved"));
      assertGone(store, folder + " was removed, moved or emptied");
      Files.createDirectory(folder);
      assertGone(store, folder + " was removed, moved or emptied");
    }
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void trialsThatAreRemovedAreMissed() throws IOException {
    try (RunStore store = open()) {
      store.writeRun(Records.run());
      store.writeTrial(Records.finished());
      store.requireWhole(new Run(Records.run(), List.of(Records.finished())));
      Files.delete(folder.resolve("trials").resolve(Records.FINISHED + ".json"));
      assertThatThrownBy(
              () -> store.requireWhole(new Run(Records.run(), List.of(Records.finished()))))
          .isInstanceOf(StoreException.class)
          .hasMessageStartingWith(
              "trials/" + Records.FINISHED + ".json was removed from " + folder);
      Files.delete(folder.resolve("trials"));
      assertGone(store, "trials was removed from " + folder);
    }
  }

  @Test
  void aRunThatIsRemovedIsMissed() throws IOException {
    try (RunStore store = open()) {
      store.writeRun(Records.run());
      Files.delete(folder.resolve("run.json"));
      assertGone(store, "run.json was removed from " + folder);
    }
  }

  private static void assertGone(RunStore store, String message) {
    assertThatThrownBy(store::requireKept)
        .isInstanceOf(StoreException.class)
        .hasMessageStartingWith(message);
    assertThatThrownBy(() -> store.writeTrial(Records.diverged()))
        .isInstanceOf(StoreException.class)
        .hasMessageStartingWith(message);
    assertThatThrownBy(() -> store.writeText("accuracy.md", "x"))
        .isInstanceOf(StoreException.class)
        .hasMessageStartingWith(message);
  }

  private RunStore open() {
    return RunStore.open(folder, notices::add);
  }

  private Map<String, String> all() throws IOException {
    Map<String, String> all = new TreeMap<>();
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : paths.filter(Files::isRegularFile).toList()) {
        all.put(folder.relativize(path).toString(), Sha256.hex(Files.readAllBytes(path)));
      }
    }
    return all;
  }
}
