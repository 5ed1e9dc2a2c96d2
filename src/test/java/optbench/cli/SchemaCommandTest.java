package optbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SchemaCommandTest {
  @Test
  void theSchemaHasTypes() {
    Cli.Outcome outcome = Cli.launch("schema");

    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.json().at("/properties/epochs/type").asText()).isEqualTo("integer");
  }

  @ParameterizedTest
  @CsvSource({
    "schema, configs/optbench.schema.json",
    "schema --claims, configs/claims.schema.json",
    "schema --suite, configs/suite.schema.json",
    "schema --reference, docs/spec-reference.md",
    "schema --claims --reference, docs/claims-reference.md",
    "schema --config --reference, docs/config-reference.md"
  })
  void theCommittedFilesAreWhatTheCommandPrints(String command, Path committed) throws IOException {
    Cli.Outcome outcome = Cli.launch(command.split(" "));

    assertThat(outcome.exitCode()).isZero();
    if (Boolean.getBoolean("golden.write")) {
      Files.writeString(committed, outcome.out());
    }
    assertThat(outcome.out())
        .as(
            "%s is out of date; run: ./optbench %s > %s, or -Dgolden.write=true",
            committed, command, committed)
        .isEqualTo(Files.readString(committed));
  }

  @Test
  void oneFileAtATime() {
    assertThat(Cli.launch("schema", "--config").json().at("/properties/jobs").isMissingNode())
        .isFalse();
    assertThat(Cli.launch("schema", "--config", "--claims").exitCode()).isEqualTo(2);
  }

  @Test
  void theReferenceHasEveryKeyWithRangeDefaultAndItsSource() {
    assertThat(Cli.launch("schema", "--reference").out())
        .contains(
            "| `epochs` | an integer from 1 to 100000 | 5 | Passes over the training set |\n",
            "## `optimizers[].schedule.one_cycle`\n",
            "| `rise` | a number above 0 and below 1 | 0.3 (PyTorch's OneCycleLR) |",
            "## `optimizers[]{optimizer: adam}`\n",
            "## `tune.hyper_parameters.<name>`\n");
  }
}
