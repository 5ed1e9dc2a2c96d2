package optbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import optbench.optimizer.Optimizers;
import optbench.optimizer.PluginJar;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ListCommandTest {
  @Test
  void optimizersStandInTheirFamilies() {
    assertThat(Cli.launch("list", "optimizers").lines())
        .containsSubsequence(
            "Gradient descent and momentum",
            "  sgd                 1951  Robbins & Monro        a step against the gradient of each mini-batch",
            "",
            "Adaptive: a step size for every parameter",
            "  adagrad             2011  Duchi, Hazan & Singer  each parameter's rate shrinks with the sum of its squared gradients");
  }

  @Test
  void aJarMayBeGivenToTheGroup(@TempDir Path folder) {
    String jar =
        PluginJar.ofExample()
            .compile(folder.resolve("classes"))
            .pack(folder.resolve("my.jar"), 1_700_000_000_000L)
            .toString();
    String all = Cli.launch("list", "optimizers", "--plugins", jar).out();

    assertThat(all).contains("  signsgd ", "  adam ");
    assertThat(Cli.launch("list", "--plugins", jar, "optimizers").out()).isEqualTo(all);
    assertThat(Cli.launch("list", "--plugins", jar).out())
        .isEqualTo(all + System.lineSeparator() + Cli.launch("list", "networks").out());
    assertThat(Cli.launch("list", "--plugins", jar, "optimizers", "--json").out())
        .contains("\"signsgd\"");
    assertThat(Cli.launch("list").exitCode()).isEqualTo(2);
    for (String other : List.of("data", "profiles", "charts")) {
      Cli.Outcome outcome = Cli.launch("list", "--plugins", jar, other);
      assertThat(outcome.exitCode()).isEqualTo(2);
      assertThat(outcome.err())
          .contains("--plugins brings optimizers and networks: optbench list optimizers");
    }
  }

  @Test
  void everyOptimizerHasALine() {
    String out = Cli.launch("list", "optimizers").out();

    Optimizers.builtIn()
        .all()
        .forEach(
            o ->
                assertThat(out)
                    .containsPattern(
                        "(?m)^  " + o.description().id() + " +" + o.description().year()));
  }

  @Test
  void networksHaveTheirParameters() {
    assertThat(Cli.launch("list", "networks").lines().subList(0, 3))
        .containsExactly(
            "  network      parameters  what it is",
            "  mlp             101,770  one hidden layer of 128 ReLU units, 784-128-10 on MNIST; the default",
            "  softmax           7,850  multinomial logistic regression, 784-10 on MNIST, no hidden layer; convex");
    JsonNode json = Cli.launch("list", "networks", "--json").json();
    assertThat(json.at("/0/name").asText()).isEqualTo("mlp");
    assertThat(json.at("/0/parameters").asLong()).isEqualTo(784L * 128 + 128 + 128 * 10 + 10);
    assertThat(json.at("/0/layers").asText())
        .isEqualTo("dense 128 relu glorot_uniform, softmax 10");
  }

  @Test
  void dataSetsHaveTheirPlace(@TempDir Path folder) {
    Cli.Outcome outcome = Cli.launch("list", "data", "--data-dir", folder.toString());

    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.lines().get(1))
        .startsWith("  mnist             missing  not in " + folder.resolve("mnist"));
    assertThat(outcome.lines()).contains("  synthetic-digits  found    drawn by optbench");
    JsonNode json = Cli.launch("list", "data", "--json").json();
    assertThat(json.findValuesAsText("name"))
        .contains("mnist", "fashion-mnist", "synthetic-digits");
    assertThat(json.at("/8/state").asText()).isEqualTo("found");
    assertThat(json.at("/8/directory").isNull()).isTrue();
  }

  @Test
  void oneProfileIsTheDefault() {
    JsonNode json = Cli.launch("list", "profiles", "--json").json();

    assertThat(json.findValuesAsText("name")).containsExactly("keras", "pytorch", "dl4j", "paper");
    assertThat(json.findValuesAsText("default")).containsExactly("true", "false", "false", "false");
  }

  @Test
  void theNextCommandIsToldToPeopleOnly() {
    String hint = "optbench show adam: formula, paper, hyper-parameters and their defaults";

    assertThat(Cli.launchOnTerminal(100, "list", "optimizers").out()).endsWith(hint + "\n");
    assertThat(Cli.launch("list", "optimizers").out()).doesNotContain(hint);
  }

  @Test
  void linesAreBrokenOnATerminalOnly() {
    assertThat(Cli.launchOnTerminal(80, "list", "optimizers").lines())
        .allSatisfy(
            line ->
                assertThat(line.replaceAll("\u001b\\[[0-9;]*m", "").length())
                    .isLessThanOrEqualTo(80));
    assertThat(Cli.launch("list", "optimizers").lines())
        .contains(
            "  adam                2015  Kingma & Ba            momentum over the root of a decaying average of squared gradients, both corrected for their start at zero");
  }
}
