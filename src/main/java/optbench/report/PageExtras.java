package optbench.report;

import java.util.Optional;

/**
 * What may stand on the page of a run besides the run.
 *
 * @param claims that were held against it
 * @param published what others report
 * @param refreshSeconds after which a browser loads the page of a run that goes on again; 0 for
 *     never
 */
public record PageExtras(
    Optional<ClaimsReport> claims, Optional<PublishedTable> published, int refreshSeconds) {
  /** The run alone. */
  public static final PageExtras NONE = new PageExtras(Optional.empty(), Optional.empty(), 0);

  /** The same with these claims, if there are any. */
  public PageExtras with(Optional<ClaimsReport> newClaims) {
    return new PageExtras(newClaims, published, refreshSeconds);
  }
}
