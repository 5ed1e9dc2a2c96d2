package optbench.stats;

import java.util.OptionalInt;
import java.util.stream.IntStream;
import optbench.text.NumberText;

/**
 * How many seeds, in all, a pair still undecided would take. Planned for 80 % power under Holm's
 * correction, with the observed mean and deviation taken for the true ones: see {@link PowerPlan}.
 *
 * @param margin of equivalence
 * @param seedsForDifference to show a difference of the observed size; empty if there is no such
 *     number up to {@value PowerPlan#MOST_SEEDS}
 * @param difference the same in words, such as {@code more than 1000 seeds}
 * @param seedsForEquivalence to show that a difference of the observed size is within the margin
 * @param equivalence the same in words
 */
public record SeedsOutlook(
    String first,
    String second,
    double margin,
    OptionalInt seedsForDifference,
    String difference,
    OptionalInt seedsForEquivalence,
    String equivalence) {

  static SeedsOutlook of(PairedComparison pair, PowerPlan plan, double margin) {
    SeedsNeeded difference = plan.toShowObserved(pair);
    SeedsNeeded equivalence = plan.toShowEquivalence(pair, margin);
    return new SeedsOutlook(
        pair.first(),
        pair.second(),
        margin,
        difference.known(),
        difference.text(),
        equivalence.known(),
        equivalence.text());
  }

  /** Whether it is of these two, in whichever order. */
  public boolean isOf(String one, String other) {
    return (first.equals(one) && second.equals(other))
        || (first.equals(other) && second.equals(one));
  }

  /** The smaller of the two numbers; empty if there is neither. */
  public OptionalInt seeds() {
    return IntStream.concat(seedsForDifference.stream(), seedsForEquivalence.stream()).min();
  }

  /** Whether it is easier to show that the difference is within the margin than that it is one. */
  public boolean towardsEquivalence() {
    return seedsForEquivalence.isPresent()
        && seedsForEquivalence.getAsInt() < seedsForDifference.orElse(Integer.MAX_VALUE);
  }

  /** The one of the two that is not the given one. */
  String other(String one) {
    return first.equals(one) ? second : first;
  }

  /** Such as {@code about 12 seeds}. */
  String count() {
    return seeds().isPresent()
        ? "about " + seeds().getAsInt() + " seeds"
        : "more than " + PowerPlan.MOST_SEEDS + " seeds";
  }

  /** Such as {@code about 12 seeds would show a difference of this size}. */
  public String sentence() {
    return count()
        + " would show "
        + (towardsEquivalence()
            ? "that the difference is within " + NumberText.percent(margin) + " points"
            : "a difference of this size");
  }
}
