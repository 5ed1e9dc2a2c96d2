package optbench.app;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import optbench.report.ChartFiles;
import optbench.report.ChartRequest;
import optbench.report.ClaimsReport;
import optbench.report.PageExtras;
import optbench.report.PublishedTable;
import optbench.report.Report;
import optbench.result.PublishedFigure;
import optbench.result.Run;
import optbench.run.ReportFiles;
import optbench.run.Watch;
import optbench.store.RunStore;
import optbench.store.StoredRun;
import optbench.store.UnreadableTrial;

/** Makes everything that is made from the trials of one run, once or as they come in. */
public final class ReportRebuilder {
  /** How often a browser looks for a newer page while there may be one. */
  private static final int SECONDS_TO_REFRESH = 10;

  private final Console console;
  private final ChartRequest charts;
  private final List<PublishedFigure> figures;
  private final UnaryOperator<Run> targets;

  /**
   * @param figures of others to set beside the run; may be empty
   * @param targets puts in the targets that were asked for
   */
  public ReportRebuilder(
      Console console,
      ChartRequest charts,
      List<PublishedFigure> figures,
      UnaryOperator<Run> targets) {
    this.console = console;
    this.charts = charts;
    this.figures = figures;
    this.targets = targets;
  }

  /** What was made. */
  public record Rebuilt(
      Report report,
      Optional<PublishedTable> published,
      Optional<ClaimsReport> claims,
      ChartFiles drawn) {}

  /** Rebuilds all of it. */
  public Rebuilt once(Run run, RunStore store) {
    return rebuild(run, 0, store);
  }

  /**
   * Does so again and again while a run goes on there.
   *
   * @param last takes what was made when it had ended
   */
  public void watch(Path folder, Consumer<Rebuilt> last) {
    RunStore store = RunStore.beside(folder, console.notes());
    StoredRunLoader missing = new StoredRunLoader(console);
    Set<UnreadableTrial> told = new HashSet<>();
    Watch watching =
        new Watch(
            folder,
            new Watch.Reports() {
              @Override
              public void partial(StoredRun stored) {
                stored.unreadable().stream().filter(told::add).forEach(missing::tell);
                rebuild(stored.run(), SECONDS_TO_REFRESH, store);
              }

              @Override
              public void last(StoredRun stored) {
                missing.tell(stored, folder);
                last.accept(once(stored.run(), store));
              }

              @Override
              public void leave(Run run) {
                Report report = report(run);
                ReportFiles.writePage(
                    report, new PageExtras(judge(run, store), published(report), 0), store);
              }

              @Override
              public void status(String line) {
                console.status(line);
              }

              @Override
              public void warn(String message) {
                console.warn(message);
              }
            });
    WatchEnd end = new WatchEnd(watching, console, folder);
    try {
      watching.run();
    } finally {
      end.disarm();
    }
  }

  private Rebuilt rebuild(Run run, int refreshSeconds, RunStore store) {
    Report report = report(run);
    ChartFiles drawn = ReportFiles.write(report, charts, store);
    Optional<PublishedTable> published = published(report);
    published.ifPresent(table -> ReportFiles.write(table, store));
    Optional<ClaimsReport> claims = judge(run, store);
    ReportFiles.writePage(report, new PageExtras(claims, published, refreshSeconds), store);
    return new Rebuilt(report, published, claims, drawn);
  }

  private Report report(Run run) {
    return Report.of(targets.apply(run));
  }

  private Optional<PublishedTable> published(Report report) {
    return figures.isEmpty() ? Optional.empty() : Optional.of(report.beside(figures));
  }

  private Optional<ClaimsReport> judge(Run run, RunStore store) {
    return RunClaims.judge(run, store, console);
  }
}
