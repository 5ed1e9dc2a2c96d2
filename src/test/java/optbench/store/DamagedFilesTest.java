package optbench.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One bad file is passed over with its name and a reason in plain words, whatever is in it. */
@Timeout(value = 120, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class DamagedFilesTest {
  /** Words of libraries and of Java. */
  private static final String NOT_PLAIN =
      "(?s).*(Exception|jackson|java\\.|optbench\\.|Deserializ|`|JsonToken|JSON String|VALUE_|"
          + "This should not).*";

  private static final List<String> VALUES =
      List.of(
          "null",
          "true",
          "\"x\"",
          "\"\"",
          "\"NaN\"",
          "-1",
          "1.5",
          "1e999",
          "123456789012345678901234567890",
          "[]",
          "[null]",
          "[\"x\"]",
          "{}",
          "{\"x\": {}}");

  @TempDir private Path folder;
  private Path trial;

  @BeforeEach
  void writeRun() {
    try (RunStore store = RunStore.open(folder)) {
      store.writeRun(Records.tuned());
      store.writeTrial(Records.diverged());
      store.writeTrial(Records.watched());
      store.writeTrial(Records.finished());
    }
    trial = folder.resolve("trials/" + Records.FINISHED + ".json");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/epochs | [\"x\"] | damaged: epochs[0] must be an object but is 'x'",
        "/id | null | damaged: id must be a text but is null",
        "/id | 5 | damaged: id must be a text but is 5",
        "/epochs/0/test_accuracy | 1.5 | damaged: epochs[0]: test_accuracy must be a fraction of 1 but was 1.5",
        "/epochs/0/test_accuracy | \"NaN\" | damaged: epochs[0]: test_accuracy must be a fraction of 1 but was NaN",
        "/epochs/0/test_accuracy | \"high\" | damaged: epochs[0].test_accuracy must be a number but is 'high'",
        "/epochs/1/steps | -3 | damaged: epochs[1]: steps must be at least 1 but was -3",
        "/epochs/1/steps | 1.5 | damaged: epochs[1].steps must be a whole number but is 1.5",
        "/epochs/1/epoch | 1 | damaged: epochs[1].epoch must be at least 2 but was 1",
        "/epochs/1/train_seconds | 0.5 | damaged: train_seconds must not fall from evaluation to evaluation but went from 1.5 to 0.5",
        "/epochs/1/gradient_evaluations | 429 | damaged: gradient_evaluations must not fall from evaluation to evaluation but went from 430 to 429",
        "/epochs | [] | damaged: epochs must be there of a finished trial but were none",
        "/epochs | null | damaged: epochs must be a list but is null",
        "/outcome | \"won\" | damaged: outcome must be finished or diverged or skipped or failed but is 'won'",
        "/finished_at | \"yesterday\" | damaged: finished_at must be a time, such as 2026-01-31T12:00:00Z but is 'yesterday'",
        "/time/jobs | 0 | damaged: time: jobs must be at least 1 but was 0",
        "/time/steps | 0 | damaged: time: steps must be at least 1 but was 0",
        "/time/steps | null | damaged: time.steps must be a whole number but is null",
        "/settings/batch_size | 0 | damaged: settings: batch_size must be at least 1 but was 0",
        "/settings | {} | damaged: there is no settings.optimizer",
        "/test_answers/right | \"9///AQ\" | damaged: test_answers: right must be bytes in Base64 but is not",
        "/test_answers/right | \"9///AR==\" | damaged: test_answers: right must be bytes in Base64 but is not",
        "/test_answers/right | \"9/ /AQ==\" | damaged: test_answers: right must be bytes in Base64 but is not",
        "/test_answers/right | \"9///\" | damaged: test_answers: right must hold a bit for each of 25 images, in 4 bytes, but holds 3",
        "/test_answers/right | \"9///Ag==\" | damaged: test_answers: right must hold nothing after the bits of 25 images but does",
        "/test_answers/right | \"8///AQ==\" | damaged: test_answers must have the last epoch's test_accuracy, 0.96, but have 0.92",
        "/test_answers/images | 26 | damaged: test_answers must have the last epoch's test_accuracy, 0.96, but have 0.9230769230769231",
        "/test_answers/images | 33 | damaged: test_answers: right must hold a bit for each of 33 images, in 5 bytes, but holds 4",
        "/test_answers/images | 0 | damaged: test_answers: images must be at least 1 but was 0",
        "/test_answers/images | 2147483647 | damaged: test_answers: images must be at most 16777216 but was 2147483647",
        "/test_answers | 5 | damaged: test_answers must be an object but is 5",
        "/epochs/1/test_accuracy | 0.95 | damaged: test_answers must have the last epoch's test_accuracy, 0.95, but have 0.96",
        "/outcome | \"diverged\" | damaged: test_answers must be those of a finished trial",
        "/settings/hyper_parameters | {\"rate\": null} | damaged: settings.hyper_parameters.rate must be a number but is null",
      })
  void saysWhatDoesNotFit(String pointer, String value, String reason) throws IOException {
    Files.writeString(trial, changed(Files.readString(trial), pointer, value));

    assertThat(RunFiles.trials(folder).unreadable())
        .containsExactly(new UnreadableTrial(trial, reason));
    assertThat(RunFiles.read(folder).unreadable()).hasSize(1);
  }

  @Test
  void saysWhatIsNotEvenJson() throws Exception {
    String whole = Files.readString(trial);
    unreadable(
        whole.replaceFirst("\"label\"", "\"id\": \"x\", \"label\""), "key id is given twice");
    unreadable("[".repeat(100_000), "nested too deep, or with a text or number that is too long");
    unreadable("{\"a\": 1".repeat(3), "damaged: it is no JSON from line 1, column 8 on");
    unreadable("\u0000\u0000\u0000", "damaged: it is no ");
    unreadable("not JSON", "damaged: it is no JSON from line 1, column 1 on");
    unreadable("[1]", "no format_version in it: not written by optbench");
    try (RandomAccessFile large = new RandomAccessFile(trial.toFile(), "rw")) {
      large.setLength(1L << 30);
    }
    unreadable("cannot be read: larger than the 64 MiB that it may have");
    Files.delete(trial);
    Files.createDirectory(trial);
    unreadable("cannot be read: a folder, not a file");
    Files.delete(trial);
    Process pipe = new ProcessBuilder("mkfifo", trial.toString()).start();
    assumeTrue(pipe.waitFor() == 0, "no pipes can be made here");
    unreadable("cannot be read: a pipe or device, not a file");
  }

  private void unreadable(String content, String reason) throws IOException {
    Files.writeString(trial, content);
    unreadable(reason);
  }

  private void unreadable(String reason) {
    List<UnreadableTrial> unreadable = RunFiles.trials(folder).unreadable();
    assertThat(unreadable).hasSize(1);
    assertThat(unreadable.get(0).toString()).startsWith(trial + ": ").contains(reason);
  }

  @Test
  void anyValueInAnyPlaceIsReadOrPassedOverInPlainWords() throws IOException {
    for (String id : List.of(Records.FINISHED, Records.DIVERGED)) {
      Path file = folder.resolve("trials/" + id + ".json");
      String whole = Files.readString(file);
      for (String pointer : pointers(Json.MAPPER.readTree(whole), "")) {
        for (String value : VALUES) {
          Files.writeString(file, changed(whole, pointer, value));
          assertThat(RunFiles.trials(folder).unreadable())
              .as("%s = %s", pointer, value)
              .allSatisfy(
                  u -> {
                    assertThat(u.file()).isEqualTo(file);
                    assertThat(u.reason()).doesNotMatch(NOT_PLAIN).doesNotContain("\n");
                  });
        }
      }
      Files.writeString(file, whole);
    }
  }

  @Test
  void anyValueInAnyPlaceOfARunIsReadOrRefusedInPlainWords() throws IOException {
    Path file = folder.resolve("run.json");
    for (String id : List.of(Records.FINISHED, Records.DIVERGED)) {
      Files.delete(folder.resolve("trials/" + id + ".json"));
    }
    String whole = Files.readString(file);
    int refused = 0;
    for (String pointer : pointers(Json.MAPPER.readTree(whole), "")) {
      for (String value : VALUES) {
        Files.writeString(file, changed(whole, pointer, value));
        try {
          RunFiles.read(folder);
        } catch (StoreException e) {
          assertThat(e.getMessage())
              .as("%s = %s", pointer, value)
              .startsWith("cannot read " + file + ": ")
              .doesNotMatch(NOT_PLAIN)
              .doesNotContain("\n");
          refused++;
        }
      }
    }
    assertThat(refused).isGreaterThan(500);
  }

  @Test
  void aBadTrialIsKeptWhenItIsTrainedAgain() throws IOException {
    Files.writeString(trial, "{");
    List<String> notices = new ArrayList<>();
    try (RunStore store = RunStore.open(folder, notices::add)) {
      assertThat(store.trials().settled()).doesNotContainKey(Records.FINISHED);
      store.writeTrial(Records.finished());
      assertThat(store.trials().settled()).containsKey(Records.FINISHED);
      assertThat(store.trials().unreadable()).isEmpty();
    }
    assertThat(trial.resolveSibling(Records.FINISHED + ".json.kept")).hasContent("{");
    assertThat(notices)
        .containsExactly(
            trial
                + " was kept as "
                + Records.FINISHED
                + ".json.kept: it could not be read as a trial");
  }

  @Test
  void sealedFilesAreHeldAgainstTheirShapeToo() throws IOException {
    record Content(List<Integer> numbers) {}
    SealedFile sealed = new SealedFile("sample", 1);
    Path file = folder.resolve("sample.json");
    sealed.write(file, new Content(List.of(1)));
    String other = Files.readString(file);
    sealed.write(file, java.util.Map.of("numbers", "x"));

    assertThat(other).contains("numbers");
    assertThatThrownBy(() -> sealed.read(file, Content.class, "save it anew"))
        .isInstanceOf(StoreException.class)
        .hasMessage(
            "cannot use " + file + ": damaged: numbers must be a list but is 'x': save it anew");
  }

  private static List<String> pointers(JsonNode node, String at) {
    List<String> all = new ArrayList<>();
    if (!at.isEmpty()) {
      all.add(at);
    }
    node.properties().forEach(e -> all.addAll(pointers(e.getValue(), at + "/" + e.getKey())));
    for (int i = 0; node.isArray() && i < node.size(); i++) {
      all.addAll(pointers(node.get(i), at + "/" + i));
    }
    return all;
  }

  private static String changed(String json, String pointer, String value) throws IOException {
    JsonNode tree = Json.MAPPER.readTree(json);
    int last = pointer.lastIndexOf('/');
    JsonNode parent = tree.at(pointer.substring(0, last));
    String key = pointer.substring(last + 1);
    // A double cannot hold what must be written as it is.
    String mark = "\"the changed value\"";
    JsonNode marked = Json.MAPPER.readTree(mark);
    if (parent instanceof ObjectNode object) {
      object.set(key, marked);
    } else {
      ((ArrayNode) parent).set(Integer.parseInt(key), marked);
    }
    return tree.toString().replace(mark, value);
  }
}
