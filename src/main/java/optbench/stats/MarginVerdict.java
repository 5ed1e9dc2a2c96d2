package optbench.stats;

/** What can be said of a contender against its own earlier self, by a margin. */
public enum MarginVerdict {
  /** Every seed gave exactly the same score: an observation, which needs no test. */
  SAME,
  /** The difference is shown to be smaller than the margin, whichever its sign. */
  WITHIN,
  /** It is shown not to have lost as much as the margin; it may have gained more. */
  NOT_WORSE,
  /** It is shown to have gained more than the margin. */
  BETTER,
  /** It is shown to have lost, and not shown to have lost less than the margin. */
  WORSE,
  /** None of these is shown. */
  INCONCLUSIVE
}
