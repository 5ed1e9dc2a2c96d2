package optbench.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import optbench.random.SeededRandom;
import optbench.stats.FakeRun;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files from somebody else, on their way through whole commands. */
@Tag("slow")
@Timeout(value = 300, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HostileFilesTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** More of them once in a while: {@code -Dmutations=10000}. */
  private static final int MUTATIONS = Integer.getInteger("mutations", 100);

  private static final List<String> VALUES =
      List.of("null", "-1", "1", "3", "\"x\"", "\"\"", "\"NaN\"", "1e308", "[]", "{}", "[{}]", "0");

  @TempDir private Path temporary;
  private Path folder;
  private Path other;

  @BeforeEach
  void writeRuns() {
    folder =
        new FakeRun()
            .finished("adam", 0.97, 0.98)
            .finished("sgd", 0.9, 0.91)
            .storedIn(temporary.resolve("a"));
    other =
        new FakeRun()
            .finished("adam", 0.96, 0.97)
            .finished("sgd", 0.91, 0.92)
            .storedIn(temporary.resolve("b"));
  }

  private Path firstTrial() throws IOException {
    try (var all = Files.list(folder.resolve("trials"))) {
      return all.sorted().findFirst().orElseThrow();
    }
  }

  @Test
  void aBadTrialIsNamedByEveryCommand() throws IOException {
    Path trial = firstTrial();
    Files.writeString(trial, "{\"format_version\": 1, \"epochs\": [\"x\"]}");
    String line = "passed over " + trial + ": damaged: there is no id";
    String a = folder.toString();
    String b = other.toString();

    assertTells(line, "report", a, "--charts", "none");
    assertTells(line, "export", a, "--to", "csv");
    assertTells(line, "compare", b, a);
    assertTells(line, "merge", a, b, "--out", temporary.resolve("merged").toString());
    assertTells(line, "baseline", "save", a, "--out", temporary.resolve("x.json").toString());
    assertTells(line, "report", a, "--charts", "none", "--watch");
    Cli.launch("baseline", "save", b, "--out", temporary.resolve("b.json").toString());
    assertTells(line, "check", a, "--baseline", temporary.resolve("b.json").toString());
  }

  /** Each value by itself may be, but nothing can be worked out of them. */
  @Test
  void recordsThatMakeNoSenseAreNoFaultOfTheProgram() throws IOException {
    Path trial = firstTrial();
    ObjectNode tree = (ObjectNode) JSON.readTree(trial.toFile());
    ((ObjectNode) tree.path("time")).put("step_millis_median", 1e308);
    Files.writeString(trial, tree.toString());

    for (String[] command :
        new String[][] {
          {"report", folder.toString(), "--charts", "none"},
          {"export", folder.toString(), "--to", "csv"},
          {"baseline", "save", folder.toString(), "--out", temporary.resolve("x.json").toString()}
        }) {
      Cli.Outcome outcome = Cli.launch(command);
      assertThat(outcome.exitCode()).as(outcome.err()).isEqualTo(3);
      assertThat(outcome.err())
          .startsWith(
              "optbench: error: cannot use " + folder + ": the records there do not fit together");
    }
  }

  @Test
  void aRunOfWhichNothingIsDecidedYetHasNoBaseline() throws IOException {
    Path file = folder.resolve("run.json");
    ObjectNode run = (ObjectNode) JSON.readTree(file.toFile());
    run.putArray("trials");
    Files.writeString(file, run.toString());

    Cli.Outcome outcome =
        Cli.launch("baseline", "save", folder.toString(), "--out", temporary + "/x.json");

    assertThat(outcome.exitCode()).isEqualTo(3);
    assertThat(outcome.err())
        .isEqualTo("optbench: error: " + folder + " has no result yet: finish the run first\n");
  }

  @Test
  void aTrialThatIsPlannedTwiceIsAFaultOfTheRecord() throws IOException {
    Path file = folder.resolve("run.json");
    ObjectNode run = (ObjectNode) JSON.readTree(file.toFile());
    ((ArrayNode) run.path("trials")).add(run.at("/trials/0"));
    Files.writeString(file, run.toString());

    Cli.Outcome outcome = Cli.launch("report", folder.toString());

    assertThat(outcome.exitCode()).isEqualTo(3);
    assertThat(outcome.err())
        .contains("cannot read " + file + ": damaged: ids of trials must be different but ");
  }

  private static void assertTells(String line, String... command) {
    Cli.Outcome outcome = Cli.launch(command);
    assertThat(outcome.err()).as(String.join(" ", command)).contains(line);
    assertThat(outcome.exitCode()).as(outcome.err()).isIn(0, 3, 4);
  }

  @ParameterizedTest
  @ValueSource(strings = {"pipe.yaml", "/dev/zero", "\\u0000", "nothing.yaml"})
  void claimsOfAStoredRunAreNotWaitedFor(String claims) throws Exception {
    assumeTrue(mkfifo(temporary.resolve("pipe.yaml")), "no pipes can be made here");
    String name = claims.equals("pipe.yaml") ? temporary.resolve(claims).toString() : claims;
    Path run = folder.resolve("run.json");
    ObjectNode tree = (ObjectNode) JSON.readTree(run.toFile());
    tree.set("spec", JSON.createObjectNode().put("claims", name));
    Files.writeString(run, tree.toString().replace("\\\\u0000", "\\u0000"));

    Cli.Outcome outcome = Cli.launch("report", folder.toString(), "--charts", "none");

    assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    assertThat(outcome.err()).contains("warning: no claims were judged: ");
  }

  @Test
  void pipesAreNotWaitedForAnywhere() throws Exception {
    Path pipe = temporary.resolve("pipe.yaml");
    assumeTrue(mkfifo(pipe), "no pipes can be made here");
    String run = folder.toString();
    for (String[] command :
        new String[][] {
          {"run", pipe.toString()},
          {"validate", pipe.toString()},
          {"claims", pipe.toString()},
          {"run", "@" + pipe},
          {"run", "--plugins", pipe.toString()},
          {"report", run, "--charts", "none", "--published", pipe.toString()},
          {"check", run, "--baseline", pipe.toString()},
          {"export", run, "--to", "csv", "--out", pipe.toString()},
        }) {
      Cli.Outcome outcome = Cli.launch(command);
      assertThat(outcome.exitCode()).as(String.join(" ", command)).isIn(2, 3);
      assertThat(outcome.err())
          .as(String.join(" ", command))
          .containsAnyOf("pipe or device", "must be a jar");
    }
    Path link = Files.createSymbolicLink(folder.resolve("trials/00000000000000aa.json"), pipe);
    assertThat(Cli.launch("report", run, "--charts", "none").err())
        .contains("passed over " + link + ": cannot be read: a pipe or device, not a file");
  }

  @Test
  void argumentsInAFileAreTakenInItsPlace() throws IOException {
    Path inner = Files.writeString(temporary.resolve("inner"), "--to 'csv' # a comment\n");
    Path file =
        Files.writeString(
            temporary.resolve("file"), "\"" + folder + "\"\n@" + inner + " @" + inner);

    assertThat(ArgumentFiles.expand("export", "@" + file, "@@x", "@none"))
        .containsExactly("export", folder.toString(), "--to", "csv", "@x", "@none");
    assertThat(Cli.launch("export", "@" + file).exitCode()).isZero();
  }

  @Test
  void linksThatTheUserNamesAreFollowedAndDevicesAreNot() throws IOException {
    Path target = Files.writeString(temporary.resolve("target.csv"), "old");
    Path link = Files.createSymbolicLink(temporary.resolve("link.csv"), target);

    Cli.Outcome written =
        Cli.launch("export", folder.toString(), "--to", "csv", "--out", link.toString());
    assumeTrue(Files.exists(Path.of("/dev/null")), "there is no /dev/null here");
    Cli.Outcome device =
        Cli.launch("export", folder.toString(), "--to", "json", "--out", "/dev/null");

    assertThat(written.exitCode()).isZero();
    assertThat(link).isSymbolicLink();
    assertThat(target).content(StandardCharsets.UTF_8).startsWith("label,");
    assertThat(device.exitCode()).isEqualTo(3);
    assertThat(device.err()).contains("cannot write /dev/null: a pipe or device, not a file");
    assertThat(Files.isRegularFile(Path.of("/dev/null"))).isFalse();
  }

  @Test
  void whateverIsInAFileNothingIsUnexpected() throws IOException {
    SeededRandom random = SeededRandom.of(20_261_127, "mutations");
    List<Path> files = new ArrayList<>(List.of(folder.resolve("run.json")));
    try (var trials = Files.list(folder.resolve("trials"))) {
      files.addAll(trials.sorted().toList());
    }
    String a = folder.toString();
    String b = other.toString();
    String[][] commands = {
      {"export", a, "--to", "json"},
      {"compare", a, b},
      {"report", a, "--charts", "none", "--json"},
      {"baseline", "save", a, "--out", temporary.resolve("x.json").toString()},
      {"merge", a, b, "--out", temporary.resolve("merged").toString(), "--force", "--quiet"},
    };
    for (int i = 0; i < MUTATIONS; i++) {
      Path file = files.get(random.nextInt(2) == 0 ? 0 : random.nextInt(files.size()));
      String whole = Files.readString(file);
      String changed = changed(whole, random);
      Files.writeString(file, changed);
      String[] command = commands[i % commands.length];
      Cli.Outcome outcome = Cli.launch(command);
      assertThat(outcome.exitCode())
          .as("%d: %s of %s: %s", i, command[0], changed, outcome.err())
          .isIn(0, 2, 3, 4);
      assertThat(outcome.err())
          .doesNotContain("Exception", "jackson", "java.", "optbench.")
          .doesNotContain("This should not have happened");
      Files.writeString(file, whole);
    }
  }

  private static String changed(String json, SeededRandom random) throws IOException {
    JsonNode tree = JSON.readTree(json);
    JsonNode at = tree;
    while (true) {
      int size = at.size();
      int which = random.nextInt(size);
      List<String> keys = new ArrayList<>();
      at.fieldNames().forEachRemaining(keys::add);
      JsonNode child = at.isObject() ? at.get(keys.get(which)) : at.get(which);
      if (child.size() > 0 && random.nextInt(5) > 0) {
        at = child;
        continue;
      }
      JsonNode value = JSON.readTree(VALUES.get(random.nextInt(VALUES.size())));
      if (at instanceof ObjectNode object) {
        object.set(keys.get(which), value);
      } else if (random.nextInt(3) == 0) {
        ((ArrayNode) at).add(child);
      } else {
        ((ArrayNode) at).set(which, value);
      }
      return tree.toString();
    }
  }

  private static boolean mkfifo(Path path) throws IOException, InterruptedException {
    return new ProcessBuilder("mkfifo", path.toString()).start().waitFor() == 0;
  }
}
