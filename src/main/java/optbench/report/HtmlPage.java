package optbench.report;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import optbench.report.Sheet.Mark;
import optbench.result.Environment;
import optbench.result.GpuRecord;
import optbench.result.RunRecord;
import optbench.result.Shard;
import optbench.result.TrialResult;
import optbench.stats.Summary;
import optbench.stats.TuningWarning;
import optbench.stats.WatchedRun;

/**
 * The report as one page that needs nothing else: no network, no other file. Whatever labels hold
 * is shown as text; a content security policy lets no script run but the page's own.
 */
final class HtmlPage {
  private static final double GIB = 0x1p30;

  private final Summary summary;
  private final RunRecord run;
  private final List<TrialResult> results;
  private final List<WatchedRun> watched;

  HtmlPage(Summary summary, RunRecord run, List<TrialResult> results, List<WatchedRun> watched) {
    this.summary = summary;
    this.run = run;
    this.results = results;
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
    page.put("charts", charts(series));
    page.put("withoutSeconds", new PageCurves(summary, run, results).withoutSeconds().orElse(""));
    new PageTargets(summary, series).winners().ifPresent(w -> page.put("winners", w));
    extras.claims().ifPresent(c -> page.put("claims", ClaimsTable.of(c)));
    extras.published().ifPresent(p -> page.put("published", published(p)));
    page.put("spec", spec);
    page.put("facts", facts());
    page.put("command", "optbench run " + summary.name() + ".json");
    page.put("version", run.environment().optbenchVersion());
    page.put("commit", run.environment().gitCommit());
    return new PageTemplate("report.ftlh").of(page, series.count());
  }

  private Map<String, Object> tables() {
    PageTable page = new PageTable(summary);
    Map<String, Object> tables = new LinkedHashMap<>();
    tables.put("accuracy", page.accuracy("accuracy"));
    tables.put("timing", page.timing());
    TargetTable targets = new TargetTable(summary);
    if (!summary.targets().results().isEmpty()) {
      tables.put("targets", page.of("targets", targets.sheet()));
    }
    if (!summary.targets().winners().isEmpty()) {
      tables.put("winners", page.of("winners", targets.winnersSheet()));
    }
    tables.put("comparisons", page.comparisons());
    if (!summary.ranks().rows().isEmpty()) {
      tables.put("ranks", page.of("ranks", new RankSheet(summary).sheet()));
    }
    summary
        .tuning()
        .ifPresent(t -> tables.put("tuning", page.of("tuning", new TuningTable(summary).sheet())));
    return tables;
  }

  /** All that must not be overlooked, but for the notice about the data. */
  private List<String> warnings() {
    List<String> warnings = new ArrayList<>();
    Captions.part(summary.conditions()).ifPresent(p -> warnings.add(p + "."));
    Captions.diverged(summary).forEach(d -> warnings.add("Diverged: " + d));
    warnings.addAll(Captions.missing(summary));
    summary
        .tuning()
        .ifPresent(t -> t.warnings().stream().map(TuningWarning::text).forEach(warnings::add));
    warnings.addAll(new TimeWarningText(summary.timeWarnings()).sentences());
    return warnings;
  }

  private List<List<String>> facts() {
    Environment e = run.environment();
    List<List<String>> facts = new ArrayList<>();
    facts.add(List.of("Started", started()));
    facts.add(List.of("optbench", e.optbenchVersion() + ", commit " + e.gitCommit()));
    facts.add(List.of("Java", e.java() + " (" + e.jvm() + ")"));
    facts.add(List.of("Operating system", e.os()));
    facts.add(List.of("Processor", e.cpu() + ", " + Captions.count(e.cores(), "core")));
    facts.add(List.of("Memory", Figures.brief(e.memoryBytes() / GIB) + " GiB"));
    facts.add(List.of("Device", e.device() + e.deviceReason().map(r -> ", " + r).orElse("")));
    e.gpu().ifPresent(gpu -> facts.add(List.of("GPU", gpu(gpu))));
    facts.add(List.of("Deeplearning4j", e.dl4jVersion()));
    facts.add(List.of("ND4J backend", e.backend() + ", " + e.nativeBuild()));
    facts.add(List.of("BLAS", e.blas() + ", " + Captions.count(e.threads(), "thread")));
    e.clockSource().ifPresent(clock -> facts.add(List.of("Clock source", clock)));
    facts.add(List.of("Data", run.data()));
    hashes().ifPresent(hash -> facts.add(List.of("SHA-256 of the data", hash)));
    facts.add(List.of("Trials", trials()));
    run.shard().ifPresent(shard -> facts.add(List.of("Part", shard.text())));
    if (!run.origins().isEmpty()) {
      facts.add(List.of("Merged from", merged()));
    }
    facts.add(List.of("Seed of the order", Long.toString(run.orderSeed())));
    return facts;
  }

  private String merged() {
    return run.origins().stream()
            .map(
                o ->
                    o.shard().map(Shard::text).orElse("a run")
                        + " with "
                        + Captions.count(o.trials().size(), "trial")
                        + " of "
                        + instant(o.startedAt())
                        + " on "
                        + o.environment().cpu())
            .collect(Collectors.joining("; "))
        + (summary.conditions().machinesDifferIn().isEmpty()
            ? ""
            : "; what else stands here is of the first. They differ in "
                + Captions.listed(summary.conditions().machinesDifferIn()));
  }

  private static String gpu(GpuRecord gpu) {
    return gpu.name()
        + ", compute capability "
        + gpu.computeCapability()
        + ", driver "
        + gpu.driver()
        + ", CUDA "
        + gpu.cuda()
        + gpu.cudnn().map(version -> ", cuDNN " + version).orElse(", no cuDNN");
  }

  private String started() {
    return instant(run.startedAt());
  }

  private static String instant(Instant instant) {
    return DateTimeFormatter.ISO_INSTANT.format(instant.truncatedTo(ChronoUnit.SECONDS));
  }

  private Optional<String> hashes() {
    String hashes =
        results.stream()
            .map(r -> r.settings().dataSha256())
            .distinct()
            .collect(Collectors.joining(", "));
    return hashes.isEmpty() ? Optional.empty() : Optional.of(hashes);
  }

  private String trials() {
    long settled = results.stream().filter(TrialResult::settled).count();
    return settled + " of " + run.allTrials().size() + " have a result";
  }

  private Map<String, Object> charts(PageSeries series) {
    PageCurves curves = new PageCurves(summary, run, results);
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
    PageTable page = new PageTable(summary);
    List<Map<String, Object>> epochs = new ArrayList<>();
    for (Sheet sheet : published.curves()) {
      epochs.add(page.of("published-" + (epochs.size() + 1), sheet, HtmlPage::besidePublished));
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
      default -> PageTable.words(mark);
    };
  }
}
