package optbench.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import optbench.claims.ClaimFinding;
import optbench.claims.ClaimResult;
import optbench.claims.ClaimVerdict;
import optbench.claims.Verdicts;
import optbench.claims.Verdicts.ExperimentFacts;
import optbench.report.ReportTable.Column;
import optbench.report.ReportTable.Mark;
import optbench.report.ReportTable.Row;
import optbench.result.Table;

/** Claims beside what was found, the same bytes on every JVM and in every locale. */
public final class ClaimsReport {
  private static final List<String> COLUMNS =
      List.of(
          "id",
          "verdict",
          "measure",
          "target",
          "epoch",
          "of",
          "direction",
          "reference",
          "factor",
          "margin",
          "seeds",
          "of_mean",
          "of_bound",
          "reference_mean",
          "reference_bound",
          "estimate",
          "estimate_ci95_low",
          "estimate_ci95_high",
          "estimate_bound",
          "scale",
          "p",
          "p_corrected",
          "p_reversed",
          "p_equivalent",
          "seeds_needed",
          "obstacle",
          "remarks",
          "claim_p_supported",
          "claim_p_refuted",
          "claim_p_equivalent");

  private final Verdicts verdicts;

  private ClaimsReport(Verdicts verdicts) {
    this.verdicts = verdicts;
  }

  /** Of all that was evaluated. */
  public static ClaimsReport of(Verdicts verdicts) {
    return new ClaimsReport(verdicts);
  }

  /** Everything in numbers, for {@code claims.json}. */
  public Verdicts verdicts() {
    return verdicts;
  }

  /**
   * A claim in a line.
   *
   * @param figures of the comparison that decided, or would have to
   */
  public record Line(String id, String verdict, String figures) {}

  /** For a terminal. */
  public List<Line> lines() {
    return verdicts.claims().stream()
        .map(
            c ->
                new Line(
                    c.claim().id(),
                    mark(c.verdict()).symbol() + " " + c.verdict().word(),
                    briefly(c)))
        .toList();
  }

  /** How many claims got which verdict: {@code 3 supported, 1 refuted}. */
  public String count() {
    List<String> counts = new ArrayList<>();
    for (ClaimVerdict verdict : ClaimVerdict.values()) {
      long count = verdicts.claims().stream().filter(c -> c.verdict() == verdict).count();
      if (count > 0) {
        counts.add(count + " " + verdict.word());
      }
    }
    return counts.isEmpty() ? "no claims" : String.join(", ", counts);
  }

  /** For {@code claims.csv}: a row for each comparison; one for a claim that has none. */
  public Table table() {
    List<List<Object>> rows = new ArrayList<>();
    for (ClaimResult claim : verdicts.claims()) {
      if (claim.findings().isEmpty()) {
        List<Object> row = new ArrayList<>(List.of(claim.claim().id(), claim.verdict().word()));
        COLUMNS.subList(2, COLUMNS.size()).forEach(column -> row.add(""));
        row.set(COLUMNS.indexOf("obstacle"), String.join("; ", claim.reasons()));
        rows.add(row);
      }
      claim.findings().forEach(finding -> rows.add(row(claim, finding)));
    }
    return new Table(COLUMNS, rows);
  }

