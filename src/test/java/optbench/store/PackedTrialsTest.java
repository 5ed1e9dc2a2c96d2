package optbench.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import optbench.result.Run;
import optbench.result.TrialResult;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PackedTrialsTest {
  @TempDir Path folder;
  private final List<String> notices = new ArrayList<>();
  private Path packed;

  @BeforeEach
  void writeRun() {
    packed = folder.resolve("trials.jsonl.gz");
    try (RunStore store = open()) {
      store.writeRun(Records.tuned());
      store.writeTrial(Records.diverged());
      store.writeTrial(Records.finished());
    }
  }

  private RunStore open() {
    return RunStore.open(folder, notices::add);
  }

  private int pack() {
    try (RunStore store = open()) {
      return store.pack();
    }
  }

  private int unpack() {
    try (RunStore store = open()) {
      return store.unpack();
    }
  }

  private Map<String, String> files() throws IOException {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        String name = folder.relativize(file).toString();
        if (!name.startsWith(".")) {
          files.put(name, Files.readString(file, StandardCharsets.ISO_8859_1));
        }
      }
    }
    return files;
  }

  @Test
  void areReadAsFilesOfTheirOwnAndComeBackToTheByte() throws IOException {
    Map<String, String> before = files();
    StoredRun run = RunFiles.read(folder);

    assertThat(pack()).isEqualTo(2);
    assertThat(files()).containsOnlyKeys("run.json", "trials.jsonl.gz");
    assertThat(RunFiles.read(folder)).isEqualTo(run);
    assertThat(pack()).isZero();
    assertThat(unpack()).isEqualTo(2);

    assertThat(files()).isEqualTo(before);
    assertThat(unpack()).isZero();
    assertThat(notices).isEmpty();
  }

  @Test
  void theSameTrialsAreTheSameBytes() throws IOException {
    pack();
    byte[] once = Files.readAllBytes(packed);
    unpack();
    pack();

    assertThat(Files.readAllBytes(packed)).isEqualTo(once);
  }

  /** Such as one that was trained again with --force on another machine. */
  @Test
  void aFileOfItsOwnIsLaterThanWhatIsPacked() {
    pack();
    TrialResult renamed = Records.finished().withLabel("later");
    try (RunStore store = open()) {
      store.writeTrial(renamed);
      store.requireWhole(new Run(Records.run(), List.of(renamed, Records.diverged())));

      assertThat(store.trials().byId()).hasSize(2).containsValue(renamed);
      assertThat(store.pack()).isEqualTo(1);
      assertThat(store.trials().byId()).hasSize(2).containsValue(renamed);
    }
  }

  @Test
  void isRemovedWithTheRest() throws IOException {
    pack();
    try (RunStore store = open()) {
      store.clear();
    }

    assertThat(files()).isEmpty();
  }

  @Test
  void aTrialThatIsMissedIsMissedThereToo() throws IOException {
    pack();
    try (RunStore store = open()) {
      Files.delete(packed);
      assertThatThrownBy(
              () -> store.requireWhole(new Run(Records.run(), List.of(Records.finished()))))
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("was removed from " + folder);
    }
  }

  @Test
  void whatCannotBeReadIsNotLost() throws IOException {
    Path trial = folder.resolve("trials/" + Records.FINISHED + ".json");
    Files.writeString(trial, "{\"id\": 5}");
    Map<String, String> before = files();

    assertThatThrownBy(this::pack)
        .isInstanceOf(StoreException.class)
        .hasMessageStartingWith(trial + ": ")
        .hasMessageContaining("nothing was changed");
    assertThat(files()).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 5, 40, 200})
  void whatIsCutOffIsPassedOverWithItsLine(int length) throws IOException {
    pack();
    Files.write(packed, Arrays.copyOf(Files.readAllBytes(packed), length));

    StoredTrials trials = RunFiles.trials(folder);

    assertThat(trials.byId()).isEmpty();
    assertThat(trials.unreadable()).hasSize(1);
    assertThat(trials.unreadable().get(0).toString()).startsWith(packed + ": damaged from line 1");
    assertThatThrownBy(this::unpack).isInstanceOf(StoreException.class);
    assertThat(packed).exists();
  }

  @Test
  void aBadLineIsPassedOverAndTheOthersAreRead() throws IOException {
    pack();
    PackedTrials content = PackedTrials.read(folder);
    List<String> lines = new ArrayList<>();
    content.trees().values().forEach(tree -> lines.add(tree.toString()));
    lines.set(1, "{\"format_version\": 1, \"id\": \"../x\"}");
    gzip(String.join("\n", lines) + "\n");

    StoredTrials trials = RunFiles.trials(folder);

    assertThat(trials.byId()).hasSize(1);
    assertThat(trials.unreadable())
        .containsExactly(new UnreadableTrial(packed, "line 2: damaged: there is no label"));
  }

  @Test
  void aFileOfThatNameThatIsSomebodysIsKept() throws IOException {
    gzip("my own\n");
    Map<String, String> before = files();

    assertThatThrownBy(this::pack)
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("trials.jsonl.gz: line 1: damaged: it is no JSON");
    assertThat(files()).isEqualTo(before);
  }

  @Test
  void aLinkOfThatNameIsNotFollowed() throws IOException {
    pack();
    Path elsewhere = Files.move(packed, folder.resolve("elsewhere.gz"));
    Files.createSymbolicLink(packed, elsewhere);

    assertThat(RunFiles.trials(folder).byId()).isEmpty();
    assertThat(unpack()).isZero();
    assertThat(packed).isSymbolicLink();
  }

  private void gzip(String text) throws IOException {
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(packed))) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
  }
}
