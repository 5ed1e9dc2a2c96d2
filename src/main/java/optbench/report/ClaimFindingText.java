package optbench.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import java.util.OptionalDouble;
import optbench.claims.Bound;
import optbench.claims.ClaimFinding;
import optbench.claims.ClaimFinding.Statement;
import optbench.claims.ClaimResult;
import optbench.claims.ClaimVerdict;
import optbench.claims.Direction;
import optbench.claims.Measure;
import optbench.claims.Scale;
import optbench.text.NumberText;

/** A comparison in words and figures. */
final class ClaimFindingText {
  private final ClaimFinding finding;
  private final Statement statement;
  private final ClaimResult claim;

  /**
   * @param claim that the comparison is part of
   */
  ClaimFindingText(ClaimFinding finding, ClaimResult claim) {
    this.finding = finding;
    this.statement = finding.statement();
    this.claim = claim;
  }

  /** All of it, without a full stop. */
  String sentence() {
    return what() + ": " + (finding.tested() ? figures() + ", " + evidence() : untested());
  }

  /** Of a claim that rests on one experiment its name says nothing. */
  String shortOf() {
    return shortened(statement.of());
  }

  /** Likewise. */
  String shortReference() {
    return shortened(statement.reference());
  }

  private String shortened(String side) {
    List<String> experiments = claim.claim().experiments();
    return experiments.size() == 1 ? side.replace(experiments.get(0) + "/", "") : side;
  }

  /** Such as {@code steps to 97.00 %}. */
  String what() {
    Measure measure = statement.measure();
    String title = measure.title();
    if (statement.settings().target().isPresent()) {
      return title
          + " to "
          + NumberText.percent(statement.settings().target().getAsDouble())
          + " %";
    }
    return statement.settings().epoch().isPresent()
        ? title
            + (measure == Measure.LOSS_DROP_LATE ? " after epoch " : " at epoch ")
            + statement.settings().epoch().getAsInt()
        : title;
  }

  private String figures() {
    return statement.of()
        + " "
        + mean(finding.means().ofMean(), finding.means().ofBound())
        + ", "
        + reference()
        + ": "
        + estimate();
  }

  private String reference() {
    return finding.means().referenceMean().isPresent() && isAgainstNumber()
        ? value(finding.means().referenceMean().getAsDouble())
        : statement.reference()
            + " "
            + mean(finding.means().referenceMean(), finding.means().referenceBound());
  }

  /** A constant is called by its value already. */
  boolean isAgainstNumber() {
    return !statement.reference().contains("/");
  }

  /** A side's figure with its unit. */
  String mean(OptionalDouble mean, Bound bound) {
    return mean.isEmpty() ? "without a value" : words(bound) + value(mean.getAsDouble());
  }

  private String value(double value) {
    Measure measure = statement.measure();
    if (measure.scale() == Scale.POINTS) {
      return NumberText.percent(value) + " %";
    }
    boolean named = measure.unit().isEmpty() || measure.unit().equals(measure.title());
    return number(value) + (named ? "" : " " + measure.unit());
  }

  /** Difference or ratio, with its interval. */
  String estimate() {
    if (finding.difference().estimate().isEmpty()) {
      return "no estimate, for seeds are censored on both sides";
    }
    String text =
        words(finding.difference().bound())
            + change(finding.difference().estimate().getAsDouble())
            + unit();
    String interval =
        finding
            .difference()
            .ci95()
            // Of seeds that do not vary it has no width, which says little.
            .filter(ci -> ci.low() < ci.high())
            .map(ci -> " (" + ci.text(this::change) + ")")
            .orElse("");
    return text + interval + claimed();
  }

  private static String words(Bound bound) {
    return switch (bound) {
      case EXACT -> "";
      case AT_LEAST -> "at least ";
      case AT_MOST -> "at most ";
    };
  }

  private String change(double estimate) {
    return switch (statement.measure().scale()) {
      case POINTS -> NumberText.points(estimate);
      case RATIO -> number(estimate);
      case DIFFERENCE -> NumberText.signed(NumberText.minus(number(estimate)));
    };
  }

  private String unit() {
    return switch (statement.measure().scale()) {
      case POINTS -> " points";
      case RATIO -> " times";
      case DIFFERENCE -> " " + statement.measure().unit();
    };
  }

  private String claimed() {
    if (statement.factor() == 1) {
      return "";
    }
    String factor = NumberText.tick(statement.factor());
    if (statement.measure().scale() != Scale.RATIO) {
      return " after the lesser is taken " + factor + " times";
    }
    return statement.direction() == Direction.GREATER_THAN
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
    double holds = finding.tests().pHolds().orElseThrow();
    double reversed = finding.tests().pReversed().orElseThrow();
    double equivalent = finding.tests().pEquivalent().orElseThrow();
    String seeds = ", " + Captions.count(finding.evidence().seeds(), "seed");
    if (claim.verdict() == ClaimVerdict.REFUTED && reversed < holds) {
      return NumberText.pEquals(reversed)
          + " for the contrary"
          + corrected(claim.pValues().pRefutedCorrected())
          + seeds;
    }
    if (claim.verdict() == ClaimVerdict.EQUIVALENT && equivalent < holds) {
      return NumberText.pEquals(equivalent)
          + " for being within "
          + margin()
          + corrected(claim.pValues().pEquivalentCorrected())
          + seeds;
    }
    return NumberText.pEquals(holds) + corrected(finding.judgement().pCorrected()) + seeds;
  }

  private static String corrected(OptionalDouble p) {
    return " (corrected " + NumberText.p(p.orElseThrow()) + ")";
  }

  private String untested() {
    return statement.of()
        + " against "
        + statement.reference()
        + " not tested, "
        + finding.evidence().obstacle().orElseThrow();
  }

  /** What makes no difference, in words: {@code 0.20 points}. */
  String margin() {
    return switch (statement.measure().scale()) {
      case POINTS -> NumberText.percent(statement.margin()) + " points";
      case RATIO -> NumberText.wholePercent(statement.margin());
      case DIFFERENCE -> NumberText.tick(statement.margin()) + " " + statement.measure().unit();
    };
  }
}
