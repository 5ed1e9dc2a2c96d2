package optbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import optbench.result.FakeTime;
import optbench.result.FakeTrial;
import optbench.result.TimeSplit;
import optbench.result.TrialResult;
import optbench.stats.FakeRun;
import optbench.store.RunStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Commands that train nothing: each copies a results folder that was made for the optimizer and the
 * seed it is asked for. The lock on timed runs is this test's own.
 */
@Tag("slow")
class AgainstCommandTest {
  private static final double[] ADAM = {0.97, 0.971, 0.972};
  private static final double[] SGD = {0.9, 0.91, 0.905};

  @TempDir private Path folder;
  private String temporary;
  private Path spec;

  @BeforeEach
  void prepare() throws IOException {
    temporary = System.setProperty("java.io.tmpdir", folder.toString());
    spec =
        Files.writeString(
            folder.resolve("spec.yaml"),
            """
            name: quick
            optimizers: [adam, {optimizer: sgd, learning_rate: 1e-2}]
            seeds: 3
            timing: {isolate: true}
            claims: nowhere.yaml
            """);
  }

  @AfterEach
  void restore() {
    System.setProperty("java.io.tmpdir", temporary);
  }

  @Test
  void theSameIsZeroAndNothingIsLeftBehind() throws IOException {
    Cli.Outcome outcome = check(command("a", run(SGD), 1), command("b", run(SGD), 1));

    assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    assertThat(outcome.out())
        .containsPattern("(?m)^identical +adam +97\\.10 +97\\.10 ")
        .containsPattern("(?m)^ok +sgd +1\\.\\d{2} +1\\.\\d{2} +1\\.000 +1\\.000 to 1\\.000 ");
    assertThat(outcome.said())
        .contains(
            "No regression: everything is the same to the bit as in the other command. No"
                + " optimizer is slower by 10 % or more a step.")
        .contains("both commands are the same version of optbench");
    assertThat(outcome.err())
        .startsWith("optbench: 4 rounds of 6 trials, each in a JVM of its own\n")
        .contains("optbench: round 4 of 4\n");
    try (var left = Files.list(folder)) {
      assertThat(left).noneMatch(path -> path.getFileName().toString().startsWith("optbench-1"));
    }
  }

  /** Each is asked for four rounds of two optimizers, the checked one twice; seeds go round. */
  @Test
  void bothAreAskedInTurnForTheSameTrials() throws IOException {
    check(command("a", run(SGD), 1), command("b", run(SGD), 1));

    List<String> asked = Files.readAllLines(folder.resolve("asked"));
    assertThat(asked).hasSize(24);
    assertThat(asked.subList(0, 6))
        .containsExactly("a adam 1", "b adam 1", "b adam 1", "a sgd 1", "b sgd 1", "b sgd 1");
    assertThat(asked.subList(6, 12))
        .containsExactly("b sgd 2", "b sgd 2", "a sgd 2", "b adam 2", "b adam 2", "a adam 2");
    assertThat(asked.subList(18, 24)).allMatch(line -> line.endsWith(" 1"));
  }

  /** What is asked for is in the spec's own words, so that older builds understand it. */
  @Test
  void aTrialIsASpecInTheWordsOfTheWholeOne() throws IOException {
    check(command("a", run(SGD), 1), command("b", run(SGD), 1));

    assertThat(Files.readString(folder.resolve("last-sgd.json")).replaceAll("\\s", ""))
        .isEqualTo(
            "{\"name\":\"quick\",\"optimizers\":[{\"optimizer\":\"sgd\",\"learning_rate\":0.01}],"
                + "\"seeds\":[1]}");
  }

  @Test
  void slowerIsOne() throws IOException {
    Path junit = folder.resolve("check.xml");
    Path summary = folder.resolve("check.md");

    Cli.Outcome outcome =
        check(
            Map.of("GITHUB_ACTIONS", "true", "GITHUB_WORKSPACE", folder.toString()),
            command("a", run(SGD), 1),
            command("b", run(SGD), 1.5),
            "--junit",
            junit.toString(),
            "--summary",
            summary.toString());

    assertThat(outcome.exitCode()).as(outcome.err()).isEqualTo(1);
    assertThat(outcome.out())
        .containsPattern("(?m)^regressed +sgd +1\\.\\d{2} +\\d\\.\\d{2} +1\\.5\\d\\d ");
    assertThat(outcome.said()).contains("Slower: adam (slower by more than 10 %: 1.5");
    assertThat(outcome.err()).contains("::error file=spec.yaml,line=1,title=optbench%3A sgd regr");
    assertThat(junit)
        .content(StandardCharsets.UTF_8)
        .contains("name=\"sgd, time a step\"", "<failure type=\"regressed");
    assertThat(summary)
        .content(StandardCharsets.UTF_8)
        .contains("| ❌ regressed | sgd |", "| 1.000 to 1.000 | 4 |");
  }

  @Test
  void fasterAndMoreAccurateIsZero() throws IOException {
    double[] better = {0.911, 0.92, 0.916};

    Cli.Outcome outcome = check(command("a", run(SGD), 1), command("b", run(better), 0.5));

    assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    assertThat(outcome.out()).containsPattern("(?m)^ok +sgd +90\\.50 .*gained more than 0\\.30 ");
  }

