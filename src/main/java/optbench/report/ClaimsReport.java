package optbench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import optbench.claims.Claim.Requirement;
import optbench.claims.ClaimFinding;
import optbench.claims.ClaimResult;
import optbench.claims.ClaimVerdict;
import optbench.claims.ClaimsFile.Source;
import optbench.claims.Registration;
import optbench.claims.Verdicts;
import optbench.claims.Verdicts.ExperimentFacts;
import optbench.table.Caption;
import optbench.table.Column;
import optbench.table.Mark;
import optbench.table.Markdown;
import optbench.table.Table;
import optbench.text.NumberText;

/** Claims beside what was found, the same bytes on every JVM and in every locale. */
public final class ClaimsReport {
  private static final Column<ClaimResult> ID = Column.text("id", "claim", c -> c.claim().id());

  /** Enough to tell two versions of a file apart. */
  private static final int SHA_SHOWN = 12;

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

  /** For a terminal: a claim in a line, with the comparison that decided, or would have to. */
  public Table briefTable() {
    return Table.of(
        columns(
            List.of(
                ID,
                Column.text(
                    "verdict",
                    c -> (mark(c.verdict()).symbol() + " " + c.verdict().word()).strip())),
            Column.text("what was found", ClaimsReport::briefly)),
        verdicts.claims());
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
    return ClaimComparisons.of(verdicts.claims());
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
    return Markdown.of(forPeople()) + sources();
  }

  Table forPeople() {
    return Table.of(
        new Caption(
            "Claims",
            count() + " (level " + NumberText.wholePercent(verdicts.level()) + ")",
            notices(),
            warnings(),
            notes()),
        columns(
            List.of(
                ID,
                Column.text("sources", c -> String.join(", ", c.claim().sources())),
                Column.text("what is claimed", c -> c.claim().text()),
                Column.text("verdict", c -> c.verdict().word())),
            Column.text("what was found", c -> plain(c) + " " + String.join(" ", sentences(c)))),
        verdicts.claims(),
        c -> mark(c.verdict()));
  }

  /** Of claims that were registered, with what was known before. */
  private List<Column<ClaimResult>> columns(
      List<Column<ClaimResult>> first, Column<ClaimResult> last) {
    List<Column<ClaimResult>> all = new ArrayList<>(first);
    verdicts
        .registration()
        .ifPresent(r -> all.add(Column.text("explored before", c -> explored(r, c))));
    all.add(last);
    return all;
  }

  private static String explored(Registration registration, ClaimResult claim) {
    return registration
        .explored(claim.claim().id())
        .map(e -> e.verdict() + ", " + Captions.count(e.seeds(), "seed"))
        .orElse("not looked at");
  }

  /** What had been known of a claim before it was registered; empty if it was not. */
  Optional<String> explored(ClaimResult claim) {
    return verdicts.registration().map(r -> explored(r, claim));
  }

  /** What was found, in a sentence or two that can stand alone. */
  String plain(ClaimResult claim) {
    return new ClaimSentence(claim, verdicts.level()).text();
  }

  /**
   * How claims came about is no fault of the runs, but what verdicts are worth hangs on it: unless
   * all was registered before.
   */
  public List<String> warnings() {
    return verdicts
        .notice()
        .filter(n -> verdicts.registration().isEmpty())
        .map(notice -> notice.strip().replaceFirst("[.]$", ""))
        .stream()
        .toList();
  }

  private String notices() {
    return verdicts.experiments().stream()
        .filter(e -> !e.notice().isEmpty())
        .map(e -> e.name() + ": " + e.notice())
        .collect(Collectors.joining(" "));
  }

  static Mark mark(ClaimVerdict verdict) {
    return switch (verdict) {
      case SUPPORTED -> Mark.HOLDS;
      case REFUTED -> Mark.REVERSED;
      case EQUIVALENT -> Mark.EQUIVALENT;
      case INCONCLUSIVE -> Mark.OPEN;
      case UNTESTABLE -> Mark.LEFT_OUT;
    };
  }

  /** All figures, and what must be known of them. */
  static List<String> sentences(ClaimResult c) {
    List<String> parts = new ArrayList<>();
    for (ClaimFinding finding : c.findings()) {
      String remarks =
          finding.evidence().remarks().isEmpty()
              ? ""
              : " [" + String.join("; ", finding.evidence().remarks()) + "]";
      parts.add(
          new ClaimFindingText(finding, c).sentence()
              + (finding.judgement().outlook().isEmpty()
                  ? ""
                  : "; " + finding.judgement().outlook())
              + remarks
              + ".");
    }
    if (c.findings().isEmpty()) {
      c.reasons().forEach(reason -> parts.add(ended(reason)));
    }
    negligible(c).ifPresent(parts::add);
    c.claim().note().ifPresent(note -> parts.add("Note: " + ended(note)));
    c.claim()
        .changed()
        .ifPresent(what -> parts.add("Changed after an outcome had been seen: " + ended(what)));
    return parts;
  }