  private static List<Object> row(ClaimResult claim, ClaimFinding f) {
    return List.of(
        claim.claim().id(),
        claim.verdict().word(),
        f.measure().id(),
        ReportNumberFormat.cell(f.settings().target()),
        ReportNumberFormat.cell(f.settings().epoch()),
        f.of(),
        f.direction().id(),
        f.reference(),
        ReportNumberFormat.cell(f.factor()),
        ReportNumberFormat.cell(f.margin()),
        f.seeds(),
        ReportNumberFormat.cell(f.ofMean()),
        word(f.ofBound()),
        ReportNumberFormat.cell(f.referenceMean()),
        word(f.referenceBound()),
        ReportNumberFormat.cell(f.estimate()),
        f.ci95().map(ci -> ReportNumberFormat.cell(ci.low())).orElse(""),
        f.ci95().map(ci -> ReportNumberFormat.cell(ci.high())).orElse(""),
        word(f.bound()),
        word(f.measure().scale()),
        ReportNumberFormat.cell(f.pHolds()),
        ReportNumberFormat.cell(f.pCorrected()),
        ReportNumberFormat.cell(f.pReversed()),
        ReportNumberFormat.cell(f.pEquivalent()),
        ReportNumberFormat.cell(f.seedsNeeded()),
        f.obstacle().orElse(""),
        String.join("; ", f.remarks()),
        ReportNumberFormat.cell(claim.pSupportedCorrected()),
        ReportNumberFormat.cell(claim.pRefutedCorrected()),
        ReportNumberFormat.cell(claim.pEquivalentCorrected()));
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  /**
   * For {@code claims.html}: the verdicts, and the experiments that they rest on, on one page.
   *
   * @param title of the page, such as the name of the file of claims
   * @param experiments by name, those that were run
   * @param pages of experiments, relative to this one; may lack some
   */
  public String html(String title, Map<String, Report> experiments, Map<String, String> pages) {
    return new ClaimsPage(title, this, experiments, pages).html();
  }

  /** For {@code claims.md}. */
  public String markdown() {
    return Markdown.of(reportTable()) + sources();
  }

  ReportTable reportTable() {
    return new ReportTable(
        "Claims",
        count() + " (level " + ReportNumberFormat.tick(100 * verdicts.level()) + " %)",
        notices(),
        warnings(),
        List.of(
            Column.text("claim"),
            Column.text("sources"),
            Column.text("what is claimed"),
            Column.text("verdict"),
            Column.text("what was found")),
        verdicts.claims().stream().map(ClaimsReport::row).toList(),
        notes());
  }

  /** How claims came about is no fault of the runs, but what verdicts are worth hangs on it. */
  public List<String> warnings() {
    return verdicts.notice().map(notice -> notice.strip().replaceFirst("[.]$", "")).stream()
        .toList();
  }

  private String notices() {
    return verdicts.experiments().stream()
        .filter(e -> !e.notice().isEmpty())
        .map(e -> e.name() + ": " + e.notice())
        .collect(Collectors.joining(" "));
  }

  private static Row row(ClaimResult c) {
    return new Row(
        mark(c.verdict()),
        List.of(
            c.claim().id(),
            String.join(", ", c.claim().sources()),
            c.claim().text(),
            c.verdict().word(),
            found(c)));
  }

  static Mark mark(ClaimVerdict verdict) {
    return switch (verdict) {
      case SUPPORTED -> Mark.HOLDS;
      case REFUTED -> Mark.REVERSED;
      case EQUIVALENT -> Mark.GROUP;
      case INCONCLUSIVE -> Mark.OPEN;
      case UNTESTABLE -> Mark.LEFT_OUT;
    };
  }

  private static String found(ClaimResult c) {
    return String.join(" ", sentences(c));
  }

  /** All figures, and what must be known of them. */
  static List<String> sentences(ClaimResult c) {
    List<String> parts = new ArrayList<>();
    for (ClaimFinding finding : c.findings()) {
      String remarks =
          finding.remarks().isEmpty() ? "" : " [" + String.join("; ", finding.remarks()) + "]";
      parts.add(
          new ClaimFindingText(finding, c).sentence()
              + (finding.outlook().isEmpty() ? "" : "; " + finding.outlook())
              + remarks
              + ".");
    }
    if (c.findings().isEmpty()) {
      c.reasons().forEach(reason -> parts.add(ended(reason)));
    }
    negligible(c).ifPresent(parts::add);
    c.claim().note().ifPresent(note -> parts.add("Note: " + ended(note)));
    return parts;
  }

  private static Optional<String> negligible(ClaimResult c) {
    return c.negligible()
        ? Optional.of(
            "The difference is real, yet smaller than the margin of "
                + new ClaimFindingText(deciding(c), c).margin()
                + ".")
        : Optional.empty();
  }

  private static String ended(String sentence) {
    return sentence.matches(".*[.!?]") ? sentence : sentence + ".";
  }

  /** The comparison that decided, or that would have to. */
  private static ClaimFinding deciding(ClaimResult c) {
    Comparator<ClaimFinding> order =
        switch (c.verdict()) {
          case REFUTED -> Comparator.comparingDouble(f -> f.pReversed().orElse(1));
          case EQUIVALENT -> Comparator.comparingDouble(f -> f.pEquivalent().orElse(1));
          case SUPPORTED, INCONCLUSIVE, UNTESTABLE ->
              Comparator.comparingDouble(f -> -f.pHolds().orElse(2));
        };
    return c.findings().stream().min(order).orElseThrow();
  }

  /** What the comparison that decided found, without what it rests on. */
  static String atAGlance(ClaimResult c) {
    if (c.findings().isEmpty() || !deciding(c).tested()) {
      return briefly(c);
    }
    ClaimFinding deciding = deciding(c);
    ClaimFindingText text = new ClaimFindingText(deciding, c);
    int others = c.findings().size() - 1;
    return text.what()
        + ", "
        + deciding.of()
        + " against "
        + deciding.reference()
        + ": "
        + text.estimate()
        + (c.negligible() ? "; smaller than " + text.margin() : "")
        + (others > 0 ? "; " + Captions.count(others, "more comparison") : "");
  }

  /** The figures of the comparison that decided, or would have to. */
  static String briefly(ClaimResult c) {
    if (c.findings().isEmpty()) {
      return String.join("; ", c.reasons());
    }
    ClaimFinding deciding = deciding(c);
    int others = c.findings().size() - 1;
    return new ClaimFindingText(deciding, c).sentence()
        + (c.negligible() ? "; smaller than " + new ClaimFindingText(deciding, c).margin() : "")
        + (c.seedsNeeded().isPresent()
            ? "; about " + c.seedsNeeded().getAsInt() + " seeds needed"
            : "")
        + (others > 0 ? "; and " + others + " more" : "");
  }

  /** What verdicts mean, and on what they rest. */
  public List<String> notes() {
    List<String> notes = new ArrayList<>();
    notes.add(
        "Paired by seed; intervals are of 95 %, for one comparison each; p is one-sided, for the"
            + " direction that is claimed, and corrected after Holm over both directions of "
            + Captions.count(verdicts.family(), "testable claim")
            + " of the file.");
    notes.add(
        "✓ supported: all comparisons hold (the largest p decides); ✗ refuted: one is reversed (the"
            + " smallest p times their number); ≈ equivalent: one is shown to be within the margin"
            + " and none falls short by it (two one-sided tests); ? inconclusive: none of these, at"
            + " the level over the whole file. The level holds for comparisons and seeds that were"
            + " fixed before any outcome was seen.");
    if (findings().anyMatch(f -> f.settings().target().isPresent())) {
      notes.add(
          "A run that did not reach a target took at least as long as it ran: its seed counts"
              + " where that speaks against a statement, never for it; a seed in which neither run"
              + " reached it is left out.");
    }
    if (findings()
        .anyMatch(f -> f.remarks().stream().anyMatch(r -> r.contains("counts as guessing")))) {
      notes.add("A run that diverged counts with the accuracy of guessing, 10 %.");
    }
    verdicts.experiments().forEach(e -> notes.add(experiment(e)));
    return notes;
  }

  private Stream<ClaimFinding> findings() {
    return verdicts.claims().stream().flatMap(c -> c.findings().stream());
  }

  private static String experiment(ExperimentFacts e) {
    return "Experiment "
        + e.name()
        + ": "
        + e.data()
        + ", "
        + Captions.count(e.trials(), "trial")
        + (e.missing() == 0 ? "" : ", " + e.missing() + " of them without a result")
        + ".";
  }

  private String sources() {
    List<String> used = usedSources();
    return used.isEmpty()
        ? ""
        : used.stream()
            .map(source -> "- " + Markdown.escape(source) + "\n")
            .collect(Collectors.joining("", "\n#### Sources\n\n", ""));
  }

  /** Those that the claims cite, with the key that they cite them by. */
  List<String> usedSources() {
    List<String> used =
        verdicts.claims().stream().flatMap(c -> c.claim().sources().stream()).distinct().toList();
    return verdicts.sources().entrySet().stream()
        .filter(e -> used.contains(e.getKey()))
        .map(
            e ->
                e.getKey()
                    + ": "
                    + e.getValue().by().map(b -> b + ": ").orElse("")
                    + e.getValue().title()
                    + e.getValue().url().map(u -> ", " + u).orElse(""))
        .toList();
  }
}
