package optbench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import optbench.optimizer.PluginJar;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The example of CONTRIBUTING.md, from source to table. */
@Tag("slow")
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

  /** Each is thrown, by javac's leave or not, at the third step. */
  static Stream<Arguments> faults() {
    List<String> throwables =
        List.of(
            "throw new Error(\"odd\");",
            "throw new ThreadDeath();",
            "throw new OutOfMemoryError(\"odd\");",
            "throw new StackOverflowError();",
            "throw new NoClassDefFoundError(\"odd\");",
            "SignSgd.<RuntimeException>sneak(new java.io.IOException(\"odd\"));",
            "SignSgd.<RuntimeException>sneak(new InterruptedException(\"odd\"));",
            "Thread.currentThread().interrupt(); throw new IllegalStateException(\"odd\");",
            "throw new RuntimeException() { public String getMessage() { throw new Error(); } };",
            "throw new RuntimeException() { public Throwable getCause() { return this; } };");
    List<String> ways =
        List.of("--engine=dl4j", "--engine=lockstep --no-timing", "--engine=dl4j --jobs=2");
    return throwables.stream().flatMap(t -> ways.stream().map(way -> Arguments.of(t, way)));
  }

  @ParameterizedTest
  @MethodSource("faults")
  void whateverAPluginThrowsFailsItsOwnTrialAndIsRecorded(String fault, String way)
      throws IOException {
    Outcome outcome = train(faulty(fault, "step.number() > 2"), way.split(" "));

    // Of a lack of memory nobody can tell whose it is.
    int expected = fault.contains("OutOfMemoryError") ? 3 : 1;
    assertThat(outcome.exitCode()).as(outcome.err()).isEqualTo(expected);
    assertThat(outcome.err()).containsPattern("(?m)^optbench: error: signsgd seed 1 failed: \\S+");
    assertThat(outcome.err()).doesNotContain("This should not have happened");
    assertThat(outcomes()).containsExactlyInAnyOrder("sgd finished", "signsgd failed");
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
  }

  @Test
  void anInterruptThatIsLeftSetHarmsNobody() throws IOException {
    for (String way : List.of("--engine=dl4j", "--engine=lockstep --no-timing")) {
      Path plugin = faulty("Thread.currentThread().interrupt();", "true");
      Outcome outcome = train(plugin, (way + " --force").split(" "));

      assertThat(outcome.exitCode()).as(outcome.err()).isZero();
      assertThat(outcomes()).containsExactlyInAnyOrder("sgd finished", "signsgd finished");
      assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }
  }

  @Test
  void aFaultAtTheFirstStepOrOfTheRuleItselfIsTheTrialsToo() throws IOException {
    for (String way : List.of("--engine=dl4j --force", "--engine=lockstep --no-timing --force")) {
      Outcome first = train(faulty("throw new Error(\"odd\");", "true"), way.split(" "));
      assertThat(first.exitCode()).as(first.err()).isEqualTo(1);
      assertThat(outcomes()).containsExactlyInAnyOrder("sgd finished", "signsgd failed");

      Path rule =
          PluginJar.ofExample()
              .with(
                  "    double beta1 =",
                  "    if (StackWalker.getInstance().walk(s -> s.anyMatch(f ->"
                      + " f.getClassName().endsWith(\"Engine\") && f.getMethodName().equals(\"run\"))))"
                      + " throw new Error(\"odd\");\n    double beta1 =")
              .compile(folder.resolve("rule"))
              .pack(jar, NOON);
      Outcome ofRule = train(rule, way.split(" "));
      assertThat(ofRule.exitCode()).as(ofRule.err()).isEqualTo(1);
      assertThat(outcomes()).containsExactlyInAnyOrder("sgd finished", "signsgd failed");
    }
  }

  @Test
  void aDryRunSaysWhatItCanOfAFaultyPlugin() {
    Outcome outcome = train(faulty("throw new Error(\"odd\");", "true"), "--dry-run");

    assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    assertThat(outcome.out()).contains("without 1 that ended before a first epoch was over");
  }

  private Path faulty(String statement, String condition) {
    return PluginJar.ofExample()
        .with(
            "        Vector average",
            "        if (" + condition + ") { " + statement + " }\n        Vector average")
        .with(
            "  @Override\n  public UpdateRule",
            """
              @SuppressWarnings("unchecked")
              static <T extends Throwable> void sneak(Throwable t) throws T { throw (T) t; }

              @Override
              public UpdateRule\
            """)
        .compile(folder.resolve("faulty"))
        .pack(jar, NOON);
  }

  /**
   * Of the run in the folder, as its trials' files have them; failed ones are kept, not settled.
   */
  private List<String> outcomes() throws IOException {
    List<String> outcomes = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder.resolve("out/trials"))) {
      for (Path file : files.toList()) {
        JsonNode trial = new ObjectMapper().readTree(file.toFile());
        outcomes.add(trial.get("label").asText() + " " + trial.get("outcome").asText());
      }
    }
    return outcomes;
  }

  @Test
  void aNetworkFromAJarIsTrainedAsItsLayersAre() throws IOException {
    Path network =
        PluginJar.ofNetwork()
            .compile(folder.resolve("network"))
            .pack(folder.resolve("deepmlp.jar"), NOON);
    String plugins = "--plugins=" + network;
    String[] options = {
      "--optimizers=adam",
      "--data=synthetic-digits",
      "--set=data.train_limit=300",
      "--epochs=1",
      "--seeds=1",
      "--charts=none",
      "--out=" + folder.resolve("deep")
    };
    String layer = "{layer: dense, units: 64, activation: relu, init: he_normal}";
    Path listed =
        Files.writeString(
            folder.resolve("listed.yaml"),
            "network: [" + String.join(", ", Collections.nCopies(8, layer)) + "]\n");

    Outcome byName = launch(words(options, "run", plugins, "--network=deep_mlp"));
    assertThat(byName.exitCode()).as(byName.err()).isZero();
    assertThat(byName.out()).contains("deep_mlp, 1 epoch");
    Outcome byLayers = launch(words(options, "run", listed.toString()));
    assertThat(byLayers.err()).contains("1 of 1 trials were there already");

    Outcome without = launch(words(options, "run", "--network=deep_mlp"));
    assertThat(without.exitCode()).isEqualTo(2);
    assertThat(without.err()).contains("deep_mlp");
    assertThat(launch("list", "networks", plugins).out())
        .containsPattern("(?m)^ *deep_mlp +80,010 +8 hidden layers of 64 ReLU units$");
    assertThat(launch("schema", plugins).out()).contains("\"deep_mlp\"");
  }

  private static String[] words(String[] last, String... first) {
    return Stream.of(first, last).flatMap(Stream::of).toArray(String[]::new);
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
  void hasAKernelForNothing() {
    Outcome outcome = launch("show", "signsgd", "--kernel", "--plugins", jar.toString());

    assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    assertThat(outcome.out()).contains("kernel void update(").contains("// state0 is ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "throw new Error(\"odd\");",
        "throw new StackOverflowError();",
        "SignSgd.<RuntimeException>sneak(new java.io.IOException(\"odd\"));",
        "throw new RuntimeException() { public String getMessage() { throw new Error(); } };"
      })
  void aRuleThatThrowsHasNoKernelAndIsOneLine(String fault) {
    Path plugin = faulty(fault, "step.number() > 2");
    Outcome outcome = launch("show", "signsgd", "--kernel", "--plugins", plugin.toString());

    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.err())
        .startsWith("optbench: error: there is no kernel of signsgd: its rule threw ")
        .hasLineCount(2);
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

  private Outcome train(Path plugin, String... options) {
    return launch(
        PluginJar.trainingWith(plugin, folder.resolve("out"), options).toArray(String[]::new));
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
