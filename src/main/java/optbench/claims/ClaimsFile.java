package optbench.claims;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Claims, and the experiments that decide them.
 *
 * @param level the chance of even one false verdict "supported" or "refuted" in all of the file
 *     that is put up with
 * @param notice what must be known of how claims, comparisons and seeds came about
 * @param experiments spec files by name, as written: relative to the file
 * @param sources by key
 */
public record ClaimsFile(
    double level,
    Optional<String> notice,
    Map<String, String> experiments,
    Map<String, Source> sources,
    List<Claim> claims) {
  public static final double DEFAULT_LEVEL = 0.05;

  /** Above it, the power that seeds are planned for would mean nothing. */
  public static final double HIGHEST_LEVEL = 0.25;

  public ClaimsFile {
    experiments = Collections.unmodifiableMap(new LinkedHashMap<>(experiments));
    sources = Collections.unmodifiableMap(new LinkedHashMap<>(sources));
    claims = List.copyOf(claims);
    if (!(level > 0 && level <= HIGHEST_LEVEL)) {
      throw new IllegalArgumentException(
          "level must be above 0 and at most " + HIGHEST_LEVEL + " but was " + level);
    }
    for (Claim claim : claims) {
      if (!sources.keySet().containsAll(claim.sources())
          || !experiments.keySet().containsAll(claim.experiments())) {
        throw new IllegalArgumentException(
            "sources and experiments of " + claim.id() + " must all be in the file but were not");
      }
    }
    if (claims.stream().map(Claim::id).distinct().count() < claims.size()) {
      throw new IllegalArgumentException("ids of claims must all be different but were not");
    }
  }

  /** The claim of that id. */
  public Optional<Claim> claim(String id) {
    return claims.stream().filter(claim -> claim.id().equals(id)).findFirst();
  }

  /** How many claims can be tested: the family over which p-values are corrected. */
  int family() {
    return Math.toIntExact(claims.stream().filter(Claim::testable).count());
  }

  /**
   * Who claims.
   *
   * @param by author or publisher
   */
  public record Source(String title, Optional<String> by, Optional<String> url) {}
}
