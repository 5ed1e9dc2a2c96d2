package optbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import optbench.Folders;
import optbench.Page;
import optbench.optimizer.PluginJar;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every command and every spec that the documentation shows. What would train is planned only, on a
 * few synthetic digits; the results that pages speak of are those of a small run.
 */
class DocumentedCommandsTest {
  /** Commands that are not run here, by how they begin, and why. */
  private static final Map<String, String> NOT_RUN =
      Map.ofEntries(
          Map.entry("mvn -B -ntp verify", "it is what runs this test"),
          Map.entry("mvn -Pbench", "BenchmarksTest tries every benchmark that is named"),
          Map.entry(
              "mvn -Pbench,peer,libtorch", "it downloads; BenchmarksTest tries what it names"),
          Map.entry(
              "mvn -Pbench,cluster,natives-linux-x86_64",
              "it downloads; ClusterBenchmarkIT tries what it names"),
          Map.entry(
              "mvn -Pcluster,natives-linux-x86_64 -Dquick verify",
              "it downloads, and is a build of its own"),
          Map.entry(
              "mvn -B -ntp -Dquick -DskipTests package", "what runs this test has done as much"),
          Map.entry("src/bench/device/pack.sh", "it is tried by hand; see BenchmarksTest"),
          Map.entry("./check.sh", "BenchmarksTest tries what it starts"),
          Map.entry("src/bench/device/races.sh", "BenchmarksTest tries what oclgrind watches"),
          Map.entry("src/bench/device/registers.sh", "it needs clang, and downloads"),
          Map.entry("mvn -B -ntp -Pfuzz", "FuzzTest plays a sample"),
          Map.entry("mvn -Dquick test -Dtest=RandomNetworksTest", "RandomNetworksTest tries some"),
          Map.entry(
              "mvn -Dquick test -DexcludedGroups=slow", "it is a part of what runs this test"),
          Map.entry("mvn -Dquick test -Dgroups=opencl", "it is a part of what runs this test"),
          Map.entry(
              "mvn -Dquick test -Dtest=OptimizersPageTest,ManualPageTest,HelpTest",
              "it writes pages anew"),
          Map.entry("mvn -Dquick test -Dtest=SchemaCommandTest", "SchemaCommandTest itself"),
          Map.entry("mvn spotless:apply", "the build checks what it would change"),
          Map.entry("javac", "PluginRunTest compiles the example"),
          Map.entry("jar", "PluginRunTest packs the example"),
          Map.entry(
              "mvn -Pdist,natives-linux-x86_64",
              "it downloads; ReleaseIT lays out the same folder"),
          Map.entry("tar", "it is not ours"),
          Map.entry("jlink", "it is not ours"),
          Map.entry("docker", "it is not ours"),
          Map.entry("ln -s", "it is not ours"),
          Map.entry("optbench doctor", "ReleaseIT starts an unpacked release"),
          Map.entry("mkdir -p ~/.local/share/man/man1", "it is not ours"),
          Map.entry("ln -sf $PWD/docs/optbench.1", "it is not ours"),
          Map.entry("echo", "it is not ours"),
          Map.entry("./optbench claims", "its experiments name MNIST; see ArticlesClaimsTest"),
          Map.entry(
              "./optbench run configs/suite.yaml",
              "its tasks differ in data and network; see SuiteCommandTest"),
          Map.entry(
              "./optbench run --plugins target/deepmlp.jar",
              "its network is not the small one of this test; see PluginRunTest"),
          Map.entry("./optbench run --set", "its files are the user's; see OwnDataRunTest"),
          Map.entry("./optbench data fetch", "it downloads; DatasetsTest has a server of its own"),
          Map.entry("./optbench data status", "there is no data; see DataCommandTest"),
          Map.entry("./optbench data verify", "there is no data; see DataCommandTest"),
          Map.entry("./optbench run --optimizers adam,sgd --device gpu", "it needs a GPU"),
          Map.entry("./optbench check timing.yaml", "it trains twice; see AgainstCommandTest"));

