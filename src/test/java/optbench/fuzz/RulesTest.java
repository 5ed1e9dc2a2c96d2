package optbench.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** That what is looked for would be found. */
@Tag("slow")
class RulesTest {
  private static final Command VALIDATE = Command.of("validate", "spec.yaml");

  @TempDir Path folder;

  private static Outcome outcome(int code, String out, String err) {
    return new Outcome(
        Optional.of(code), out, err, "", Optional.empty(), Duration.ZERO, "", List.of());
  }

  static Stream<Arguments> broken() {
    return Stream.of(
        Arguments.of(1, "", "optbench: error: x\n", "exit code 1"),
        Arguments.of(130, "", "optbench: error: x\n", "exit code 130"),
        Arguments.of(3, "", "", "exit code 3 without a word"),
        Arguments.of(0, "fine\n", "optbench: error: x\n", "exit code 0 with an error"),
        Arguments.of(2, "", "optbench: error: type `org.example.Thing`\n", "names the inside"),
        Arguments.of(2, "", "optbench: error: IllegalStateException\n", "names the inside"),
        Arguments.of(2, "", "optbench: error: epochs must be  but was 1\n", "names the inside"),
        Arguments.of(2, "", "optbench: error: \u001b[31mred\n", "U+001B"),
        Arguments.of(2, "", "optbench: error: a\u2028b\n", "U+2028"),
        Arguments.of(2, "", "optbench: error: a\u0000b\n", "U+0000"),
        Arguments.of(2, "", "optbench: error: 'x\n" + Hostile.FORGED + "'\n", "forged line"),
        Arguments.of(0, Hostile.FORGED + "\n", "", "forged line"),
        Arguments.of(2, "", "optbench: error: " + "x".repeat(3_000) + "\n", "characters"),
        Arguments.of(2, "", "optbench: error: x\n".repeat(100), "100 lines"));
  }

  @ParameterizedTest
  @MethodSource
  void broken(int code, String out, String err, String fault) {
    assertThat(Rules.broken(VALIDATE, outcome(code, out, err), ""))
        .anyMatch(found -> found.contains(fault));
  }

  @Test
  void keepsWhatIsRight() {
    Outcome refused =
        outcome(2, "", "optbench: error: spec.yaml:1:2: unknown key 'my.own.Thing'\n");
    Outcome regressed = outcome(1, "regressed  sgd\n", "");
    Command check = Command.of("check", "results").failingWith("regressed");

    assertThat(Rules.broken(VALIDATE, refused, "my.own.Thing: 1")).isEmpty();
    assertThat(Rules.broken(check, regressed, "")).isEmpty();
    assertThat(Rules.broken(VALIDATE, regressed, "")).isNotEmpty();
  }

  @Test
  void standardOutputForProgramsMustBeJsonThere() {
    Command json = Command.of("list", "--json").printingData();

    assertThat(Rules.broken(json, outcome(0, "[\"\\u001b\"]\n", ""), "")).isEmpty();
    assertThat(Rules.broken(json, outcome(0, "hello\n[]\n", ""), ""))
        .anyMatch(found -> found.contains("not JSON"));
  }

  @Test
  void whatIsWrittenChangedOrDeletedElsewhereShows() throws Exception {
    try (Box box = Box.open(folder)) {
      Command report = VALIDATE.writing(box.out()).sparing(Set.of(box.out("mine")));
      box.write(box.out("mine"), "mine");
      box.write(box.in("spec.yaml"), "epochs: 1\n");
      box.link(box.in("link"), box.beside("holiday.png"), false);
      var before = box.inventory();
      assertThat(box.changes(before, report)).isEmpty();

      box.write(box.out("new"), "ours");
      assertThat(box.changes(before, report)).isEmpty();

      Files.writeString(box.in("link"), "through");
      box.write(box.out("mine"), "ours");
      box.write(box.home().resolve("x"), "");
      Files.delete(box.in("spec.yaml"));
      assertThat(box.changes(before, report))
          .satisfiesExactlyInAnyOrder(
              change -> assertThat(change).startsWith("beside/holiday.png was a file of"),
              change -> assertThat(change).startsWith("out/mine was"),
              change -> assertThat(change).startsWith("home/x was not there"),
              change -> assertThat(change).startsWith("in/spec.yaml was").endsWith("not there"));
    }
  }

  @Test
  void aCommandThatWaitsForAPipeHangsAndIsFreed() {
    try (Box box = Box.open(folder);
        CommandRunner runner = new CommandRunner(RulesTest::reads, Duration.ofMillis(300))) {
      Path pipe = box.in("pipe");
      box.pipe(pipe);
      Command command = Command.of(pipe);
      Outcome outcome = runner.play(command, box);

      assumeTrue(!Files.isRegularFile(pipe), "there are no pipes here");
      assertThat(Rules.broken(command, outcome, "")).anyMatch(fault -> fault.startsWith("hung"));
      assertThat(outcome.exitCode()).contains(0);
      assertThat(outcome.stack()).contains("RulesTest.reads");
    }
  }

  private static int reads(String[] arguments, PrintStream out, PrintStream err, Path home) {
    try {
      return Files.readAllBytes(Path.of(arguments[0])).length;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void whatLeavesTheProgramOrIsPrintedPastItShows() {
    CommandRunner.Program throwing =
        (arguments, out, err, home) -> {
          System.out.println("past");
          throw new ThreadDeath();
        };
    try (Box box = Box.open(folder);
        CommandRunner runner = new CommandRunner(throwing, Duration.ofSeconds(20))) {
      Outcome outcome = runner.play(VALIDATE, box);

      assertThat(Rules.broken(VALIDATE, outcome, ""))
          .contains("threw java.lang.ThreadDeath")
          .anyMatch(fault -> fault.startsWith("printed past the terminal: past"));
    }
  }

  @Test
  void everyInputIsTheSameAgain() {
    for (Kind kind : Kind.values()) {
      for (int number = 0; number < 6; number++) {
        try (Box one = Box.open(folder);
            Box two = Box.open(folder)) {
          Command first = kind.generate(3, number, one);
          Command second = kind.generate(3, number, two);
          assertThat(relative(second, two)).isEqualTo(relative(first, one));
          assertThat(contents(two)).isEqualTo(contents(one));
        }
      }
    }
  }

  private static List<String> relative(Command command, Box box) {
    return command.arguments().stream()
        .map(word -> word.replace(box.root().toString(), ""))
        .toList();
  }

  private static List<String> contents(Box box) {
    return box.files(box.root()).stream()
        .filter(file -> !Files.isSymbolicLink(file))
        .map(
            file ->
                box.root().relativize(file)
                    + " "
                    + new String(box.read(file), StandardCharsets.ISO_8859_1)
                        .replace(box.root().toString(), ""))
        .toList();
  }
}
