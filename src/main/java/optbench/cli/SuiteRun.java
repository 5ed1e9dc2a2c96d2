package optbench.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import optbench.app.Console;
import optbench.app.ExperimentRunner;
import optbench.app.ExperimentSeries;
import optbench.app.SuiteReporter;
import optbench.report.ChartRequest;
import optbench.result.SuiteRecord;
import optbench.run.CostEstimate;
import optbench.store.LoadedSuite;
import optbench.store.RunStore;

/** Runs the tasks of a suite one after the other, and says what they show together. */
final class SuiteRun {
  private final LoadedSuite suite;
  private final Path folder;
  private final ExperimentSeries tasks;
  private final ExperimentRunner runner;
  private final Terminal terminal;
  private final SuitePrinter printer;

  /**
   * @param file of the suite
   * @param folder for its results
   */
  SuiteRun(
      LoadedSuite suite,
      Path file,
      Path folder,
      ExperimentRunner runner,
      Terminal terminal,
      SuitePrinter printer) {
    this.suite = suite;
    this.folder = folder;
    this.tasks = ExperimentSeries.ofSuite(suite, file, folder);
    this.runner = runner;
    this.terminal = terminal;
    this.printer = printer;
  }

  /** Says what would be trained; returns the exit code. */
  int dryRun(boolean estimate) {
    List<SuitePrinter.Due> due = new ArrayList<>();
    AtomicReference<CostEstimate> cost = new AtomicReference<>(CostEstimate.NOTHING);
    AtomicInteger exitCode = new AtomicInteger(ExitCode.OK);
    tasks.forecast(
        runner,
        (name, forecast) -> {
          due.add(SuitePrinter.Due.of(name, forecast));
          if (estimate) {
            cost.set(cost.get().plus(runner.estimate(forecast)));
          }
          forecast.notice().ifPresent(notice -> terminal.note("task " + name + ": " + notice));
          forecast
              .shortage()
              .ifPresent(
                  shortage -> {
                    terminal.error("task " + name + ": " + shortage);
                    exitCode.set(ExitCode.MISSING);
                  });
        });
    printer.print(due, cost.get());
    return exitCode.get();
  }

  /**
   * Trains what is missing; one failed trial stops no other.
   *
   * @param startOver whether to remove first what earlier runs wrote
   * @return the worst exit code of all
   */
  int carryOut(Console console, boolean startOver, ChartRequest charts) {
    try (RunStore store = RunStore.open(folder, terminal.notes())) {
      SuiteRecord record = SuiteReporter.begin(suite, store);
      AtomicInteger exitCode = new AtomicInteger(ExitCode.OK);
      tasks.carryOut(
          runner,
          console,
          startOver,
          charts,
          (name, outcome) -> {
            exitCode.accumulateAndGet(RunEnd.say(outcome, terminal), Math::max);
            console.status(name + ": " + outcome.report().verdict());
          });
      SuiteReporter reporter = new SuiteReporter(console, charts);
      return Math.max(exitCode.get(), printer.report(reporter, record, folder, store));
    }
  }
}
