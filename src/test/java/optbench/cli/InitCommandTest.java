package optbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import optbench.app.SpecLanguage;
import optbench.store.SpecFiles;
import optbench.store.StarterSpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InitCommandTest {
  @TempDir private Path folder;

  @Test
  void theSpecIsValidAndTheNextCommandIsTold() {
    Path file = folder.resolve("new").resolve("my spec.yaml");

    Cli.Outcome init = Cli.launch("init", file.toString());
    Cli.Outcome validate = Cli.launch("validate", file.toString());

    assertThat(init.exitCode()).isZero();
    assertThat(init.lines())
        .containsExactly("Wrote " + file + ". Edit it, then:", "  optbench run '" + file + "'");
    assertThat(validate.out()).isEqualTo(file + ": valid, 12 trials\n");
  }

  @Test
  void everyKeyOfTheSchemaIsExplained() throws IOException {
    Path file = folder.resolve("all.yaml");
    Cli.launch("init", file.toString());
    String text = Files.readString(file);

    Cli.launch("schema")
        .json()
        .get("properties")
        .fieldNames()
        .forEachRemaining(
            key -> {
              if (!key.equals("$schema")) {
                assertThat(text).containsPattern("(?m)^(# )?" + key + ":");
              }
            });
  }

  /** What it says of a key is what is meant without it, but for optimizers: it shows settings. */
  @Test
  void keysHaveTheirDefaults() throws IOException {
    Path all = folder.resolve("run.yaml");
    Cli.launch("init", all.toString());
    SpecFiles specs = SpecLanguage.builtIn().files();
    Map<String, Object> written = specs.tree(specs.read(Optional.of(all), List.of()).spec());
    Map<String, Object> empty = specs.tree(specs.read(Optional.empty(), List.of()).spec());

    written.remove("optimizers");
    empty.remove("optimizers");
    assertThat(written).isEqualTo(empty);
  }

  @Test
  void whatIsCommentedOutIsValidToo() throws IOException {
    Path file = folder.resolve("all.yaml");
    Cli.launch("init", file.toString());
    long checked = 0;
    for (String line : Files.readAllLines(file)) {
      if (line.matches("# (name|data|network|tune): .*")) {
        Path alone = Files.writeString(folder.resolve("alone.yaml"), line.substring(2) + "\n");
        assertThat(Cli.launch("validate", alone.toString()).exitCode()).as(line).isZero();
        checked++;
      } else if (line.matches("  # - .*")) {
        Path alone =
            Files.writeString(
                folder.resolve("alone.yaml"), "optimizers:\n  " + line.substring(4) + "\n");
        assertThat(Cli.launch("validate", alone.toString()).exitCode()).as(line).isZero();
        checked++;
      }
    }
    assertThat(checked).isEqualTo(10);
  }

  @Test
  void whatIsThereIsReplacedOnlyByForce() throws IOException {
    Path file = Files.writeString(folder.resolve("mine.yaml"), "epochs: 1\n");

    Cli.Outcome refused = Cli.launch("init", file.toString());

    assertThat(refused.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(refused.err()).contains(file + " is there already: --force replaces it");
    assertThat(file).hasContent("epochs: 1");
    assertThat(Cli.launch("init", "--force", file.toString()).exitCode()).isZero();
    assertThat(Files.readString(file)).contains("optimizers:");
  }

  @Test
  void anEndingThatIsNotYamlIsRefused() {
    Path file = folder.resolve("spec.json");

    assertThat(Cli.launch("init", file.toString()).exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(file).doesNotExist();
  }

  @Test
  void editorsArePointedToTheSchemaOfTheCheckout() throws IOException {
    Path schema = folder.resolve("checkout").resolve("configs").resolve("optbench.schema.json");
    Path inside = folder.resolve("checkout").resolve("a.yaml");
    Path outside = folder.resolve("b.yaml");

    StarterSpec.write(inside, Optional.of(schema), Map.of());
    StarterSpec.write(outside, Optional.of(schema), Map.of());

    assertThat(Files.readAllLines(inside).get(0))
        .isEqualTo("# yaml-language-server: $schema=configs/optbench.schema.json");
    assertThat(Files.readAllLines(outside).get(0))
        .isEqualTo("# yaml-language-server: $schema=" + schema.toUri());
  }

  @Test
  void theNameOfTheFileHasADefault() {
    assertThat(
            Arrays.asList(
                Cli.model()
                    .getSubcommands()
                    .get("init")
                    .getCommandSpec()
                    .positionalParameters()
                    .get(0)
                    .defaultValue()))
        .containsExactly("experiment.yaml");
  }
}