  /** Files that a user has or will have. */
  private static final Pattern OF_A_USER =
      Pattern.compile(
          "(results|baselines|target)/.*|[\\w-]+\\.(yaml|json|csv|tex|xml|md|keras)|logs(-keras)?|runs");

  private static final String BASELINE = "baselines/main.json";

  /** What keeps a command from training, from drawing what it need not, and from writing here. */
  private static final Map<String, List<String>> ADDED =
      Map.of(
          "run",
          List.of(
              "--dry-run",
              "--json",
              "--data=synthetic-digits",
              "--set=data.train_limit=100",
              "--set=data.validation=50",
              "--network=softmax"),
          "baseline",
          List.of("--out=" + BASELINE),
          "check",
          List.of("--baseline=" + BASELINE),
          "report",
          List.of("--charts=none", "--format=svg"),
          "init",
          List.of("--force"),
          "path",
          List.of("--out=results/path"),
          "import",
          List.of("--force"),
          "merge",
          List.of("--force"));

  @TempDir static Path folder;

  @BeforeAll
  static void prepareWhatPagesSpeakOf() throws IOException {
    train("quickstart");
    for (String name : List.of("before", "after", "article", "ci", "a", "b", "c")) {
      Folders.copy(folder.resolve("results/quickstart"), folder.resolve("results").resolve(name));
    }
    train("quickstart-shard-1-of-2", "--name", "quickstart", "--shard", "1/2");
    train("quickstart-shard-2-of-2", "--name", "quickstart", "--shard", "2/2");
    launch(List.of("baseline", "save", "results/quickstart"));
    trainASuite();
    log("results.csv", "label,seed,epoch,test_accuracy\nadam,1,1,0.9\nadam,2,1,0.91\n");
    log("logs-keras/adam-1.csv", "epoch,accuracy,loss,val_accuracy,val_loss\n0,0.9,0.3,0.91,0.2\n");
    launch(List.of("export", "results/quickstart", "--to", "tensorboard", "--out", "runs"));
    launch(List.of("init", "my-experiment.yaml"));
    Files.copy(
        Path.of("src/test/resources/optbench/keras/digits.keras"), folder.resolve("model.keras"));
    for (String name : List.of("my-comparison", "letters", "from-keras")) {
      Files.writeString(
          folder.resolve(name + ".yaml"),
          specs().filter(text -> text.contains("name: " + name)).findFirst().orElseThrow());
    }
    PluginJar.ofExample()
        .compile(folder.resolve("plugin"))
        .pack(Files.createDirectories(folder.resolve("target")).resolve("signsgd.jar"), 0);
    PluginJar.ofNetwork()
        .compile(folder.resolve("network"))
        .pack(folder.resolve("target/deepmlp.jar"), 0);
  }

