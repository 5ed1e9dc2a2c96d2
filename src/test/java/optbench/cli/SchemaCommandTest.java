package optbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class SchemaCommandTest {
  private static final Path COMMITTED = Path.of("configs/optbench.schema.json");

  @Test
  void theCommittedFileIsWhatTheCommandPrints() throws IOException {
    Cli.Outcome outcome = Cli.launch("schema");

    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.json().at("/properties/epochs/type").asText()).isEqualTo("integer");
    assertThat(outcome.out())
        .as("%s is out of date; run: ./optbench schema > %s", COMMITTED, COMMITTED)
        .isEqualTo(Files.readString(COMMITTED));
  }
}
