package optbench.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import optbench.e2e.Optbench.Outcome;
import optbench.e2e.Optbench.Running;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Trials in JVMs of their own come out as those in one. The lock on timed runs is this test's own.
 */
class IsolationIT {
  @TempDir Path temporary;

  @Test
  void metricsAreTheSameBitsAndTimesSayHowTheyWereTaken() {
    String[] options = {
      "--optimizers",
      "sgd,adam",
      "--epochs",
      "2",
      "--seeds",
      "1",
      "--set",
      "data.max_pixel_frequency=0.1",
      "--set",
      "probe={images: 50, steps: 5}"
    };
    optbench().run(command(options, "--out", "here")).exits(0);

    Outcome outcome =
        optbench()
            .run(command(options, "--out", "alone", "--isolate", "--set", "timing.repeats=2"))
            .exits(0);

    Folder alone = new Folder(temporary.resolve("alone"));
    Folder here = new Folder(temporary.resolve("here"));
    assertThat(alone.metrics()).hasSize(2).isEqualTo(here.metrics());
    for (String name : List.of("probes.csv", "probe-loss.csv")) {
      assertThat(alone.text(name)).as(name).isEqualTo(here.text(name));
    }
    assertThat(alone.trials())
        .allSatisfy(
            file -> {
              JsonNode circumstances = alone.json(file).at("/time/circumstances");
              assertThat(circumstances.get("isolated").asBoolean()).isTrue();
              assertThat(circumstances.get("repeat_step_millis")).hasSize(2);
            });
    assertThat(alone.text("timing.md"))
        .contains("Each trial was trained in a JVM of its own, 2 times; the median run counts.");
    assertThat(outcome.err()).contains("4/4 ").doesNotContain("waiting");
    Outcome again = optbench().run(command(options, "--out", "here", "--isolate")).exits(0);
    assertThat(again.err()).contains("2 of 2 trials were there already");
  }

  /** Ctrl-C reaches the run; its end is to reach the trial, also where the run cannot see to it. */
  @ParameterizedTest
  @ValueSource(strings = {"INT", "KILL"})
  void theTrialEndsWithTheRun(String signal) throws Exception {
    List<ProcessHandle> children = new ArrayList<>();
    try (Running running =
        optbench()
            .heedingInterrupts()
            .start(
                "run",
                "--data",
                "synthetic-digits",
                "--set",
                "data.train_limit=500",
                "--optimizers",
                "sgd",
                "--epochs",
                "100000",
                "--seeds",
                "1",
                "--isolate",
                "--out",
                "a")) {
      running.awaitThat(
          "a trial has its process",
          () -> {
            ProcessHandle.of(running.pid()).stream()
                .flatMap(ProcessHandle::children)
                .filter(ProcessHandle::isAlive)
                .forEach(children::add);
            return !children.isEmpty();
          });
      running.signal(signal);
      running.outcome().exits(signal.equals("INT") ? 130 : 137);
    }

    for (ProcessHandle child : children) {
      child.onExit().get(1, TimeUnit.MINUTES);
    }
    assertThat(new Folder(temporary.resolve("a")).trials()).isEmpty();
  }

  @Test
  void timingIsEitherAskedForOrNot() {
    assertThat(optbench().run("run", "--isolate", "--no-timing").exits(2).err())
        .startsWith(
            "optbench: error: --isolate is about training times, which --no-timing forgoes\n");
  }

  private Optbench optbench() {
    return Optbench.in(temporary).withJavaOptions("-Djava.io.tmpdir=" + temporary);
  }

  private static List<String> command(String[] options, String... more) {
    List<String> command = new ArrayList<>(TestData.run(500, options));
    command.addAll(List.of(more));
    return command;
  }
}
