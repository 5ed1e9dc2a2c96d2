package optbench.app;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import optbench.report.ChartFiles;
import optbench.report.ChartRequest;
import optbench.report.SuiteReport;
import optbench.result.Run;
import optbench.result.SuiteRecord;
import optbench.run.ReportFiles;
import optbench.store.LoadedSuite;
import optbench.store.RunFiles;
import optbench.store.RunStore;

/** Puts together what the tasks of a suite say, from what is on the disk. */
public final class SuiteReporter {
  private final Console console;
  private final ChartRequest charts;

  /**
   * @param charts how to draw the profile; not at all if it names no chart
   */
  public SuiteReporter(Console console, ChartRequest charts) {
    this.console = console;
    this.charts = charts;
  }

  /**
   * What was made.
   *
   * @param charts how they were asked for
   */
  public record Made(SuiteReport report, ChartFiles drawn, ChartRequest charts) {}

  /**
   * Records what a suite is before it is run, so that it can be reported on when it was stopped.
   */
  public static SuiteRecord begin(LoadedSuite suite, RunStore store) {
    SuiteRecord record =
        new SuiteRecord(
            suite.name(),
            suite.tasks().stream()
                .map(
                    task ->
                        new SuiteRecord.Task(
                            task.name(),
                            task.target().isPresent()
                                ? Optional.of(task.target().getAsDouble())
                                : Optional.empty()))
                .toList());
    store.writeJson("suite.json", record);
    return record;
  }

  /**
   * Reads the runs of all tasks, and writes what they say together.
   *
   * @param folder that holds them
   * @throws IllegalArgumentException if there are fewer than two, or fewer than two optimizers with
   *     a result on all of them
   */
  public Made write(SuiteRecord record, Path folder, RunStore store) {
    Map<String, Run> runs = new LinkedHashMap<>();
    StoredRunLoader loader = new StoredRunLoader(console);
    for (SuiteRecord.Task task : record.tasks()) {
      Path own = folder.resolve(task.name());
      if (RunFiles.holdsRun(own)) {
        runs.put(task.name(), loader.load(own));
      }
    }
    SuiteReport report = SuiteReport.of(record, runs);
    List<String> names = record.tasks().stream().map(SuiteRecord.Task::name).toList();
    return new Made(report, ReportFiles.write(report, names, charts, store), charts);
  }
}
