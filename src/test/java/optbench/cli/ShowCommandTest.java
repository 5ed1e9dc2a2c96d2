package optbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.Stream;
import optbench.hash.Sha256;
import optbench.optimizer.HyperParameter;
import optbench.optimizer.Optimizer;
import optbench.optimizer.Optimizers;
import optbench.spec.Profile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ShowCommandTest {
  static Stream<String> optimizers() {
    return Optimizers.builtIn().all().stream().map(o -> o.description().id());
  }

  @Test
  void defaultsOfAllProfilesStandSideBySide() {
    assertThat(Cli.launch("show", "adam").lines())
        .containsSequence(
            "Defaults",
            "                        keras      pytorch       dl4j   paper",
            "  learning_rate         0.001      0.001         0.001  0.001",
            "  beta1                 0.9        0.9           0.9    0.9",
            "  beta2                 0.999      0.999         0.999  0.999",
            "  epsilon               1e-7       1e-8          1e-8   1e-8",
            "  form of the rule      keras      pytorch       nd4j   pytorch",
            "  kind of weight decay  decoupled  coupled (l2)  none   none",
            "",
            "  keras    keras.optimizers.Adam, Keras 3.16");
  }

  @Test
  void weightDecayStandsWithTheDefaultsWhereAProfileHasIt() {
    assertThat(Cli.launch("show", "adamw").lines())
        .contains(
            "  weight_decay          0.004      0.01       0.01       0.01",
            "  kind of weight decay  decoupled  decoupled  decoupled  decoupled");
    assertThat(Cli.launch("show", "adam").out()).doesNotContain("weight_decay");
    assertThat(Cli.launch("show", "adamw", "--json").json().at("/defaults/keras/weight_decay"))
        .isEqualTo(com.fasterxml.jackson.databind.node.DoubleNode.valueOf(0.004));
  }

  @ParameterizedTest
  @CsvSource({
    "sgd, none; 1 with momentum",
    "momentum, 1 x the parameters (v): 398 KiB for mlp",
    "rmsprop, '1 x the parameters (v): 398 KiB for mlp; 1 more with momentum, 1 more with centered'",
    "adam, '2 x the parameters (m, v): 795 KiB for mlp'",
  })
  void stateIsCounted(String optimizer, String state) {
    assertThat(Cli.launch("show", optimizer).lines())
        .containsSequence("State between steps", "  " + state);
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void everyOptimizerFitsOnAHundredColumns(String optimizer) {
    Cli.Outcome outcome = Cli.launch("show", optimizer);

    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.lines())
        .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(100))
        .noneMatch(line -> line.endsWith(" "));
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void jsonHasEveryNumberOfTheRegistry(String name) {
    Optimizer optimizer = Optimizers.builtIn().find(name).orElseThrow();
    JsonNode json = Cli.launch("show", name, "--json").json();

    assertThat(json.get("name").asText()).isEqualTo(name);
    for (Profile profile : Profile.values()) {
      JsonNode defaults = json.get("defaults").get(profile.id());
      assertThat(defaults.get("variant").asText()).isEqualTo(optimizer.defaults(profile).variant());
      assertThat(defaults.get("weight_decay_kind").asText())
          .isEqualToIgnoringCase(optimizer.defaults(profile).decayKind().name());
      for (HyperParameter p : optimizer.hyperParameters()) {
        JsonNode value = defaults.get("values").get(p.name());
        double number = value.isBoolean() ? (value.asBoolean() ? 1 : 0) : value.asDouble();
        assertThat(number).isEqualTo(optimizer.defaults(profile).values().get(p.name()));
      }
    }
  }

  @Test
  void theKernelIsAProgramWithCommentsBeforeIt() {
    Cli.Outcome outcome = Cli.launch("show", "radam", "--kernel", "--profile", "pytorch");

    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.lines())
        .startsWith(
            "// radam, profile pytorch, form pytorch: update, steps 1 to 5 of 100 recorded.")
        .contains(
            "// radam, profile pytorch, form pytorch: update, steps 6 to 100 of 100 recorded.",
            "// state0 is m, state1 is v.",
            "#pragma OPENCL FP_CONTRACT OFF")
        .filteredOn(line -> !line.startsWith("//"))
        .filteredOn(line -> line.startsWith("kernel void update("))
        .hasSize(2);
  }

  @Test
  void whatIsEvaluatedHasAKernelOfItsOwn() {
    assertThat(Cli.launch("show", "schedulefree_adamw", "--kernel").lines())
        .filteredOn(line -> line.endsWith(" recorded."))
        .map(line -> line.replaceFirst(".*: ", ""))
        .containsExactly(
            "update, step 1 of 100 recorded.",
            "update, steps 2 to 100 of 100 recorded.",
            "evaluation, steps 1 to 100 of 100 recorded.");
  }

  @Test
  void aRuleThatTakesNormsHasAProgramBeforeThemAndOneAfter() {
    assertThat(Cli.launch("show", "lamb", "--kernel").lines())
        .filteredOn(line -> line.endsWith(" recorded."))
        .map(line -> line.replaceFirst(".*: ", ""))
        .containsExactly(
            "update, phase 1 of 2, steps 1 to 100 of 100 recorded.",
            "update, phase 2 of 2, steps 1 to 100 of 100 recorded.");
  }

  @Test
  void whatIsDoneToMatricesIsToldInFormulas() {
    assertThat(Cli.launch("show", "muon", "--kernel").lines())
        .contains("// X2 = c[6] X0 X0' + c[7] X2.", "// scratch = X1.");
    JsonNode programs = Cli.launch("show", "muon", "--kernel", "--json").json().get("programs");
    assertThat(programs.get(3).get("matrices").asText()).isEqualTo("X2 = c[6] X0 X0' + c[7] X2");
  }

  @Test
  void theKernelInJsonHasTheHashOfItsSource() {
    JsonNode json = Cli.launch("show", "adam", "--kernel", "--json").json();

    assertThat(json.get("variant").asText()).isEqualTo("keras");
    assertThat(json.get("programs"))
        .singleElement()
        .satisfies(
            program ->
                assertThat(program.get("sha256").asText())
                    .isEqualTo(Sha256.hex(program.get("source").asText())));
  }

  @Test
  void theFormOfAKernelCanBeChosen() {
    assertThat(Cli.launch("show", "adam", "--kernel", "--variant", "nd4j").lines())
        .first()
        .asString()
        .startsWith("// adam, profile keras, form nd4j: ");
  }

  @ParameterizedTest
  @CsvSource({
    "'lbfgs --kernel', there is no kernel of lbfgs: it searches along a line",
    "'adam --kernel --profile x', 'unknown profile ''x'''",
    "'adam --kernel --variant x', 'unknown form of adam ''x'''",
    "'adam --profile keras', --profile and --variant choose a kernel: add --kernel",
  })
  void aKernelThatThereIsNotIsAFaultOfUsage(String options, String message) {
    Cli.Outcome outcome = Cli.launch(("show " + options).split(" "));

    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.err()).contains("error: " + message);
  }

  @Test
  void headingsAreBoldOnATerminal() {
    assertThat(Cli.launchOnTerminal(80, "show", "adam").out()).contains("\u001b[1mPaper\u001b[0m");
    assertThat(Cli.launch("show", "adam").out()).doesNotContain("\u001b");
  }
}
