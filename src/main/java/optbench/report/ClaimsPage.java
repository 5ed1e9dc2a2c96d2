package optbench.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import optbench.stats.OptimizerSummary;
import optbench.stats.Summary;

/** Verdicts on claims, and the experiments that they rest on, as one page. */
final class ClaimsPage {
  private final String title;
  private final ClaimsReport claims;
  private final Map<String, Report> experiments;
  private final Map<String, String> pages;

  /**
   * @param experiments by name, those that were run
   * @param pages of experiments, relative to this one; may lack some
   */
  ClaimsPage(
      String title,
      ClaimsReport claims,
      Map<String, Report> experiments,
      Map<String, String> pages) {
    this.title = title;
    this.claims = claims;
    this.experiments = experiments;
    this.pages = pages;
  }

  String html() {
    List<Map<String, Object>> shown = new ArrayList<>();
    Map<String, Object> anchors = new LinkedHashMap<>();
    List<String> missing = new ArrayList<>();
    for (String name : ClaimsTable.experiments(claims).toList()) {
      Report report = experiments.get(name);
      if (report == null) {
        missing.add(name);
      } else {
        String id = "experiment-" + (shown.size() + 1);
        anchors.put(name, id);
        shown.add(experiment(name, id, report));
      }
    }
    Map<String, Object> page = new LinkedHashMap<>();
    page.put("title", title);
    page.put("claims", ClaimsTable.of(claims));
    page.put("count", claims.count());
    page.put("warnings", claims.warnings());
    claims.registered().ifPresent(how -> page.put("registered", how));
    page.put("total", Captions.count(claims.verdicts().claims().size(), "claim"));
    page.put("experiments", shown);
    page.put("anchors", anchors);
    page.put("missing", missing);
    page.put(
        "version",
        experiments.values().stream()
            .findFirst()
            .flatMap(r -> r.run().record().start().environment())
            .map(e -> e.tool().optbenchVersion())
            .orElse(""));
    return new PageTemplate("claims.ftlh").of(page);
  }

  private Map<String, Object> experiment(String name, String id, Report report) {
    Summary summary = report.summary();
    PageFacts facts = report.facts();
    PageTables page = new PageTables(summary);
    Map<String, Object> experiment = new LinkedHashMap<>();
    experiment.put("name", name);
    experiment.put("id", id);
    experiment.put("verdict", summary.verdict());
    experiment.put("warnings", warnings(summary));
    experiment.put("accuracy", page.accuracy("accuracy-" + id));
    experiment.put("where", facts.all(e -> e.machine().cpu() + ", " + e.execution().device()));
    Optional.ofNullable(pages.get(name)).ifPresent(path -> experiment.put("page", path));
    experiment.put(
        "optimizers",
        Captions.count(summary.optimizers().size(), "optimizer")
            + ", "
            + Captions.count(
                summary.optimizers().stream().mapToInt(OptimizerSummary::seeds).sum(), "trial"));
    return experiment;
  }

  private static List<String> warnings(Summary summary) {
    List<String> warnings = new ArrayList<>();
    summary.conditions().notice().ifPresent(n -> warnings.add("Mind the data: " + n));
    warnings.addAll(Captions.missing(summary));
    return warnings;
  }
}