  @Test
  void lessAccurateIsOneUnlessOnlyTimesAreAskedFor() throws IOException {
    double[] worse = {0.893, 0.903, 0.899};
    String a = command("a", run(SGD), 1);
    String b = command("b", run(worse), 1);

    Cli.Outcome both = check(a, b);
    Cli.Outcome timesAlone = check(a, b, "--rule", "timing:10%");
    Cli.Outcome accuracyAlone =
        check(a, command("c", run(worse), 2), "--rule", "accuracy:5pt", "--json");

    assertThat(both.exitCode()).isEqualTo(1);
    assertThat(both.said()).contains("Regressed against the other command: sgd (lost accuracy");
    assertThat(timesAlone.exitCode()).isZero();
    assertThat(timesAlone.out()).doesNotContain("accuracy");
    assertThat(accuracyAlone.exitCode()).isZero();
    JsonNode json = accuracyAlone.json();
    assertThat(json.get("timing").isNull()).isTrue();
    assertThat(json.get("margin").asDouble()).isEqualTo(0.05);
  }

  @Test
  void otherSettingsAreFour() throws IOException {
    String a = command("a", run(SGD), 1);
    FakeRun other = new FakeRun().batch(64, 1).finished("adam", ADAM).finished("sgd", SGD);

    Cli.Outcome outcome = check(a, command("b", other, 1), "--rule", "timing:10%");

    assertThat(outcome.exitCode()).isEqualTo(4);
    assertThat(outcome.said())
        .contains("Times could not be compared: adam (other settings: batch_size was 128 and is");
  }

  @Test
  void aCommandThatFailsIsThreeAndSaysWhatItSaid() {
    Cli.Outcome failing = check("echo no data >&2; exit 7; :", "true");
    Cli.Outcome idle = check("true", "true");

    assertThat(failing.exitCode()).isEqualTo(3);
    assertThat(failing.err())
        .contains("'echo no data >&2; exit 7; :' ended with exit code 7: no data\n")
        .doesNotContain("should not have happened");
    assertThat(idle.exitCode()).isEqualTo(3);
    assertThat(idle.err()).contains("'true' left no results: ").contains(" is not a folder");
  }

  @Test
  void aSpecThatIsTunedIsRefused() throws IOException {
    Files.writeString(
        spec,
        """
        data: {name: mnist, validation: 5000}
        optimizers: [sgd]
        tune: {hyper_parameters: {learning_rate: {log: [1e-4, 1.0], points: 3}}}
        """);

    Cli.Outcome outcome = check("true", "true");

    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.err()).contains("spec.yaml:3:").contains("tune has no place");
  }

  private Cli.Outcome check(String other, String command, String... more) {
    return check(Map.of(), other, command, more);
  }

  private Cli.Outcome check(
      Map<String, String> environment, String other, String command, String... more) {
    String[] args = new String[8 + more.length];
    List<String> first =
        List.of(
            "check",
            spec.toString(),
            "--against-command",
            other,
            "--command",
            command,
            "--rounds",
            "4");
    first.toArray(args);
    System.arraycopy(more, 0, args, 8, more.length);
    return Cli.launchWith(environment, args);
  }

  private static FakeRun run(double... sgd) {
    return new FakeRun().finished("adam", ADAM).finished("sgd", sgd);
  }

  /** A script that hands out these trials, at so many times their time a step. */
  private String command(String name, FakeRun run, double factor) throws IOException {
    for (TrialResult trial : run.results()) {
      Path target = folder.resolve(name + "/" + trial.label() + "-" + trial.settings().seed());
      try (RunStore store = RunStore.open(target)) {
        store.writeRun(run.record());
        store.writeTrial(slowed(trial, factor));
      }
    }
    Path script = folder.resolve(name + ".sh");
    Files.writeString(
        script,
        String.format(
            Locale.ROOT,
            """
        [ "$1 $3" = "run --out" ] || exit 9
        text=$(tr -d ' \\n' < "$2")
        case $text in *'"adam"'*) label=adam ;; *) label=sgd ;; esac
        seed=$(printf %%s "$text" | sed 's/.*"seeds":\\[\\([0-9]*\\)\\].*/\\1/')
        cp "$2" '%1$s/last-'$label.json
        echo "%2$s $label $seed" >> '%1$s/asked'
        cp -r '%1$s/%2$s/'"$label-$seed" "$4"
        """,
            folder,
            name));
    return "sh '" + script + "'";
  }

  /** Not quite the same in every seed: what does not vary at all, no four rounds would prove. */
  private static TrialResult slowed(TrialResult r, double times) {
    double factor = Math.pow(times, 1 + 0.01 * r.settings().seed());
    TimeSplit.Measured t = r.time().orElseThrow().measured();
    return FakeTrial.result(
        r.id(),
        r.label(),
        r.settings(),
        r.outcome(),
        r.epochs(),
        Optional.of(
            FakeTime.of(
                t.steps(),
                t.stepMillisMedian() * factor,
                t.gradientMillisMedian() * factor,
                t.updateMillisMedian() * factor,
                t.trainSeconds() * factor,
                t.samplesPerSecond() / factor)),
        r.stateBytes().orElseThrow(),
        r.initialWeightsSha256(),
        r.divergedAtStep(),
        r.reason(),
        r.threads().orElseThrow(),
        r.finishedAt());
  }
}
