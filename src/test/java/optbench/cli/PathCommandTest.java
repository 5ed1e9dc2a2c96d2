package optbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PathCommandTest {
  @TempDir private Path folder;

  private Cli.Outcome path(String... args) {
    List<String> words = new ArrayList<>(List.of("path"));
    words.addAll(List.of(args));
    words.add("--out=" + folder.resolve("out"));
    return Cli.launch(words.toArray(String[]::new));
  }

  @Test
  void writesPictureAndPageAndPoints() throws IOException {
    Cli.Outcome outcome = path("rosenbrock", "--optimizers", "adam,sgd,momentum", "--steps", "100");

    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.said())
        .startsWith("Rosenbrock's function, (1 − x)² + 100 (y − x²)²: 100 steps from (−1.2, 1)")
        .contains("the best of 19 learning rates from 0.0001 to 100")
        .contains("Page: " + folder.resolve("out/path.html"));
    Path out = folder.resolve("out");
    try (Stream<Path> files = Files.list(out)) {
      assertThat(files.map(f -> f.getFileName().toString()))
          .containsExactlyInAnyOrder(
              ".optbench-files", "path.csv", "path.html", "path.png", "path.svg");
    }
    List<String> lines = Files.readAllLines(out.resolve("path.csv"));
    assertThat(lines).hasSize(1 + 3 * 101).startsWith("label,step,x,y,value", "adam,0,-1.2,1,24.2");
    assertThat(
            Jsoup.parse(Files.readString(out.resolve("path.html"))).select(".ways bdi").eachText())
        .containsExactly("adam", "sgd", "momentum");
  }

  /**
   * By hand: eigenvalues are 50 and 0.5, so that sgd climbs above a rate of 0.04; of those tried
   * below, 0.02 is the largest. Across, it arrives in a step (1 - 50 * 0.02 = 0); along, 4.5 / sqrt
   * 2 shrinks to 0.99 of itself in each step, and to 0.1 in log(0.1 / 3.182) / log(0.99) = 344.3.
   */
  @Test
  void takesTheRateThatArrivesFirst() {
    Cli.Outcome outcome = path("ravine", "--optimizers=sgd", "--steps=400");

    assertThat(outcome.lines()).anyMatch(line -> line.matches(" *★ +sgd +0\\.02 +400 .* 345"));
  }

  @Test
  void noneClimbsAboveItsStartWhereAnotherRateDoesNot() throws IOException {
    path("rosenbrock", "--optimizers=sgd,momentum,rmsprop,adam,rprop");

    assertThat(Files.readAllLines(folder.resolve("out/path.csv")).stream().skip(1))
        .hasSize(5 * 201)
        .allSatisfy(
            line ->
                assertThat(Double.parseDouble(line.substring(line.lastIndexOf(',') + 1)))
                    .isLessThanOrEqualTo(24.2));
  }

  /** Steps of sgd on the ravine from (1, 0), by hand: the gradient is 25.25 x - 24.75 y, ... */
  @Test
  void takesStartAndRateAsGiven() throws IOException {
    Cli.Outcome outcome =
        path("ravine", "--optimizers=sgd", "--start", "1,0", "--learning-rate=0.02", "--steps=2");

    assertThat(outcome.exitCode()).isZero();
    assertThat(Files.readAllLines(folder.resolve("out/path.csv")))
        .satisfiesExactly(
            head -> assertThat(head).isEqualTo("label,step,x,y,value"),
            start -> assertThat(start).isEqualTo("sgd,0,1,0,12.625"),
            first -> assertThat(first).startsWith("sgd,1,0.495,0.495,0.12251"),
            second -> assertThat(second).startsWith("sgd,2,0.49005,0.49005,0.12007"));
  }

  @Test
  void theSameTwiceIsTheSameToTheByte() throws IOException {
    path("saddle", "--optimizers=sgd,adam,lbfgs", "--steps=50");
    List<byte[]> first = contents();

    path("saddle", "--optimizers=sgd,adam,lbfgs", "--steps=50");

    assertThat(contents()).usingRecursiveComparison().isEqualTo(first);
  }

  private List<byte[]> contents() throws IOException {
    List<byte[]> contents = new ArrayList<>();
    for (String name : List.of("path.csv", "path.html", "path.png", "path.svg")) {
      contents.add(Files.readAllBytes(folder.resolve("out").resolve(name)));
    }
    return contents;
  }

  @Test
  void anEntrysOwnRateStaysAndTheOthersChoose() {
    Cli.Outcome outcome =
        path(
            "beale",
            "--optimizers=sgd,{optimizer: momentum, momentum: 0.5, label: half}",
            "--set=optimizers.sgd.learning_rate=0.003");

    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.said())
        .contains("half: the best of 19 learning rates from 0.0001 to 100")
        .contains("sgd: the learning rate as given");
    assertThat(outcome.lines()).anyMatch(line -> line.matches(".*sgd +0\\.003 +200 .*"));
  }

  @Test
  void defaultsAreTheProfiles() {
    Cli.Outcome outcome =
        path("ravine", "--optimizers=adam,lbfgs", "--profile=pytorch", "--learning-rate=default");

    assertThat(outcome.said()).contains("pytorch defaults; the default learning rate");
    assertThat(outcome.lines())
        .anyMatch(line -> line.matches(".*adam +0\\.001 +200 .*"))
        .anyMatch(line -> line.matches(".*lbfgs +1 .*"));
  }

  @Test
  void whatDivergesIsAResult() throws IOException {
    Cli.Outcome outcome = path("rosenbrock", "--optimizers=sgd,momentum", "--learning-rate=1000");

    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.lines()).anyMatch(line -> line.matches(" *× +sgd +1000 +\\d+ +diverged.*"));
    assertThat(Files.readString(folder.resolve("out/path.html"))).contains("All paths diverged.");
  }

  @Test
  void whatIsNotOursStays() throws IOException {
    Files.createDirectories(folder.resolve("out"));
    Files.writeString(folder.resolve("out/thesis.txt"), "mine");

    Cli.Outcome outcome = path("saddle", "--steps=3");

    assertThat(outcome.exitCode()).isEqualTo(ExitCode.MISSING);
    assertThat(outcome.err()).contains("thesis.txt").hasLineCount(1);
    assertThat(folder.resolve("out")).isDirectoryContaining("glob:**/thesis.txt");
    assertThat(folder.resolve("out/path.csv")).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "rosenbrok | unknown function 'rosenbrok': did you mean 'rosenbrock'? Known: rosenbrock, beale",
        "'' | unknown function ''",
        "saddle --steps=0 | --steps must be a whole number from 1 to 10000 but was '0'",
        "saddle --steps=10001 | --steps must be a whole number from 1 to 10000 but was '10001'",
        "saddle --steps=many | --steps must be a whole number from 1 to 10000 but was 'many'",
        "saddle --start=1 | --start must be two numbers from -1000 to 1000, such as -1.2,1, but was '1'",
        "saddle --start=1,2,3 | but was '1,2,3'",
        "saddle --start=a,b | but was 'a,b'",
        "saddle --start=NaN,1 | but was 'NaN,1'",
        "saddle --start=1e9,1 | but was '1e9,1'",
        "saddle --learning-rate=fast | --learning-rate must be best, default, or a number from 1e-12 to 1e6",
        "saddle --learning-rate=0 | but was '0'",
        "saddle --learning-rate=-1 | but was '-1'",
        "saddle --learning-rate=NaN | but was 'NaN'",
        "saddle --optimizers=adm | did you mean 'adam'?",
        "saddle --optimizers=sgd,sgd | sgd",
        "saddle --optimizers= | optimizers",
        "saddle --profile=kears | did you mean 'keras'?",
        "saddle --set=epochs=3 | --set must be about an optimizer, as in optimizers.adam.beta2=0.9",
        "saddle --set=optimizers.adam.beta9=1 | beta9",
        "saddle --set=optimizers.sgd.batch_size=32 | sgd has a batch_size, but a function has no samples",
        "saddle --set=optimizers.adam.beta2=7 | beta2",
      })
  void whatCannotBeIsSaidInALine(String line, String fault) {
    Cli.Outcome outcome = path(line.replace("''", "").split(" "));

    assertThat(outcome.exitCode()).as(outcome.err()).isEqualTo(ExitCode.USAGE);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err()).startsWith("optbench: error: ").contains(fault);
    assertThat(outcome.err().lines().count()).isLessThanOrEqualTo(2);
    assertThat(folder.resolve("out")).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1000,1000", "0,0", "1,1", "-1.2, 1"})
  void startsAnywhereThatIsAllowed(String start) {
    for (String function : List.of("rosenbrock", "rastrigin", "saddle")) {
      Cli.Outcome outcome =
          path(function, "--start", start, "--steps=20", "--optimizers=sgd,adam,lbfgs,muon");

      assertThat(outcome.err()).isEmpty();
      assertThat(outcome.exitCode()).isZero();
    }
  }
}
