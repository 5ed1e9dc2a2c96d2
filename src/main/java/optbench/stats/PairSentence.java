package optbench.stats;

import java.util.OptionalDouble;
import optbench.text.NumberText;

/** A paired comparison in words. */
final class PairSentence {
  private PairSentence() {}

  static String of(PairedComparison c) {
    String pair = c.first() + " and " + c.second();
    return switch (c.verdict()) {
      case BETTER -> c.first() + " is better than " + c.second() + " by " + evidence(c, 1);
      case WORSE -> c.first() + " is worse than " + c.second() + " by " + evidence(c, -1);
      case EQUIVALENT ->
          pair
              + " are equivalent within "
              + NumberText.percent(c.equivalence().orElseThrow().margin())
              + " points (difference "
              + interval(c)
              + "; two one-sided tests, "
              + p(c.equivalence().orElseThrow().pHolm())
              + ", "
              + seeds(c.pairs())
              + ")";
      case IDENTICAL -> pair + " gave the same score in each of " + seeds(c.pairs());
      case INCONCLUSIVE -> inconclusive(c, pair);
    };
  }

  private static String inconclusive(PairedComparison c, String pair) {
    if (c.obstacle().isEmpty()) {
      return pair
          + " do not differ significantly (difference "
          + interval(c)
          + "; "
          + c.test().title()
          + ", "
          + p(c.pHolm())
          + ", "
          + seeds(c.pairs())
          + ")";
    }
    return switch (c.obstacle().get()) {
      case NO_RESULT -> pair + " cannot be compared: one has no result";
      case DIVERGED -> pair + " were not tested, for a seed diverged";
      case TOO_FEW_SEEDS ->
          pair + " cannot be judged with " + seeds(c.pairs()) + " in common: that takes 2 or more";
      case NO_VARIATION ->
          pair
              + " differ by "
              + NumberText.percent(c.mean().orElseThrow())
              + " points in each of "
              + seeds(c.pairs())
              + ", so that chance cannot be judged";
    };
  }

  private static String evidence(PairedComparison c, int sign) {
    PairedComparison ahead = sign > 0 ? c : c.reversed();
    return interval(ahead)
        + " ("
        + c.test().title()
        + ", "
        + p(c.pHolm())
        + ", "
        + seeds(c.pairs())
        + ")";
  }

  private static String interval(PairedComparison c) {
    return NumberText.percent(c.mean().orElseThrow())
        + " points, 95 % interval "
        + c.ci95().orElseThrow().text(NumberText::percent);
  }

  private static String p(OptionalDouble corrected) {
    return NumberText.pEquals(corrected.orElseThrow()) + " after Holm";
  }

  private static String seeds(int n) {
    return n == 1 ? "1 seed" : n + " seeds";
  }
}
