package optbench.cli;

import optbench.app.ExperimentRunner;
import optbench.result.TrialResult;
import optbench.run.FinishedRun;

/** What is said of a run that has ended, and its exit code. */
final class RunEnd {
  private RunEnd() {}

  /**
   * Says which trials failed and which charts could not be drawn.
   *
   * @return the exit code that follows
   */
  static int say(ExperimentRunner.Outcome outcome, Terminal terminal) {
    int charts = ChartOptions.say(outcome.drawn(), outcome.charts(), terminal);
    FinishedRun run = outcome.run();
    for (TrialResult failed : run.failed()) {
      terminal.error(
          failed.label()
              + " seed "
              + failed.settings().seed()
              + " failed: "
              + failed.reason().orElse(""));
    }
    if (run.failed().isEmpty()) {
      return charts;
    }
    return run.ranOutOfMemory() ? ExitCode.MISSING : ExitCode.FAILED;
  }
}
