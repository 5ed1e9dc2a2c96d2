package optbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import optbench.optimizer.PluginJar;
import optbench.stats.FakeRun;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Text from elsewhere in every command: it forges no line and steers no terminal. */
@Tag("slow")
class HostileTextTest {
  private static final String HOSTILE =
      "x\u001b[35m\u001b]0;t\u0007\rFORGED\nFORGED line\u2028FORGED\u2029FORGED\u0085FORGED"
          + "\u009b31m\u202e\u2066\u200b\ufeff|*";

  /** What a file may be called, wherever the machine's locale knows ASCII alone, too. */
  private static final String FILE = HOSTILE.replaceAll("[*]|[^\\x00-\\x7f]", "");

  private static final Pattern HARMFUL =
      Pattern.compile(
          "[\\p{Cc}\\u2028\\u2029\\u200b\\u200e\\u200f\\u202a-\\u202e\\u2060-\\u206f\\ufeff]");

  /** Of picocli's help and our tables, none of which is purple. */
  private static final Pattern OWN = Pattern.compile("\u001b\\[(0|1|2|31|32|33|36|39|22|21|1;32)m");

  @TempDir private Path temporary;
  private Path run;
  private Path other;

  @BeforeEach
  void store() {
    run = store("run" + FILE, 0.971);
    other = store("other", 0.952);
  }

  private Path store(String name, double accuracy) {
    return new FakeRun()
        .data("data " + HOSTILE, "notice " + HOSTILE)
        .finished("label " + HOSTILE, accuracy, accuracy + 0.001, accuracy)
        .finished("adam", 0.92, 0.91, 0.93)
        .diverged("diverged " + HOSTILE, 1)
        .failed("failed " + HOSTILE, "reason " + HOSTILE)
        .storedIn(temporary.resolve(name));
  }

  @Test
  void ofAResultsFolder() throws IOException {
    Files.writeString(run.resolve("trials").resolve("bad" + FILE + ".json"), "{\"x\": " + HOSTILE);
    String folder = run.toString();
    String out = temporary.resolve("out" + FILE).toString();
    assertHarmless("report", folder, "--charts", "loss-by-epoch");
    assertHarmless("report", folder, "--verbose", "--charts", HOSTILE);
    assertHarmless("report", folder, other.toString(), "--charts", "none", "--out", out);
    assertHarmless("compare", folder, other.toString(), "--out", out + "c");
    assertHarmless("merge", folder, other.toString(), "--out", out + "m", "--verbose");
    assertHarmless("baseline", "save", folder, "--out", out + "b.json");
    assertHarmless("check", folder, "--baseline", out + "b.json");
    assertHarmless("export", folder, "--to", "tensorboard", "--out", out + "t");
  }

  @Test
  void ofABaselineThatIsChecked() {
    for (Path folder : List.of(run, other)) {
      Path file = temporary.resolve("base.json");
      Path clean =
          new FakeRun()
              .finished("label " + HOSTILE, 0.9, 0.91)
              .finished("a", 0.9, 0.9)
              .storedIn(temporary.resolve("clean"));
      Cli.Outcome saved = Cli.launch("baseline", "save", clean.toString(), "--out", "" + file);
      assertThat(saved.exitCode()).as(saved.err()).isZero();
      assertHarmless("check", folder.toString(), "--baseline", file.toString());
      assertHarmless("check", clean.toString(), "--baseline", file.toString());
    }
  }

  @Test
  void ofASpec() throws IOException {
    String text = HOSTILE.replace("\u0000", "");
    Path file = temporary.resolve("spec" + FILE + ".yaml");
    for (String key : List.of("name", "data", "network", "engine", "optimizers", "nonsense")) {
      Files.writeString(file, key + ": \"" + escaped(text) + "\"\n");
      assertHarmless("validate", file.toString());
      Files.writeString(file, key + ": '" + text);
      assertHarmless("validate", file.toString());
    }
    Files.writeString(file, "\"" + escaped(text) + "\": 1\noptimizers: [sgd]\n");
    assertHarmless("validate", file.toString());
    assertHarmless("run", file.toString(), "--dry-run", "--verbose");
    assertHarmless("claims", file.toString());
    Path spec = temporary.resolve("label.yaml");
    Files.writeString(
        spec,
        "optimizers: [{optimizer: sgd, label: \"" + escaped("a\u202eb\u200b\u2028c") + "\"}]\n");
    assertHarmless("validate", spec.toString());
    assertHarmless("run", spec.toString(), "--dry-run");
  }

