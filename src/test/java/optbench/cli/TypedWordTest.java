package optbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TypedWordTest {
  private static final List<String> KNOWN = List.of("adam", "schedulefree_adamw", "a-b", "a_b");

  @ParameterizedTest
  @CsvSource({
    "adam, adam",
    "Adam, adam",
    "ScheduleFree-AdamW, schedulefree_adamw",
    "adan, adan",
    "a-B, a-B",
    "a-b, a-b",
    "'', ''"
  })
  void theOneWordThatItCanStandForIsMeant(String typed, String meant) {
    assertThat(TypedWord.meant(typed, KNOWN)).isEqualTo(meant);
  }

  @Test
  void eachWordOfAListIsLookedAt() {
    assertThat(TypedWord.eachMeant("ADAM, sgd,", KNOWN)).isEqualTo("adam,sgd,");
  }

  @Test
  void commandsTakeNamesAsTheyAreTyped() {
    Cli.Outcome plan =
        Cli.launch(
            "run",
            "--optimizers",
            "Adam,RMSProp",
            "--network",
            "Softmax",
            "--profile",
            "Keras",
            "--data",
            "Synthetic-Digits",
            "--set",
            "data.train_limit=100",
            "--dry-run");

    assertThat(plan.exitCode()).isZero();
    assertThat(plan.out()).contains("adam ", "rmsprop ", "softmax");
    assertThat(Cli.launch("show", "ADAM").out()).isEqualTo(Cli.launch("show", "adam").out());
  }

  @Test
  void aListWithBlanksIsToldToTakeCommas() {
    Cli.Outcome two = Cli.launch("run", "--optimizers", "adam", "SGD");
    Cli.Outcome three = Cli.launch("run", "--optimizers", "adam", "sgd", "momentum");

    assertThat(two.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(two.err()).contains("separate optimizers with commas: --optimizers adam,SGD");
    assertThat(three.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(three.err()).contains("lists are written with commas: --optimizers adam,sgd");
  }
}