  private static Optional<String> negligible(ClaimResult c) {
    return c.negligible()
        ? Optional.of(
            "The difference is real, yet smaller than the margin of "
                + new ClaimFindingText(c.deciding().orElseThrow(), c).margin()
                + ".")
        : Optional.empty();
  }

  private static String ended(String sentence) {
    return sentence.matches(".*[.!?]") ? sentence : sentence + ".";
  }

  /** The figures of the comparison that decided, or would have to. */
  static String briefly(ClaimResult c) {
    Optional<ClaimFinding> deciding = c.deciding();
    if (deciding.isEmpty()) {
      return String.join("; ", c.reasons());
    }
    ClaimFindingText text = new ClaimFindingText(deciding.get(), c);
    int others = c.findings().size() - 1;
    return text.sentence()
        + (c.negligible() ? "; smaller than " + text.margin() : "")
        + (c.seedsNeeded().isPresent()
            ? "; about " + c.seedsNeeded().getAsInt() + " seeds needed"
            : "")
        + (others > 0 ? "; and " + others + " more" : "");
  }

  /** What verdicts mean, and on what they rest. */
  public List<String> notes() {
    List<String> notes = new ArrayList<>();
    registered().ifPresent(notes::add);
    notes.add(
        "Paired by seed; intervals are of 95 %, for one comparison each; p is one-sided, for the"
            + " direction that is claimed, and corrected after Holm over both directions of "
            + Captions.count(verdicts.family(), "testable claim")
            + " of the file.");
    notes.add(
        "✓ supported: all comparisons hold (the largest p decides); ✗ refuted: one is reversed (the"
            + " smallest p times their number); ≈ equivalent: one is shown to be within the margin"
            + " and none falls short by it (two one-sided tests); ? inconclusive: none of these, at"
            + " the level over the whole file."
            + (findings(Requirement.ANY)
                ? " Where any one comparison is enough, supported and refuted change places in this:"
                    + " one that holds supports the claim, and only if all are reversed it is refuted."
                : "")
            + " The level holds for comparisons and seeds that were"
            + " fixed before any outcome was seen.");
    if (findings().anyMatch(f -> f.statement().settings().target().isPresent())) {
      notes.add(
          "A run that did not reach a target took at least as long as it ran: its seed counts"
              + " where that speaks against a statement, never for it; a seed in which neither run"
              + " reached it is left out.");
    }
    if (findings()
        .anyMatch(
            f -> f.evidence().remarks().stream().anyMatch(r -> r.contains("counts as guessing")))) {
      notes.add("A run that diverged counts with the accuracy of guessing, 10 %.");
    }
    verdicts.experiments().forEach(e -> notes.add(experiment(e)));
    return notes;
  }

  /** That nothing was chosen by its outcome; empty if that was not made sure. */
  Optional<String> registered() {
    return verdicts.registration().map(ClaimsReport::registered);
  }

  private static String registered(Registration registration) {
    return "Confirmed: claims, specs and seeds were fixed on "
        + registration.registeredAt().toString().replaceFirst("T.*", "")
        + ", before any of these trials was trained, and no other seed is in these verdicts ("
        + "SHA-256 of the claims "
        + registration.claimsSha256().substring(0, SHA_SHOWN)
        + "…)."
        + (registration.explored().isEmpty()
            ? ""
            : " \"Explored before\" is what the same comparisons said of seeds that had been looked"
                + " at: they helped to choose the comparisons, so that the level does not hold for"
                + " them.");
  }

  private boolean findings(Requirement requirement) {
    return verdicts.claims().stream()
        .anyMatch(c -> c.claim().requirement() == requirement && c.findings().size() > 1);
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
        + e.task()
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

  /** Who makes a claim, with author and place. */
  List<String> sources(ClaimResult claim) {
    return verdicts.sources().entrySet().stream()
        .filter(e -> claim.claim().sources().contains(e.getKey()))
        .map(ClaimsReport::source)
        .toList();
  }

  /** What a claim was tested on. */
  List<String> tasks(ClaimResult claim) {
    return verdicts.experiments().stream()
        .filter(e -> claim.claim().experiments().contains(e.name()))
        .map(e -> e.data() + ", " + e.task())
        .distinct()
        .toList();
  }

  private static String source(Map.Entry<String, Source> e) {
    return e.getKey()
        + ": "
        + e.getValue().by().map(b -> b + ": ").orElse("")
        + e.getValue().title()
        + e.getValue().url().map(u -> ", " + u).orElse("");
  }

  /** Those that the claims cite, with the key that they cite them by. */
  List<String> usedSources() {
    List<String> used =
        verdicts.claims().stream().flatMap(c -> c.claim().sources().stream()).distinct().toList();
    return verdicts.sources().entrySet().stream()
        .filter(e -> used.contains(e.getKey()))
        .map(ClaimsReport::source)
        .toList();
  }
}
