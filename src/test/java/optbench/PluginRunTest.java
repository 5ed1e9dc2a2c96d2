package optbench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import optbench.optimizer.PluginJar;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example of CONTRIBUTING.md, from source to table. */
class PluginRunTest {
  private static final long NOON = 1_700_000_000_000L;

  @TempDir Path folder;
  private Path jar;

  private record Outcome(int exitCode, String out, String err) {}

  @BeforeEach
  void build() {
    jar = PluginJar.ofExample().compile(folder.resolve("a")).pack(folder.resolve("a.jar"), NOON);
  }

  @Test
  void trainsBesideBuiltInOptimizersAndIsTrainedAgainOnlyWhereItHasChanged() throws IOException {
    Outcome first = train(jar);
    assertThat(first.err()).doesNotContain("error").doesNotContain("there already");
    assertThat(first.exitCode()).isZero();
    assertThat(Files.readAllLines(folder.resolve("out/accuracy.csv")))
        .anyMatch(line -> line.matches("(.*,)?signsgd,.*"))
        .anyMatch(line -> line.matches("(.*,)?sgd,.*"));
    assertThat(first.out()).containsPattern("(?m)^ .{0,4}signsgd +[0-9]");

    PluginJar same = PluginJar.ofExample().compile(folder.resolve("same"));
    Outcome again = train(same.pack(jar, NOON + 60_000));
    assertThat(again.err()).contains("2 of 2 trials were there already");
    assertThat(again.out()).isEqualTo(first.out());

    PluginJar changed =
        PluginJar.ofExample().with("-step.learningRate()", "-0.5 * step.learningRate()");
    Outcome other = train(changed.compile(folder.resolve("changed")).pack(jar, NOON));
    assertThat(other.exitCode()).isZero();
    assertThat(other.err()).contains("1 of 2 trials were there already");
  }

  @Test
  void aPluginThatThrowsFailsItsTrialsAndNoOthers() throws IOException {
    PluginJar faulty =
        PluginJar.ofExample()
            .with(
                "        Vector average",
                "        if (step.number() > 2) throw new IllegalStateException(\"out of luck\");\n"
                    + "        Vector average");
    Outcome outcome = train(faulty.compile(folder.resolve("faulty")).pack(jar, NOON));

    assertThat(outcome.exitCode()).isEqualTo(1);
    assertThat(outcome.err())
        .contains("signsgd seed 1 failed: java.lang.IllegalStateException: out of luck");
    assertThat(Files.readAllLines(folder.resolve("out/accuracy.csv")))
        .anyMatch(line -> line.matches("(.*,)?sgd,.*"));
  }

  @Test
  void everyCommandThatNamesOptimizersKnowsIt() throws IOException {
    String plugins = "--plugins=" + jar;
    Path spec =
        Files.writeString(
            folder.resolve("spec.yaml"), "optimizers: [{optimizer: signsgd, beta1: 0.5}]\n");

    assertThat(launch("list", "optimizers", plugins).out()).contains("  signsgd ");
    assertThat(launch("show", "signsgd", plugins).out())
        .contains("b1 m + (1 - b1) g", "1 x the parameters (m)");
    assertThat(launch("schema", plugins).out()).contains("\"signsgd\"");
    assertThat(launch("validate", spec.toString(), plugins).out()).contains("valid, 3 trials");
    assertThat(launch("validate", spec.toString()).err()).contains("signsgd");
  }

  @Test
  void mistakesInSpecsGetTheNearestWord() throws IOException {
    Path spec =
        Files.writeString(
            folder.resolve("spec.yaml"), "optimizers: [{optimizer: signsgd, beta2: 0.5}]\n");
    Outcome outcome = launch("validate", spec.toString(), "--plugins", jar.toString());

    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.err()).contains("beta2").contains("beta1");
  }

  @Test
  void severalJarsStandInAListOrInSeveralOptions() {
    Path other =
        PluginJar.ofExample()
            .with("\"signsgd\"", "\"signsgd2\"")
            .compile(folder.resolve("b"))
            .pack(folder.resolve("b.jar"), NOON);

    assertThat(launch("list", "optimizers", "--plugins", jar + "," + other).out())
        .contains("  signsgd ", "  signsgd2 ");
    assertThat(launch("list", "optimizers", "--plugins", "" + jar, "--plugins", "" + other).out())
        .contains("  signsgd ", "  signsgd2 ");
    assertFault("two optimizers are called signsgd: rename one", jar + "," + jar);
  }

  @Test
  void aBrokenPluginIsOneLineAndExitCodeTwo() {
    assertFault(
        "plug-in " + folder.resolve("absent.jar") + ": there is no such file",
        folder.resolve("absent.jar").toString());
    PluginJar.ofExample()
        .with(
            "HyperParameter.beta1()",
            "new HyperParameter(\"label\", \"l\", \"l\", HyperParameter.Range.DECAY)")
        .with("\"beta1\", 0.9", "\"label\", 0.9")
        .with("get(\"beta1\")", "get(\"label\")")
        .compile(folder.resolve("label"))
        .pack(jar, NOON);
    assertFault(
        "--plugins: signsgd's hyper-parameter label has the name of a key of every optimizer:"
            + " rename it",
        jar.toString());
  }

  private static void assertFault(String message, String plugins) {
    for (String command : List.of("run", "list optimizers", "show adam", "schema", "validate x")) {
      List<String> words = new ArrayList<>(List.of(command.split(" ")));
      words.addAll(List.of("--plugins", plugins));
      Outcome outcome = launch(words.toArray(String[]::new));
      assertThat(outcome.exitCode()).as(command).isEqualTo(2);
      assertThat(outcome.out()).as(command).isEmpty();
      assertThat(outcome.err().lines()).as(command).containsExactly("optbench: error: " + message);
    }
  }

  private Outcome train(Path plugin) {
    return launch(
        "run",
        "--plugins=" + plugin,
        "--optimizers=sgd,signsgd",
        "--data=synthetic-digits",
        "--set=data.train_limit=300",
        "--network=softmax",
        "--epochs=1",
        "--seeds=1",
        "--out=" + folder.resolve("out"));
  }

  private static Outcome launch(String... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int code =
        Main.run(
            args,
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8));
    return new Outcome(
        code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }
}
