package optbench.app;

import optbench.stats.Looks;
import optbench.stats.Looks.Look;

/** What a look at the seeds so far came to, in a line. */
final class LookText {
  /** More names than this nobody reads. */
  private static final int NAMED = 6;

  private LookText() {}

  /** Of the last one. */
  static String of(Looks looks) {
    Look look = looks.last().orElseThrow();
    String found =
        look.best()
            .map(
                best ->
                    look.open().isEmpty()
                        ? "each is decided against " + best
                        : names(look) + " open against " + best)
            .orElse("none finished without diverging");
    return "After "
        + look.seeds()
        + " seeds: "
        + found
        + looks.wanted().values().stream()
            .findFirst()
            .map(seeds -> "; more seeds for these, up to " + seeds)
            .orElse(looks.decided() ? "" : "; there are no more seeds")
        + ".";
  }

  private static String names(Look look) {
    int open = look.open().size();
    return open > NAMED
        ? open + " of " + (look.trained().size() - 1) + " are"
        : String.join(", ", look.open()) + (open == 1 ? " is" : " are");
  }
}
