package optbench.report;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.Stream;
import optbench.claims.ClaimFinding;
import optbench.claims.ClaimResult;
import optbench.claims.ClaimResult.PValues;
import optbench.stats.Interval;
import optbench.table.Cell;
import optbench.table.Column;
import optbench.table.Table;

/** Every comparison of every claim, for programs. */
final class ClaimComparisons {
  private ClaimComparisons() {}

  /** A comparison of a claim; a claim without one has a row all the same. */
  private record Compared(ClaimResult claim, Optional<ClaimFinding> finding) {}

  /** For {@code claims.csv}: a row for each comparison; one for a claim that has none. */
  static Table of(List<ClaimResult> claims) {
    return Table.of(
        List.of(
            Column.text("id", c -> c.claim().claim().id()),
            Column.text("verdict", c -> c.claim().verdict().word()),
            words("measure", f -> f.statement().measure().id()),
            figure("target", f -> Cell.rounded(f.statement().settings().target())),
            figure("epoch", f -> Cell.of(f.statement().settings().epoch())),
            words("of", f -> f.statement().of()),
            words("direction", f -> f.statement().direction().id()),
            words("reference", f -> f.statement().reference()),
            figure("factor", f -> Cell.rounded(f.statement().factor())),
            figure("margin", f -> Cell.rounded(f.statement().margin())),
            figure("seeds", f -> Cell.of(f.evidence().seeds())),
            figure("of_mean", f -> Cell.rounded(f.means().ofMean())),
            words("of_bound", f -> word(f.means().ofBound())),
            figure("reference_mean", f -> Cell.rounded(f.means().referenceMean())),
            words("reference_bound", f -> word(f.means().referenceBound())),
            figure("estimate", f -> Cell.rounded(f.difference().estimate())),
            figure("estimate_ci95_low", f -> Cell.rounded(f.difference().ci95(), Interval::low)),
            figure("estimate_ci95_high", f -> Cell.rounded(f.difference().ci95(), Interval::high)),
            words("estimate_bound", f -> word(f.difference().bound())),
            words("scale", f -> word(f.statement().measure().scale())),
            figure("p", f -> Cell.rounded(f.tests().pHolds())),
            figure("p_corrected", f -> Cell.rounded(f.judgement().pCorrected())),
            figure("p_reversed", f -> Cell.rounded(f.tests().pReversed())),
            figure("p_equivalent", f -> Cell.rounded(f.tests().pEquivalent())),
            figure("seeds_needed", f -> Cell.of(f.judgement().seedsNeeded())),
            Column.text(
                "obstacle",
                c ->
                    c.finding()
                        .map(f -> f.evidence().obstacle().orElse(""))
                        .orElseGet(() -> String.join("; ", c.claim().reasons()))),
            words("remarks", f -> String.join("; ", f.evidence().remarks())),
            ofClaim("claim_p_supported", PValues::pSupportedCorrected),
            ofClaim("claim_p_refuted", PValues::pRefutedCorrected),
            ofClaim("claim_p_equivalent", PValues::pEquivalentCorrected)),
        claims.stream()
            .flatMap(
                c ->
                    c.findings().isEmpty()
                        ? Stream.of(new Compared(c, Optional.empty()))
                        : c.findings().stream().map(f -> new Compared(c, Optional.of(f))))
            .toList());
  }

  private static Column<Compared> words(String key, Function<ClaimFinding, String> words) {
    return Column.text(key, c -> c.finding().map(words).orElse(""));
  }

  private static Column<Compared> figure(String key, Function<ClaimFinding, Cell> cell) {
    return Column.number(key, c -> c.finding().map(cell).orElse(Cell.nothing()));
  }

  private static Column<Compared> ofClaim(String key, Function<PValues, OptionalDouble> p) {
    return Column.number(
        key,
        c -> c.finding().isEmpty() ? Cell.nothing() : Cell.rounded(p.apply(c.claim().pValues())));
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