  private static void log(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private static void trainASuite() throws IOException {
    Path suite =
        Files.writeString(
            folder.resolve("of-two-tasks.yaml"),
            """
            tasks:
              a: {data: {name: synthetic-digits, train_limit: 100}}
              b: {data: {name: synthetic-digits, train_limit: 200}}
            network: softmax
            epochs: 1
            optimizers: [sgd, adam]
            seeds: 2
            timing: false
            """);
    Cli.Outcome outcome =
        Cli.launch(
            "run", suite.toString(), "--charts=none", "--out=" + folder.resolve("results/suite"));
    assertThat(outcome.exitCode()).as(outcome.err()).isZero();
  }

  private static void train(String name, String... more) {
    List<String> words =
        new ArrayList<>(List.of("run", "--optimizers=sgd,adam", "--data=synthetic-digits"));
    words.addAll(
        List.of("--set=data.train_limit=200", "--network=softmax", "--seeds=2", "--epochs=1"));
    words.addAll(List.of("--charts=none", "--quiet", "--out=" + folder.resolve("results/" + name)));
    words.addAll(List.of(more));
    Cli.Outcome outcome = Cli.launch(words.toArray(String[]::new));
    assertThat(outcome.exitCode()).as(outcome.err()).isZero();
  }

  private static Cli.Outcome launch(List<String> words) {
    Cli.Outcome outcome = Cli.launch(tamed(words).toArray(String[]::new));
    assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    return outcome;
  }

  private static Stream<Page> pages() {
    return Page.all().stream().filter(page -> !page.file().endsWith("CHANGELOG.md"));
  }

  /** Each command, and the pages that show it. */
  private static Map<List<String>, Set<String>> shown() {
    Map<List<String>, Set<String>> shown = new LinkedHashMap<>();
    pages()
        .forEach(
            page ->
                Stream.concat(page.blocks("sh"), page.spans().stream().filter(s -> isCommand(s)))
                    .flatMap(script -> ShellWords.commands(script).stream())
                    .forEach(
                        words ->
                            shown
                                .computeIfAbsent(words, w -> new TreeSet<>())
                                .add(page.file().toString())));
    return shown;
  }

  private static boolean isCommand(String span) {
    return span.matches("(?s)(\\./|\\.\\./)?optbench .*|mvn .*");
  }

  private static boolean listed(List<String> words) {
    return NOT_RUN.keySet().stream().anyMatch(start -> begins(words, start));
  }

  private static boolean begins(List<String> words, String start) {
    return (String.join(" ", words) + " ").startsWith(start + " ");
  }

  static Stream<Arguments> commands() {
    return shown().entrySet().stream()
        .filter(each -> !listed(each.getKey()))
        .map(each -> Arguments.of(each.getKey(), each.getValue()));
  }

  @ParameterizedTest(name = "{0} in {1}")
  @MethodSource("commands")
  void worksAsShown(List<String> words, Set<String> pages) {
    assertThat(words.get(0))
        .as("%s show a command that is neither ours nor listed here", pages)
        .isEqualTo("./optbench");
    launch(words.subList(1, words.size()));
  }

  private static List<String> tamed(List<String> words) {
    String command = words.get(0);
    List<String> all = new ArrayList<>(words);
    ADDED.getOrDefault(command, List.of()).stream()
        .filter(each -> !words.contains(each.replaceFirst("=.*", "")) || each.startsWith("--set="))
        .forEach(all::add);
    return all.stream().flatMap(DocumentedCommandsTest::placed).toList();
  }

  /** A word in the folder of this test, where it names a file of a user's; patterns are matched. */
  private static Stream<String> placed(String word) {
    if (word.startsWith("--") && word.contains("=")) {
      int value = word.indexOf('=') + 1;
      return placed(word.substring(value)).map(text -> word.substring(0, value) + text);
    }
    if (!OF_A_USER.matcher(word).matches()) {
      return Stream.of(word);
    }
    Path path = folder.resolve(word);
    if (!word.endsWith("*")) {
      return Stream.of(path.toString());
    }
    try (Stream<Path> files = Files.list(path.getParent())) {
      String start = path.toString().replace("*", "");
      return files.map(Path::toString).filter(f -> f.startsWith(start)).sorted().toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Options may have gone although a command is not run. */
  @Test
  void whatIsNotRunIsUnderstood() {
    assertThat(shown().keySet())
        .filteredOn(words -> words.get(0).equals("./optbench") && listed(words))
        .allSatisfy(
            words -> Cli.model().parseArgs(words.subList(1, words.size()).toArray(String[]::new)));
  }

  @Test
  void nothingIsListedThatNoPageShows() {
    assertThat(NOT_RUN.keySet())
        .allSatisfy(
            start ->
                assertThat(shown().keySet()).as(start).anyMatch(words -> begins(words, start)));
  }

  private static Stream<String> specs() {
    return pages().flatMap(page -> page.blocks("yaml"));
  }

  @ParameterizedTest
  @MethodSource("specs")
  void specsAreValid(String text, @TempDir Path own) throws IOException {
    Path spec = Files.writeString(own.resolve("spec.yaml"), text);

    Cli.Outcome outcome = Cli.launch("validate", spec.toString());

    assertThat(outcome.exitCode()).as(outcome.err()).isZero();
  }
}