  @Test
  void ofArgumentsOfEveryCommand() {
    for (String command : Cli.model().getSubcommands().keySet()) {
      List<List<String>> words = new ArrayList<>();
      words.add(List.of(command));
      Cli.model()
          .getSubcommands()
          .get(command)
          .getSubcommands()
          .keySet()
          .forEach(sub -> words.add(List.of(command, sub)));
      for (List<String> first : words) {
        for (List<String> rest :
            List.of(
                List.of(HOSTILE, HOSTILE, HOSTILE, "--verbose"),
                List.of("--" + HOSTILE),
                List.of("--out", HOSTILE, "--json=" + HOSTILE))) {
          assertHarmless(Stream.concat(first.stream(), rest.stream()).toArray(String[]::new));
        }
      }
    }
    for (String option :
        List.of(
            "--data",
            "--data-dir",
            "--network",
            "--profile",
            "--optimizers",
            "--set",
            "--seeds",
            "--epochs",
            "--batch-size",
            "--device",
            "--engine",
            "--jobs",
            "--shard",
            "--plugins")) {
      assertHarmless("run", "--dry-run", option, HOSTILE, "--verbose");
    }
  }

  @Test
  void ofAPluginsWords() throws IOException {
    Path jar =
        PluginJar.ofExample()
            .with("\"signsgd\"", "\"signsgd\\nFORGED\\033[35m\"")
            .compile(temporary.resolve("id"))
            .pack(temporary.resolve("id.jar"), 1_700_000_000_000L);
    assertHarmless("list", "optimizers", "--plugins", jar.toString());
    Path wordy =
        PluginJar.ofExample()
            .with("\"signSGD with", "\"signSGD\\nFORGED\\033[35m with")
            .compile(temporary.resolve("title"))
            .pack(temporary.resolve("title.jar"), 1_700_000_000_000L);
    assertHarmless("list", "optimizers", "--plugins", wordy.toString());
    assertHarmless("show", "signsgd", "--plugins", wordy.toString());
    assertHarmless("schema", "--plugins", wordy.toString());
  }

  @Test
  void jsonStaysWhatItIs() {
    JsonNode json = Cli.launch("report", run.toString(), "--charts", "none", "--json").json();

    assertThat(json.findValuesAsText("label")).contains("label " + HOSTILE);
  }

  @Test
  void exportsStayWhatTheyAreButForAPersonsEyes() {
    String[] words = {"export", run.toString(), "--to", "csv"};

    assertThat(Cli.launch(words).out()).contains("label " + HOSTILE);
    assertThat(Cli.launchOnTerminal(80, words).out().lines()).noneMatch(HostileTextTest::harmful);
  }

  @Test
  void markdownTablesKeepTheirRows() throws IOException {
    Cli.launch("report", other.toString(), "--charts", "none");

    for (String file : List.of("accuracy.md", "timing.md")) {
      List<String> rows =
          Files.readAllLines(other.resolve(file)).stream().filter(l -> l.startsWith("|")).toList();
      String heads = rows.get(0);
      assertThat(rows).allSatisfy(row -> assertThat(pipes(row)).as(row).isEqualTo(pipes(heads)));
    }
  }

  /** Those that are no part of a text. */
  private static long pipes(String row) {
    return row.replace("\\|", "").chars().filter(c -> c == '|').count();
  }

  private static String escaped(String text) {
    StringBuilder yaml = new StringBuilder();
    text.chars()
        .forEach(
            c ->
                yaml.append(
                    c > 31 && c < 127 ? "" + (char) c : String.format(Locale.ROOT, "\\u%04x", c)));
    return yaml.toString();
  }

  private static void assertHarmless(String... args) {
    Cli.Outcome piped = Cli.launch(args);
    assertClean(piped.out(), args);
    assertClean(piped.err(), args);
    Cli.Outcome seen = Cli.launchOnTerminal(90, args);
    assertClean(OWN.matcher(seen.out()).replaceAll(""), args);
    assertClean(OWN.matcher(seen.err()).replaceAll(""), args);
  }

  private static void assertClean(String text, String... args) {
    assertThat(text.lines().map(String::stripTrailing))
        .as(Arrays.toString(args))
        .noneMatch(line -> line.startsWith("FORGED"))
        .noneMatch(HostileTextTest::harmful);
  }

  /** Stack traces are indented by tabs. */
  private static boolean harmful(String line) {
    return HARMFUL.matcher(line.replaceFirst("^\t+", "")).find();
  }
}
