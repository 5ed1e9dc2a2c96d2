package optbench.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataCommandTest {
  private static final List<String> FILES =
      List.of(
          "train-images-idx3-ubyte",
          "train-labels-idx1-ubyte",
          "t10k-images-idx3-ubyte",
          "t10k-labels-idx1-ubyte");

  @TempDir private Path folder;

  @Test
  void missingDataIsExitCodeThreeAndToldHowToGetIt() {
    Cli.Outcome outcome = Cli.launch("data", "status", "mnist", "--data-dir", folder.toString());

    assertThat(outcome.exitCode()).isEqualTo(ExitCode.MISSING);
    assertThat(outcome.lines().get(0)).startsWith("mnist: missing, not in " + folder);
    assertThat(outcome.lines())
        .contains("  missing  t10k-images-idx3-ubyte", "  Download it: optbench data fetch mnist");
  }

  @Test
  void corruptDataIsFoundByVerifyAlone() throws IOException {
    writeNonsense();
    String[] where = {"mnist", "--data-dir", folder.toString()};

    Cli.Outcome status = Cli.launch("data", "status", where[0], where[1], where[2]);
    Cli.Outcome verify = Cli.launch("data", "verify", where[0], where[1], where[2]);

    assertThat(status.exitCode()).isZero();
    assertThat(status.lines().get(0)).isEqualTo("mnist: found, " + folder.resolve("mnist"));
    assertThat(verify.exitCode()).isEqualTo(ExitCode.MISSING);
    assertThat(verify.lines().get(0))
        .isEqualTo("mnist: corrupt, the folder " + folder.resolve("mnist") + " is damaged");
    assertThat(verify.out()).doesNotContain("elete").doesNotContain("not in");
    assertThat(verify.out()).contains("then: optbench data fetch mnist");
  }

  /** Nobody has all data sets that there are. */
  @Test
  void withoutANameOnlyWhatIsThereIsJudged() throws IOException {
    String[] status = {"data", "status", "--data-dir", folder.toString()};
    assertThat(Cli.launch(status).exitCode()).isZero();

    writeNonsense();
    assertThat(Cli.launch(status).exitCode()).isZero();
    Cli.Outcome verify = Cli.launch("data", "verify", "--data-dir", folder.toString());
    assertThat(verify.exitCode()).isEqualTo(ExitCode.MISSING);
    assertThat(verify.out()).contains("synthetic-digits: verified", "kmnist: missing, not in");

    Files.delete(folder.resolve("mnist").resolve(FILES.get(3)));
    assertThat(Cli.launch(status).exitCode()).isEqualTo(ExitCode.MISSING);
    assertThat(Cli.launch("data", "status", "kmnist").exitCode()).isEqualTo(ExitCode.MISSING);
  }

  @Test
  void aDamagedFolderThatLacksAFileIsBoth() throws IOException {
    writeNonsense();
    Files.delete(folder.resolve("mnist").resolve(FILES.get(3)));

    Cli.Outcome verify = Cli.launch("data", "verify", "mnist", "--data-dir", folder.toString());

    assertThat(verify.exitCode()).isEqualTo(ExitCode.MISSING);
    assertThat(verify.lines().get(0))
        .isEqualTo(
            "mnist: corrupt, the folder "
                + folder.resolve("mnist")
                + " is damaged and lacks t10k-labels-idx1-ubyte");
  }

  @Test
  void fetchDoesNotReplaceWhatIsCorrupt() throws IOException {
    writeNonsense();

    Cli.Outcome outcome = Cli.launch("data", "fetch", "mnist", "--data-dir", folder.toString());

    assertThat(outcome.exitCode()).isEqualTo(ExitCode.MISSING);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err())
        .contains("move it elsewhere, or point --data-dir at another folder")
        .doesNotContain("elete");
    assertThat(folder.resolve("mnist").resolve(FILES.get(0))).hasContent("nonsense");
  }

  @Test
  void fetchWithoutANetworkSaysWhatToDo() {
    Cli.Outcome outcome = Cli.launch("data", "fetch", "--data-dir", folder.toString());

    assertThat(outcome.exitCode()).isEqualTo(ExitCode.MISSING);
    assertThat(outcome.err())
        .startsWith("optbench: error: mnist is not in " + folder)
        .contains("OPTBENCH_OFFLINE");
  }

  @Test
  void statusAsJson() throws IOException {
    writeNonsense();

    JsonNode json = Cli.launch("data", "status", "--json", "--data-dir", folder.toString()).json();

    assertThat(json.findValuesAsText("name")).contains("mnist", "fashion-mnist");
    assertThat(json.at("/0/usable").asBoolean()).isTrue();
    assertThat(json.at("/0/files")).hasSize(4);
    assertThat(json.at("/0/files/0/path").asText())
        .isEqualTo(folder.resolve("mnist").resolve(FILES.get(0)).toString());
    assertThat(json.at("/1/usable").asBoolean()).isFalse();
    assertThat(json.at("/1/files/0/path").isNull()).isTrue();
  }

  @Test
  void mnistIsVerified() {
    String directory = System.getenv("OPTBENCH_DATA_DIR");
    assumeThat(directory).as("OPTBENCH_DATA_DIR says where MNIST is").isNotNull();
    assumeThat(Path.of(directory, "mnist")).as("MNIST is there").isDirectory();

    Cli.Outcome outcome = Cli.launch("data", "verify", "mnist", "--data-dir", directory);

    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.lines().get(0)).startsWith("mnist: verified, ");
    assertThat(outcome.lines()).hasSize(5);
  }

  private void writeNonsense() throws IOException {
    Path mnist = Files.createDirectories(folder.resolve("mnist"));
    for (String file : FILES) {
      Files.writeString(mnist.resolve(file), "nonsense");
    }
  }
}
