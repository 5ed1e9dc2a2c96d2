package optbench.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import optbench.result.Run;
import optbench.stats.DetectableDifference;
import optbench.stats.Summary;
import optbench.stats.TuningWarning;
import optbench.stats.WatchedRun;
import optbench.table.Mark;
import optbench.table.Table;

/**
 * The report as one page that needs nothing else: no network, no other file. Whatever labels hold
 * is shown as text; a content security policy lets no script run but the page's own.
 */
final class HtmlPage {
  private final Summary summary;
  private final Run run;
  private final List<WatchedRun> watched;

  HtmlPage(Summary summary, Run run, List<WatchedRun> watched) {
    this.summary = summary;
    this.run = run;
    this.watched = watched;
  }

  /**
   * Renders it.
   *
   * @param spec as one would save it to run the experiment again
   */
  String html(String spec, PageExtras extras) {
    PageSeries series = new PageSeries(summary);
    Map<String, Object> page = new LinkedHashMap<>();
    page.put("refresh", extras.refreshSeconds());
    page.put("name", summary.name());
    page.put("data", summary.conditions().dataTitle());
    page.put("conditions", Captions.conditions(summary.conditions()));
    page.put("verdict", summary.verdict());
    page.put("notice", summary.conditions().notice().orElse(""));
    page.put("warnings", warnings());
    page.put("tables", tables());
    DetectableDifference least = DetectableDifference.of(summary);
    page.put("power", least.exists() ? least.sentence() + "." : "");
    page.put("charts", charts(series));
    page.put("withoutSeconds", new PageCurves(summary, run).withoutSeconds().orElse(""));
    new PageTargets(summary, series).winners().ifPresent(w -> page.put("winners", w));
    extras.claims().ifPresent(c -> page.put("claims", ClaimsTable.of(c)));
    extras.published().ifPresent(p -> page.put("published", published(p)));
    page.put("spec", spec);
    PageFacts facts = new PageFacts(summary, run);
    page.put("facts", facts.rows());
    page.put("imported", !summary.conditions().times().ours());
    page.put("command", "optbench run " + summary.name() + ".json");
    page.put("version", facts.all(e -> e.tool().optbenchVersion()));
    page.put("commit", facts.all(e -> e.tool().gitCommit()));
    return new PageTemplate("report.ftlh").of(page);
  }

  private Map<String, Object> tables() {
    PageTables page = new PageTables(summary);
    Map<String, Object> tables = new LinkedHashMap<>();
    tables.put("accuracy", page.accuracy("accuracy"));
    if (summary.conditions().times().told()) {
      tables.put("timing", page.timing());
    }
    TargetTable targets = new TargetTable(summary);
    if (!summary.targets().results().isEmpty()) {
      tables.put("targets", page.of("targets", targets.forPeople()));
    }
    if (!summary.targets().winners().isEmpty()) {
      tables.put("winners", page.of("winners", targets.winnersForPeople()));
    }
    tables.put("comparisons", page.of("comparisons", new ComparisonTable(summary).forPage()));
    if (!summary.ranks().rows().isEmpty()) {
      tables.put("ranks", page.of("ranks", new RankingTable(summary).forPeople()));
    }
    summary
        .tuning()
        .ifPresent(
            t -> tables.put("tuning", page.of("tuning", new TuningTable(summary).forPeople())));
    return tables;
  }

  /** All that must not be overlooked, but for the notice about the data. */
  private List<String> warnings() {
    List<String> warnings = new ArrayList<>();
    Captions.part(summary.conditions()).ifPresent(p -> warnings.add(p + "."));
    Captions.diverged(summary).forEach(d -> warnings.add("Diverged: " + d));
    Captions.atChance(summary).ifPresent(warnings::add);
    warnings.addAll(Captions.missing(summary));
    summary
        .tuning()
        .ifPresent(t -> t.warnings().stream().map(TuningWarning::text).forEach(warnings::add));
    warnings.addAll(new TimeWarningText(summary.timeWarnings()).sentences());
    Captions.otherDigits(summary.conditions()).ifPresent(warnings::add);
    return warnings;
  }

  private Map<String, Object> charts(PageSeries series) {
    PageCurves curves = new PageCurves(summary, run);
    List<PageChart> all = new ArrayList<>();
    if (curves.any()) {
      all.add(curves.chart(series));
    }
    new PageTargets(summary, series).cost().ifPresent(all::add);
    summary
        .tuning()
        .map(t -> new PageTuning(summary, series))
        .ifPresent(
            tuning -> {
              tuning.sensitivity().ifPresent(all::add);
              tuning.bestOfK().ifPresent(all::add);
            });
    new PageProbes(summary, watched).chart(series).ifPresent(all::add);
    Map<String, Object> charts = new LinkedHashMap<>();
    for (PageChart chart : all) {
      charts.put(chart.id(), Map.of("id", chart.id(), "title", chart.title(), "how", chart.how()));
    }
    charts.put("data", all.isEmpty() ? "" : data(series, all));
    return charts;
  }

  private static String data(PageSeries series, List<PageChart> charts) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("series", series.tree());
    tree.put("charts", charts.stream().map(PageChart::tree).toList());
    return ScriptJson.of(tree);
  }

  private Map<String, Object> published(PublishedTable published) {
    PageTables page = new PageTables(summary);
    List<Map<String, Object>> epochs = new ArrayList<>();
    for (Table table : published.curves()) {
      epochs.add(page.of("published-" + (epochs.size() + 1), table, HtmlPage::besidePublished));
    }
    return Map.of(
        "last",
        page.of("published", published.last(), HtmlPage::besidePublished),
        "epochs",
        epochs);
  }

  private static String besidePublished(Mark mark) {
    return switch (mark) {
      case HOLDS -> "agrees";
      case REVERSED -> "differs";
      default -> PageTables.words(mark);
    };
  }
}
