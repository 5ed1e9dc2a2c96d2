package optbench.stats;

import java.util.OptionalDouble;

/**
 * Two one-sided tests of whether a difference is smaller than a margin.
 *
 * @param margin in the unit of the scores
 * @param pValue the larger of the two one-sided p-values
 * @param pHolm the same after Holm's correction over the family; empty before it
 */
public record Equivalence(double margin, double pValue, OptionalDouble pHolm) {}
