package optbench.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import optbench.e2e.Optbench.Outcome;
import optbench.e2e.Optbench.Running;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WatchIT {
  @TempDir private Path temporary;

  @Test
  void endsWithTheRunEvenIfThatIsKilled() {
    try (Running run = TestData.startLongRun(temporary);
        Running watch = watch(run)) {
      run.signal("KILL");
      run.outcome().exits(137);

      Outcome outcome = watch.outcome().exits(0);

      assertThat(outcome.err())
          .contains("0 of 1 trials are in")
          .contains("the run has ended; 0 of 1 trials are in");
      assertThat(temporary.resolve("a/report.html"))
          .content(StandardCharsets.UTF_8)
          .doesNotContain("http-equiv=\"refresh\"");
    }
  }

  @Test
  void anInterruptEndsTheWatchingAndNotTheRun() {
    try (Running run = TestData.startLongRun(temporary);
        Running watch = watch(run)) {
      watch.signal("INT");

      Outcome outcome = watch.outcome().exits(130);

      assertThat(outcome.err()).contains("optbench: no longer watching a; the run is not touched");
      run.signal("TERM");
      run.outcome().exits(143);
    }
  }

  /** Given back when it has looked once. */
  private Running watch(Running run) {
    run.awaitThat("the run is recorded", () -> Files.exists(temporary.resolve("a/run.json")));
    Running watch = Optbench.in(temporary).heedingInterrupts().start("report", "a", "--watch");
    watch.awaitThat("it has looked", () -> watch.errSoFar().contains("0 of 1 trials are in"));
    return watch;
  }
}
