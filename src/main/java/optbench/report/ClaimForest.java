package optbench.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import optbench.claims.Bound;
import optbench.claims.ClaimFinding;
import optbench.claims.ClaimResult;
import optbench.claims.Direction;
import optbench.claims.Scale;
import optbench.stats.Interval;

/**
 * The comparisons of a claim as a small forest plot. Measures differ from comparison to comparison,
 * so that all stand on one axis: the difference over its margin, to the right where it is as
 * claimed, as its inverse hyperbolic sine, which is about linear near zero and about logarithmic
 * far from it.
 */
final class ClaimForest {
  /** Half of the picture, in units of the axis: asinh(2000 margins) is about 8.3. */
  private static final double REACH = 8.3;

  private static final double MIDDLE = 50;

  private ClaimForest() {}

  /** A row for each comparison with an estimate: places from 0 to 100. */
  static List<Map<String, Object>> rows(ClaimResult claim, double level) {
    List<Map<String, Object>> rows = new ArrayList<>();
    for (ClaimFinding finding : claim.findings()) {
      if (finding.tested() && finding.difference().estimate().isPresent()) {
        rows.add(row(finding, claim, level));
      }
    }
    return rows;
  }

  private static Map<String, Object> row(ClaimFinding finding, ClaimResult claim, double level) {
    double estimate = finding.difference().estimate().getAsDouble();
    Interval ci = finding.difference().ci95().orElse(new Interval(estimate, estimate));
    double low = place(finding, ci.low());
    double high = place(finding, ci.high());
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("label", label(finding, claim));
    row.put("low", text(Math.min(low, high)));
    row.put("high", text(Math.max(low, high)));
    row.put("at", text(place(finding, estimate)));
    row.put("open", finding.difference().bound() != Bound.EXACT);
    row.put("kind", kind(finding, level));
    row.put("says", new ClaimFindingText(finding, claim).sentence());
    return row;
  }

  /** Who is compared; and by what, where that is not the same for all comparisons of the claim. */
  private static String label(ClaimFinding finding, ClaimResult claim) {
    ClaimFindingText text = new ClaimFindingText(finding, claim);
    long measures =
        claim.findings().stream()
            .map(f -> new ClaimFindingText(f, claim).what())
            .distinct()
            .count();
    return text.shortOf()
        + (finding.statement().direction() == Direction.GREATER_THAN ? " > " : " < ")
        + text.shortReference()
        + (measures > 1 ? ", " + text.what() : "");
  }

  private static String kind(ClaimFinding finding, double level) {
    if (finding.judgement().pCorrected().orElse(1) < level) {
      return "holds";
    }
    return finding.tests().pReversed().orElse(1) < level ? "reversed" : "open";
  }

  /** The edges of the band within which a difference does not matter. */
  static List<String> band() {
    return List.of(text(MIDDLE - scaled(1)), text(MIDDLE + scaled(1)));
  }

  private static double place(ClaimFinding finding, double estimate) {
    boolean ratio = finding.statement().measure().scale() == Scale.RATIO;
    boolean greater = finding.statement().direction() == Direction.GREATER_THAN;
    double margin = ratio ? Math.log1p(finding.statement().margin()) : finding.statement().margin();
    double shift = ratio ? Math.log(finding.statement().factor()) : 0;
    double linear = ratio ? Math.log(estimate) : estimate;
    double asClaimed = (greater ? linear : -linear) - shift;
    return Math.min(100, Math.max(0, MIDDLE + scaled(asClaimed / margin)));
  }

  private static double scaled(double margins) {
    double size = Math.abs(margins);
    // asinh, which Java lacks.
    double value = Math.log(size + Math.sqrt(size * size + 1));
    return Math.copySign(MIDDLE * Math.min(1, value / REACH), margins);
  }

  private static String text(double place) {
    return String.format(Locale.ROOT, "%.1f", place);
  }
}
