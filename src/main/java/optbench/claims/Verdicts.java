package optbench.claims;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import optbench.claims.ClaimsFile.Source;

/**
 * What runs say of the claims of a file.
 *
 * @param level the chance of even one false "supported" or "refuted"
 * @param family how many claims of the file can be tested: p-values are corrected over all of them,
 *     whether or not they were asked for
 * @param notice what must be known of how claims, comparisons and seeds came about
 * @param experiments those that were looked at
 * @param claims those that were asked for, in the order of the file
 * @param registration what had been fixed before the trials were trained; empty if nothing was
 */
public record Verdicts(
    double level,
    int family,
    Optional<String> notice,
    List<ExperimentFacts> experiments,
    Map<String, Source> sources,
    List<ClaimResult> claims,
    Optional<Registration> registration) {
  public Verdicts {
    experiments = List.copyOf(experiments);
    sources = Collections.unmodifiableMap(new LinkedHashMap<>(sources));
    claims = List.copyOf(claims);
  }

  /** The same, of trials for which claims, experiments and seeds had been fixed before. */
  public Verdicts confirming(Registration fixed) {
    return new Verdicts(level, family, notice, experiments, sources, claims, Optional.of(fixed));
  }

  /**
   * What an experiment was.
   *
   * @param data the data set
   * @param task network, epochs and batches, in words
   * @param notice what must not be overlooked about it; may be empty
   * @param trials planned
   * @param missing of them, without a result
   */
  public record ExperimentFacts(
      String name, String data, String task, String notice, int trials, int missing) {}
}
