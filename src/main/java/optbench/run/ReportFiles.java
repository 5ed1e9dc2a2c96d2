package optbench.run;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import optbench.report.ChartFiles;
import optbench.report.ChartRequest;
import optbench.report.ClaimsReport;
import optbench.report.PageExtras;
import optbench.report.ProfileReport;
import optbench.report.PublishedTable;
import optbench.report.Report;
import optbench.report.SuiteReport;
import optbench.store.JsonText;
import optbench.store.RunStore;

/** Writes a report into a results folder. */
public final class ReportFiles {
  private ReportFiles() {}

  /** Tables, summary and the usual charts, in place of earlier ones. */
  public static ChartFiles write(Report report, RunStore store) {
    return write(report, ChartRequest.STANDARD, store);
  }

  /**
   * Tables, summary and charts, in place of earlier ones.
   *
   * @return the charts, and which of them could not be drawn, and why
   */
  public static ChartFiles write(Report report, ChartRequest charts, RunStore store) {
    store.beginReport();
    store.writeJson("summary.json", report.summary().listed());
    store.writeTable("accuracy", report.accuracy());
    if (report.summary().conditions().times().ours()) {
      store.writeTable("timing", report.timing());
      store.writeText("timing.md", report.timingMarkdown());
    }
    store.writeTable("targets", report.targets());
    store.writeTable("target-winners", report.targetWinners());
    store.writeTable("comparisons", report.comparisons());
    store.writeTable("ranks", report.ranks());
    report.probes().ifPresent(table -> store.writeTable("probes", table));
    report.probeLoss().ifPresent(table -> store.writeTable("probe-loss", table));
    store.writeText("accuracy.md", report.accuracyMarkdown());
    store.writeText("targets.md", report.targetsMarkdown());
    store.writeText("comparisons.md", report.comparisonsMarkdown());
    report.tuning().ifPresent(table -> store.writeTable("tuning", table));
    report.tuningMarkdown().ifPresent(text -> store.writeText("tuning.md", text));
    ChartFiles files = report.charts(charts);
    write(files, store);
    return files;
  }

  /** Charts, in place of earlier ones. */
  public static void write(ChartFiles charts, RunStore store) {
    charts.pictures().forEach(picture -> store.writeBytes(picture.name(), picture.content()));
    if (charts.fault().isPresent()) {
      store.keepEarlierCharts();
    }
    charts.tables().forEach(figure -> store.writeTable(figure.name(), figure.table()));
  }

  /**
   * All of it on one page.
   *
   * @param claims that were held against the run, if any were
   */
  public static void writePage(Report report, Optional<ClaimsReport> claims, RunStore store) {
    writePage(report, PageExtras.NONE.with(claims), store);
  }

  /** Likewise, with all that may stand on it. */
  public static void writePage(Report report, PageExtras extras, RunStore store) {
    store.writeText("report.html", report.html(JsonText.of(report.run().record().spec()), extras));
    store.endReport();
  }

  /**
   * What several runs say together.
   *
   * @param charts how to draw the profiles; not at all if it names no chart
   */
  public static ChartFiles write(ProfileReport report, ChartRequest charts, RunStore store) {
    store.writeTable("profile", report.table());
    store.writeText("profile.md", report.markdown());
    ChartFiles files = report.charts(charts);
    write(files, store);
    return files;
  }

  /**
   * Verdicts and the experiments that they rest on, on one page.
   *
   * @param title of the page
   * @param experiments by name, each with a folder of that name below this one
   */
  public static void writePage(
      String title, ClaimsReport claims, Map<String, Report> experiments, RunStore store) {
    store.writeText(
        "claims.html", claims.html(title, experiments, pages(experiments.keySet(), store)));
  }

  /**
   * What the tasks of a suite say together, in place of an earlier account.
   *
   * @param charts how to draw the profile; not at all if it names no chart
   */
  public static ChartFiles write(
      SuiteReport report, List<String> tasks, ChartRequest charts, RunStore store) {
    store.writeJson("suite.json", report.results());
    store.writeTable("suite", report.table());
    store.writeText("suite.md", report.markdown());
    ChartFiles files = report.charts(charts);
    write(files, store);
    store.writeText("suite.html", report.html(pages(tasks, store)));
    return files;
  }

  /** Reports in folders below this one, as a page here links to them. */
  private static Map<String, String> pages(Collection<String> names, RunStore store) {
    Map<String, String> pages = new LinkedHashMap<>();
    for (String name : names) {
      if (Files.isRegularFile(store.folder().resolve(name).resolve("report.html"))) {
        pages.put(name, "./" + escaped(name) + "/report.html");
      }
    }
    return pages;
  }

  private static String escaped(String path) {
    return URLEncoder.encode(path, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** What came of claims, in place of an earlier account. */
  public static void write(ClaimsReport report, RunStore store) {
    store.writeJson("claims.json", report.verdicts());
    store.writeTable("claims", report.table());
    store.writeText("claims.md", report.markdown());
  }

  /** Writes what others report beside the run. */
  public static void write(PublishedTable published, RunStore store) {
    store.writeTable("published", published.table());
    store.writeText("published.md", published.markdown());
  }
}
