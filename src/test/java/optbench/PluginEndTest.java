package optbench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import optbench.optimizer.PluginJar;
import optbench.run.ThisJvm;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A plug-in in a program of its own, which it may end and whose streams it may write to. */
@Tag("slow")
class PluginEndTest {
  private static final long NOON = 1_700_000_000_000L;
  private static final String STEP = "        Vector average";

  @TempDir private Path folder;

  private record Outcome(int exitCode, String out, String err) {}

  @ParameterizedTest
  @CsvSource({
    "--engine=dl4j",
    "--engine=lockstep --no-timing",
    "--engine=dl4j --jobs=2",
    "--engine=dl4j --set=timing.isolate=true"
  })
  void exitWhileItTrainsIsNeverSuccess(String options) throws Exception {
    Outcome outcome = train("System.exit(0);", options.split(" "));

    assertThat(outcome.exitCode()).as(outcome.err()).isEqualTo(1);
    assertThat(outcome.err())
        .contains("ended the program with System.exit")
        .contains("com.example.SignSgd")
        .doesNotContain("interrupted");
  }

  /** Nothing can stop it in the program itself; in a JVM of its own it ends nothing but a trial. */
  @Test
  void haltInAJvmOfItsOwnFailsItsTrialAlone() throws Exception {
    Outcome outcome = train("Runtime.getRuntime().halt(0);", "--set=timing.isolate=true");

    assertThat(outcome.exitCode()).as(outcome.err()).isEqualTo(1);
    assertThat(outcome.err()).contains("signsgd seed 1 failed: ").contains("without a result");
    assertThat(Files.readAllLines(folder.resolve("out/accuracy.csv")))
        .anyMatch(line -> line.startsWith("sgd,"));
  }

  @Test
  void exitWhileItIsDescribedIsNeverSuccess() throws Exception {
    Path jar =
        PluginJar.ofExample()
            .with(
                "    return List.of(HyperParameter",
                "    System.exit(0);\n    return List.of(HyperParameter")
            .compile(folder.resolve("a"))
            .pack(folder.resolve("a.jar"), NOON);

    Outcome outcome = launch("list", "optimizers", "--plugins=" + jar);

    assertThat(outcome.exitCode()).isEqualTo(1);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err()).contains("com.example.SignSgd ended the program with System.exit");
  }

  @Test
  void whatItPrintsNeverComesBetweenResults() throws Exception {
    String prints =
        "System.out.println(\"chat\\033[35m of a plug-in\"); System.err.print(\"x\\rchat\\n\");";

    Outcome outcome = train(prints, "--json");

    assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    JsonNode json = new ObjectMapper().readTree(outcome.out());
    assertThat(json.findValuesAsText("label")).contains("sgd", "signsgd");
    assertThat(outcome.err().lines())
        .contains("chat\\u001b[35m of a plug-in")
        .contains("x\\u000dchat");
  }

  private Outcome train(String statement, String... options) throws Exception {
    Path jar =
        PluginJar.ofExample()
            .with(STEP, "        if (step.number() > 1) { " + statement + " }\n" + STEP)
            .compile(folder.resolve("a"))
            .pack(folder.resolve("a.jar"), NOON);
    return launch(
        PluginJar.trainingWith(jar, folder.resolve("out"), options).toArray(String[]::new));
  }

  private Outcome launch(String... args) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(ThisJvm.command());
    command.add("optbench.Main");
    command.addAll(List.of(args));
    Path out = folder.resolve("stdout");
    Path err = folder.resolve("stderr");
    int code =
        new ProcessBuilder(command)
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start()
            .waitFor();
    return new Outcome(code, Files.readString(out), Files.readString(err));
  }
}
