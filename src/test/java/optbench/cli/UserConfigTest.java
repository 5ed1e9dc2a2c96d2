package optbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A user's defaults, in a folder that a variable names. */
class UserConfigTest {
  private static final String[] RUN = {
    "run",
    "--data=synthetic-digits",
    "--set=data.train_limit=100",
    "--network=softmax",
    "--optimizers=sgd,adam",
    "--epochs=1",
    "--seeds=1",
    "--charts=none"
  };

  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void makeFolder() throws IOException {
    file = Files.createDirectories(folder.resolve("optbench")).resolve("config.yaml");
  }

  /** What decides trials is not among them, but for the device. */
  @Test
  void trialsAreTheSame() throws IOException {
    JsonNode without = launch(with("--dry-run", "--json", "--out=" + folder.resolve("x"))).json();
    write(
        "data_dir: ~/data\nresults: /nowhere\njobs: 2\ndevice: cpu\ncolor: never\nprogress: none\n");

    JsonNode set = launch(with("--dry-run", "--json", "--out=" + folder.resolve("x"))).json();

    assertThat(set).isEqualTo(without).isNotEmpty();
  }

  @Test
  void resultsGoWhereTheUserWantsThem() throws IOException {
    Path results = folder.resolve("all results");
    write("results: " + results + "\nprogress: none\n");

    Cli.Outcome outcome = launch(RUN);

    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.out()).contains("Charts and tables: " + results.resolve("run"));
    assertThat(results.resolve("run/summary.json")).exists();
    assertThat(outcome.err()).doesNotContain("seed 1");
  }

  @Test
  void progressIsLinesUnlessItIsNotWanted() throws IOException {
    assertThat(launch(with("--out=" + folder.resolve("a"))).err()).contains("seed 1");
    write("progress: none\n");
    assertThat(launch(with("--out=" + folder.resolve("b"))).err()).doesNotContain("seed 1");
  }

  @Test
  void jobsOfTheCommandLineComeFirst() throws IOException {
    String beside = "times of trials that run side by side are marked";
    write("jobs: 2\n");

    assertThat(launch(with("--out=" + folder.resolve("a"))).err()).contains(beside);
    assertThat(launch(with("--out=" + folder.resolve("b"), "--jobs=1")).err())
        .doesNotContain(beside);
  }

  /** After the variable, before the cache. */
  @Test
  void dataAreLookedForThereToo() throws IOException {
    Path own = folder.resolve("own");
    write("data_dir: " + own + "\n");

    String where = launchWith(Map.of("OPTBENCH_DATA_DIR", "/of/variable"), "list", "data").out();

    assertThat(where)
        .containsSubsequence(
            "/of/variable/mnist ($OPTBENCH_DATA_DIR)",
            own.resolve("mnist") + " (data_dir in config.yaml)",
            "(cache)");
  }

  @Test
  void aTildeIsTheUsersHome() throws IOException {
    write("data_dir: ~/my data\n");

    assertThat(launch("list", "data").out())
        .contains(Path.of("no", "such", "home", "my data", "mnist") + " (data_dir in config.yaml)");
  }

  @Test
  void colorsAreLeftOutForWhoWantsNone() throws IOException {
    Map<String, String> environment = Map.of("XDG_CONFIG_HOME", folder.toString());
    assertThat(Cli.launchOnTerminalWith(environment, 100, "list", "optimizers").out())
        .contains("\u001b[");
    write("color: never\n");
    assertThat(Cli.launchOnTerminalWith(environment, 100, "list", "optimizers").out())
        .doesNotContain("\u001b[")
        .contains("adam");
  }

  /** Only absolute ones count, as the specification of these variables asks. */
  @Test
  void aFolderThatIsNotAbsoluteIsNotLookedInto() throws IOException {
    write("jobs: nonsense\n");

    assertThat(Cli.launchWith(Map.of("XDG_CONFIG_HOME", "relative"), "list", "networks").exitCode())
        .isZero();
    assertThat(launch("list", "networks").exitCode()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", "# data_dir: /data\n\n  # jobs: 2\n", "{}\n"})
  void aFileMaySayNothing(String text) throws IOException {
    write(text);

    assertThat(launch("list", "networks").exitCode()).isZero();
    assertThat(launch("doctor").out()).contains(file + ", which sets nothing");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'jbos: 2'|:1:1: unknown key 'jbos'|jobs",
        "'jobs: many'|:1:7: jobs must be an integer from 1 to 1000|auto",
        "'jobs: 0'|:1:7: |0",
        "'data_dir: data'|:1:11: |an absolute path, or one that begins with ~/",
        "'results: \"/a\\0b\"'|:1:10: |must be a path of this system",
        "'device: tpu'|:1:9: |cpu, gpu, cuda",
        "'color: red'|:1:8: |auto",
        "'engine: dl4j'|:1:1: |it decides results, so that it belongs into a spec",
        "'jobs: 1\njobs: 2'|:2:1: |given twice",
        "'[1, 2]'|: |a mapping such as",
        "'jobs: !big 1'|:1:|tags",
        "'jobs: [1'|:|YAML",
      })
  void whatIsWrongIsSaidWithItsPlace(String text, String place, String words) throws IOException {
    write(text + "\n");

    Cli.Outcome outcome = launch("list", "networks");

    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err())
        .startsWith("optbench: error: " + file + place)
        .contains(words)
        .hasLineCount(1);
  }

  /** A pipe would never end, and none of these may be read as if it were a file of words. */
  @ParameterizedTest
  @ValueSource(strings = {"pipe", "folder", "loop", "dangling", "binary", "huge", "latin1"})
  void whatIsNoFileOfWordsEndsInOneLine(String what) throws Exception {
    make(what);

    Cli.Outcome outcome = launch("list", "networks");

    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.err()).startsWith("optbench: error: " + file).hasLineCount(1);
    Cli.Outcome doctor = launch("doctor", "--json");
    assertThat(doctor.exitCode()).isEqualTo(3);
    assertThat(doctor.json().get("checks"))
        .anySatisfy(
            check -> {
              assertThat(check.get("name").asText()).isEqualTo("config");
              assertThat(check.get("state").asText()).isEqualTo("missing");
              assertThat(check.get("found").asText()).contains(file.toString());
            });
    assertThat(launch("run", "--help").exitCode()).isZero();
    assertThat(launch("--version").exitCode()).isZero();
  }

  private void make(String what) throws Exception {
    switch (what) {
      case "pipe" ->
          assertThat(new ProcessBuilder("mkfifo", file.toString()).start().waitFor()).isZero();
      case "folder" -> Files.createDirectory(file);
      case "loop" -> Files.createSymbolicLink(file, file);
      case "dangling" -> Files.createSymbolicLink(file, folder.resolve("nothing"));
      case "binary" -> Files.write(file, new byte[] {0x7f, 'E', 'L', 'F', 0, 1, 2});
      case "huge" -> {
        byte[] bytes = new byte[5 << 20];
        Arrays.fill(bytes, (byte) '#');
        Files.write(file, bytes);
      }
      case "latin1" ->
          Files.write(file, "data_dir: /größe\n".getBytes(StandardCharsets.ISO_8859_1));
      default -> throw new IllegalArgumentException(what);
    }
  }

  @Test
  void theDoctorSaysWhatIsSet() throws IOException {
    assertThat(launch("doctor").out()).contains("none, for there is no " + file);
    write("jobs: auto\nprogress: lines\n");
    assertThat(launch("doctor").out()).contains(file + ": jobs=auto progress=lines");
  }

  private void write(String text) throws IOException {
    Files.writeString(file, text);
  }

  private static String[] with(String... more) {
    List<String> words = new ArrayList<>(List.of(RUN));
    words.addAll(List.of(more));
    return words.toArray(String[]::new);
  }

  private Cli.Outcome launch(String... args) {
    return launchWith(Map.of(), args);
  }

  private Cli.Outcome launchWith(Map<String, String> more, String... args) {
    Map<String, String> environment = new HashMap<>(more);
    environment.put("XDG_CONFIG_HOME", folder.toString());
    return Cli.launchWith(environment, args);
  }
}
