package optbench.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import optbench.e2e.Optbench.Outcome;
import optbench.e2e.Optbench.Running;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs that are stopped, and runs that meet. */
class InterruptionIT {
  @TempDir Path temporary;

  @ParameterizedTest
  @ValueSource(strings = {"1", "2"})
  void whatCtrlCStopsGoesOnWhereItWasAndEndsAsIfNothingHadBeen(String jobs) {
    List<String> options = new ArrayList<>(List.of("--optimizers", "sgd,adam", "--epochs", "3"));
    // All test images, so that the others last until the signal comes.
    options.addAll(List.of("--data", TestData.whole(), "--set", "data.train_limit=1000"));
    options.addAll(List.of("--seeds", "4", "--jobs", jobs, "--charts", "none", "--out", "a"));
    options.add(0, "run");
    String[] command = options.toArray(String[]::new);
    Folder stopped = new Folder(temporary.resolve("a"));
    Map<String, String> kept = new HashMap<>();
    try (Running running = Optbench.in(temporary).heedingInterrupts().start(command)) {
      running.awaitThat("a trial is saved", () -> !stopped.trials().isEmpty());
      running.signal("INT");
      Outcome outcome = running.outcome().exits(130);

      assertThat(outcome.err())
          .contains(
              "optbench: interrupted; finished trials are kept in a: run the same command again to go on");
      assertThat(outcome.out()).isEmpty();
      assertThat(stopped.trials()).hasSizeBetween(1, 7);
      assertThat(stopped.leftOvers()).isEmpty();
      kept.putAll(stopped.content());
      kept.keySet().removeIf(name -> !name.startsWith("trials/"));
    }

    Outcome resumed = Optbench.in(temporary).run(command).exits(0);
    command[command.length - 1] = "b";
    Optbench.in(temporary).run(command).exits(0);

    Folder whole = new Folder(temporary.resolve("b"));
    assertThat(resumed.err()).contains(kept.size() + " of 8 trials were there already");
    assertThat(stopped.content()).containsAllEntriesOf(kept);
    assertThat(stopped.metrics()).hasSize(8).isEqualTo(whole.metrics());
    assertThat(stopped.content().get("accuracy.csv"))
        .isEqualTo(whole.content().get("accuracy.csv"));
    assertThat(stopped.leftOvers()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"TERM, 143", "KILL, 137"})
  void afterAnyOtherEndTheFolderIsFreeAndReadable(String signal, int code) {
    Path folder = temporary.resolve("a");
    try (Running running = TestData.startLongRun(temporary)) {
      running.awaitThat("the run is recorded", () -> Files.exists(folder.resolve("run.json")));
      running.signal(signal);
      running.outcome().exits(code);
    }

    Outcome report = Optbench.in(temporary).run("report", "a").exits(0);

    assertThat(report.err()).contains("1 of 1 trials");
    assertThat(report.out()).contains("No result for sgd");
  }

  @Test
  void aSecondRunInTheSameFolderIsToldWhoHasIt() {
    Path folder = temporary.resolve("a");
    try (Running running = TestData.startLongRun(temporary)) {
      running.awaitThat("the run is recorded", () -> Files.exists(folder.resolve("run.json")));

      Outcome second =
          Optbench.in(temporary).run(TestData.run(100, "--epochs", "1", "--out", "a")).exits(3);

      assertThat(second.err())
          .isEqualTo(
              "optbench: error: a is in use by another optbench run (process "
                  + running.pid()
                  + "): wait for it or choose another --out\n");
    }
  }
}
