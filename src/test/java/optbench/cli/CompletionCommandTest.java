package optbench.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CompletionCommandTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({
    "show ad, adagrad adadelta adam adamw adamax adabelief",
    "path r, rosenbrock ravine rastrigin",
    "data fetch f, fashion-mnist",
    "completion '', bash zsh fish",
    "run --profile p, pytorch paper",
    "run --network '', mlp softmax article-cnn lenet5 resnet-8",
    "run --data m, mnist",
    "run --engine '', auto dl4j lockstep opencl",
    "run --optimizers ra, radam",
    "path beale --optimizers rp, rprop",
    "run --charts no, none",
  })
  void bashCompletesNames(String line, String expected) throws Exception {
    String typed = "optbench " + line.replace("''", "");
    String complete =
        "source \"$1\"; COMP_LINE=\"$2\"; read -ra COMP_WORDS <<<\"$2\";"
            + " [[ $2 != *' ' ]] || COMP_WORDS+=('');"
            + " COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); [[ $(complete -p optbench) =~ -F\\ ([^ ]+) ]];"
            + " ${BASH_REMATCH[1]}; echo \"${COMPREPLY[*]}\"";

    assertThat(shell("bash", "bash", complete, typed)).isEqualTo(expected);
  }

  /** Words behind commas, which CSV would take for columns. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "run --optimizers sgd,ra; sgd,radam",
        "run --optimizers sgd,adam,ad; sgd,adam,adagrad sgd,adam,adadelta sgd,adam,adamw sgd,adam,adamax sgd,adam,adabelief",
        "path beale --optimizers adam,li; adam,lion",
        "run --charts final-accuracy,no; final-accuracy,none",
        "run --optimizers sgd,nothing; ''",
        "run --network mlp,so; ''",
      })
  void bashCompletesTheLastWordOfAList(String line, String expected) throws Exception {
    bashCompletesNames(line, expected);
  }

  @ParameterizedTest
  @CsvSource({
    "show ad, adabelief adadelta adagrad adam adamax adamw",
    "path ra, rastrigin ravine",
    "list p, profiles",
    "data fetch --q, --quiet",
    "run --net, --network",
  })
  void fishCompletesNames(String line, String expected) throws Exception {
    String complete =
        "function optbench; end; source $argv[1];"
            + " echo (complete -C $argv[2] | string replace -r '\\t.*' '' | sort)";

    assertThat(shell("fish", "fish", complete, "optbench " + line)).isEqualTo(expected);
  }

  @Test
  void zshTakesTheScriptOfBash() {
    String script = Cli.launch("completion", "zsh").out();

    assertThat(script)
        .isEqualTo(Cli.launch("completion", "bash").out())
        .contains("autoload -U +X bashcompinit && bashcompinit");
  }

  @Test
  void fishKnowsEveryCommandAndItsOptions() {
    List<String> lines = Cli.launch("completion", "fish").lines();

    assertThat(lines)
        .contains(
            "complete -c optbench -n '__optbench_at' -a doctor -d 'Check whether optbench can run here, and how well'",
            "complete -c optbench -n '__optbench_in run' -l epochs -r -d 'Passes over the training set'",
            "complete -c optbench -n '__optbench_in data verify' -l json -d 'Print it as JSON on stdout, and nothing else there'")
        .noneMatch(line -> line.contains("${") || line.contains("%n"));
    Cli.model()
        .getSubcommands()
        .keySet()
        .forEach(
            name -> assertThat(lines).anyMatch(line -> line.contains("_at' -a " + name + " -d '")));
  }

  /** What the shell prints, given the script's file and the line that was typed. */
  private String shell(String shell, String language, String command, String typed)
      throws IOException, InterruptedException {
    boolean there =
        List.of(System.getenv("PATH").split(":")).stream()
            .anyMatch(directory -> Files.isExecutable(Path.of(directory, shell)));
    assumeThat(there).as(shell + " is installed").isTrue();
    Path script =
        Files.writeString(folder.resolve("script"), Cli.launch("completion", language).out());
    List<String> words =
        shell.equals("bash")
            ? List.of("bash", "-c", command, "bash", script.toString(), typed)
            : List.of("fish", "-c", command, script.toString(), typed);
    Process process =
        new ProcessBuilder(words)
            .redirectError(folder.resolve("errors").toFile())
            .directory(folder.toFile())
            .start();
    process.getOutputStream().close();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return out.strip();
  }
}
