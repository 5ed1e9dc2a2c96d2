package optbench.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import optbench.claims.ClaimResult;
import optbench.claims.ClaimVerdict;
import optbench.table.Caption;
import optbench.table.Mark;
import optbench.text.NumberText;

/** Claims in the shape in which the templates of pages take them: figures are folded away. */
final class ClaimsTable {
  private ClaimsTable() {}

  static Map<String, Object> of(ClaimsReport report) {
    Caption caption = report.forPeople().caption();
    Map<String, Object> table = new LinkedHashMap<>();
    table.put("title", caption.title());
    table.put(
        "summary",
        "Beside each verdict stands the comparison that decided it, or that would have to. The"
            + " chance of even one false \"supported\" or \"refuted\" is "
            + NumberText.wholePercent(report.verdicts().level())
            + " at most, if comparisons and seeds were fixed before any outcome was seen.");
    table.put("notice", caption.notice());
    table.put("counts", counts(report));
    table.put("rows", report.verdicts().claims().stream().map(c -> row(report, c)).toList());
    table.put("notes", caption.notes());
    table.put("sources", report.usedSources());
    table.put("band", ClaimForest.band());
    return table;
  }

  /** How many claims got which verdict, without those that none got. */
  private static List<Map<String, Object>> counts(ClaimsReport report) {
    List<Map<String, Object>> counts = new ArrayList<>();
    for (ClaimVerdict verdict : ClaimVerdict.values()) {
      long count = report.verdicts().claims().stream().filter(c -> c.verdict() == verdict).count();
      if (count > 0) {
        Map<String, Object> entry = verdict(verdict);
        entry.put("count", count);
        counts.add(entry);
      }
    }
    return counts;
  }

  private static Map<String, Object> verdict(ClaimVerdict verdict) {
    Mark mark = ClaimsReport.mark(verdict);
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("name", mark.name().toLowerCase(Locale.ROOT));
    entry.put("symbol", mark.symbol());
    entry.put("word", verdict.word());
    entry.put("rank", List.of(ClaimVerdict.values()).indexOf(verdict));
    return entry;
  }

  private static Map<String, Object> row(ClaimsReport report, ClaimResult c) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("id", c.claim().id());
    row.put("sources", report.sources(c));
    row.put("text", c.claim().text());
    c.claim().article().ifPresent(says -> row.put("article", says));
    c.claim().changed().ifPresent(what -> row.put("changed", what));
    report.explored(c).ifPresent(before -> row.put("explored", before));
    row.put("verdict", verdict(c.verdict()));
    row.put("found", report.plain(c));
    row.put("forest", ClaimForest.rows(c, report.verdicts().level()));
    row.put("tasks", report.tasks(c));
    row.put("sentences", ClaimsReport.sentences(c));
    row.put("experiments", c.claim().experiments());
    return row;
  }

  /** Names of the experiments that any of the claims rests on. */
  static Stream<String> experiments(ClaimsReport report) {
    return report.verdicts().claims().stream()
        .flatMap(c -> c.claim().experiments().stream())
        .distinct()
        .sorted();
  }
}
