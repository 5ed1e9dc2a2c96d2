package optbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DryRunTest {
  private static final String LINE =
      "run --dry-run --data synthetic-digits --optimizers adam,sgd --seeds 4,7 --epochs 1"
          + " --set data.train_limit=1000 --set data.validation=500 --set optimizers.sgd.l2=0.001";

  @Test
  void tellsWhatWouldBeTrained() {
    Cli.Outcome outcome = Cli.launch(LINE.split(" "));

    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.out())
        .isEqualTo(
            """
            4 trials to train: 2 optimizers, 2 seeds
              data      synthetic-digits: 1,000 training samples, 500 held out for validation
              network   mlp: dense 128 relu glorot_uniform, softmax 10; 101,770 parameters
              training  1 epoch of 8 steps, batch 128
              seeds     4, 7
              engine    dl4j on cpu

              label  optimizer  profile  form   hyper-parameters
              adam   adam       keras    keras  learning_rate=0.001 beta1=0.9 beta2=0.999 epsilon=1e-7
              sgd    sgd        keras    keras  learning_rate=0.01 momentum=0 l2=0.001
            """);
  }

  @Test
  void asJsonHasEveryTrialInFull(@TempDir Path out) {
    JsonNode json = Cli.launch((LINE + " --json --out " + out).split(" ")).json();

    assertThat(json).hasSize(4);
    assertThat(json.at("/1/label").asText()).isEqualTo("adam");
    assertThat(json.at("/1/settings/seed").asLong()).isEqualTo(7);
    assertThat(json.at("/3/settings/techniques/l2").asText()).isEqualTo("0.001");
    assertThat(json.at("/0/id").asText()).hasSize(16);
    assertThat(out).isEmptyDirectory();
  }

  @Test
  void theDataThatIsTakenInsteadIsSaidOnStandardError() {
    Cli.Outcome outcome =
        Cli.launch("run", "--dry-run", "--json", "--quiet", "--optimizers", "sgd", "--seeds", "1");

    assertThat(outcome.json()).hasSize(1);
    assertThat(outcome.err()).startsWith("NOTE: SYNTHETIC DIGITS stand in for MNIST");
  }

  @Test
  void dataThatWasNamedIsNeverReplaced() {
    Cli.Outcome outcome = Cli.launch("run", "--dry-run", "--data", "mnist");

    assertThat(outcome.exitCode()).isEqualTo(ExitCode.MISSING);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err()).startsWith("optbench: error: mnist is not in ");
  }
}
