package optbench.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.OptionalDouble;
import optbench.claims.Bound;
import optbench.claims.ClaimFinding;
import optbench.claims.ClaimResult;
import optbench.claims.ClaimVerdict;
import optbench.claims.Direction;
import optbench.claims.Measure;
import optbench.claims.Scale;
import optbench.text.NumberText;

/** A comparison in words and figures. */
final class ClaimFindingText {
  private final ClaimFinding finding;
  private final ClaimResult claim;

  /**
   * @param claim that the comparison is part of
   */
  ClaimFindingText(ClaimFinding finding, ClaimResult claim) {
    this.finding = finding;
    this.claim = claim;
  }

  /** All of it, without a full stop. */
  String sentence() {
    return what() + ": " + (finding.tested() ? figures() + ", " + evidence() : untested());
  }

  /** Such as {@code steps to 97.00 %}. */
  String what() {
    Measure measure = finding.measure();
    String title = measure.title();
    if (finding.settings().target().isPresent()) {
      return title + " to " + NumberText.percent(finding.settings().target().getAsDouble()) + " %";
    }
    return finding.settings().epoch().isPresent()
        ? title
            + (measure == Measure.LOSS_DROP_LATE ? " after epoch " : " at epoch ")
            + finding.settings().epoch().getAsInt()
        : title;
  }

  private String figures() {
    return finding.of()
        + " "
        + mean(finding.ofMean(), finding.ofBound())
        + ", "
        + reference()
        + ": "
        + estimate();
  }

  private String reference() {
    return finding.referenceMean().isPresent() && isNumber()
        ? value(finding.referenceMean().getAsDouble())
        : finding.reference() + " " + mean(finding.referenceMean(), finding.referenceBound());
  }

  /** A constant is called by its value already. */
  private boolean isNumber() {
    return !finding.reference().contains("/");
  }

  private String mean(OptionalDouble mean, Bound bound) {
    return mean.isEmpty()
        ? "without a value"
        : (bound == Bound.AT_LEAST ? "at least " : "") + value(mean.getAsDouble());
  }

  private String value(double value) {
    Measure measure = finding.measure();
    if (measure.scale() == Scale.POINTS) {
      return NumberText.percent(value) + " %";
    }
    return number(value) + (measure.unit().equals(measure.title()) ? "" : " " + measure.unit());
  }

  /** Difference or ratio, with its interval. */
  String estimate() {
    if (finding.estimate().isEmpty()) {
      return "no estimate, for seeds are censored on both sides";
    }
    String text = bound() + change(finding.estimate().getAsDouble()) + unit();
    String interval =
        finding
            .ci95()
            // Of seeds that do not vary it has no width, which says little.
            .filter(ci -> ci.low() < ci.high())
            .map(ci -> " (" + ci.text(this::change) + ")")
            .orElse("");
    return text + interval + claimed();
  }

  private String bound() {
    return switch (finding.bound()) {
      case EXACT -> "";
      case AT_LEAST -> "at least ";
      case AT_MOST -> "at most ";
    };
  }

  private String change(double estimate) {
    return switch (finding.measure().scale()) {
      case POINTS -> NumberText.points(estimate);
      case RATIO -> number(estimate);
      case DIFFERENCE -> NumberText.signed(NumberText.minus(number(estimate)));
    };
  }

  private String unit() {
    return switch (finding.measure().scale()) {
      case POINTS -> " points";
      case RATIO -> " times";
      case DIFFERENCE -> " " + finding.measure().unit();
    };
  }

  private String claimed() {
    if (finding.factor() == 1) {
      return "";
    }
    String factor = NumberText.tick(finding.factor());
    if (finding.measure().scale() != Scale.RATIO) {
      return " after the lesser is taken " + factor + " times";
    }
    return finding.direction() == Direction.GREATER_THAN
        ? " where more than " + factor + " is claimed"
        : " where less than 1 / " + factor + " is claimed";
  }

  /** Three digits, and none before the point lost; tiny ones as they are. */
  private static String number(double value) {
    return Math.abs(value) > 1e9 || (value != 0 && Math.abs(value) < 1e-6)
        ? new BigDecimal(value).round(new MathContext(3, RoundingMode.HALF_UP)).toString()
        : NumberText.brief(value);
  }

  /** The p-value that the verdict rests on, or else that of the claim. */
  private String evidence() {
    double holds = finding.pHolds().orElseThrow();
    double reversed = finding.pReversed().orElseThrow();
    double equivalent = finding.pEquivalent().orElseThrow();
    String seeds = ", " + Captions.count(finding.seeds(), "seed");
    if (claim.verdict() == ClaimVerdict.REFUTED && reversed < holds) {
      return NumberText.pEquals(reversed)
          + " for the contrary"
          + corrected(claim.pRefutedCorrected())
          + seeds;
    }
    if (claim.verdict() == ClaimVerdict.EQUIVALENT && equivalent < holds) {
      return NumberText.pEquals(equivalent)
          + " for being within "
          + margin()
          + corrected(claim.pEquivalentCorrected())
          + seeds;
    }
    return NumberText.pEquals(holds) + corrected(finding.pCorrected()) + seeds;
  }

  private static String corrected(OptionalDouble p) {
    return " (corrected " + NumberText.p(p.orElseThrow()) + ")";
  }

  private String untested() {
    return finding.of()
        + " against "
        + finding.reference()
        + " not tested, "
        + finding.obstacle().orElseThrow();
  }

  /** What makes no difference, in words: {@code 0.20 points}. */
  String margin() {
    return switch (finding.measure().scale()) {
      case POINTS -> NumberText.percent(finding.margin()) + " points";
      case RATIO -> NumberText.wholePercent(finding.margin());
      case DIFFERENCE -> NumberText.tick(finding.margin()) + " " + finding.measure().unit();
    };
  }
}
