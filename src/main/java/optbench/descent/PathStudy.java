package optbench.descent;

import java.util.List;
import java.util.Optional;

/**
 * Paths of several optimizers on one function.
 *
 * @param profile whose defaults filled what was not given
 * @param steps that each was to take
 * @param tried learning rates from which optimizers chose, rising; empty if none did
 */
public record PathStudy(
    TestFunction function,
    PlanePoint start,
    String profile,
    int steps,
    List<Double> tried,
    List<Follower> followers) {
  /** A path that stays as near to a minimum as this is there, for the tables. */
  public static final double NEAR = 0.1;

  public PathStudy {
    tried = List.copyOf(tried);
    followers = List.copyOf(followers);
  }

  /**
   * An optimizer and where it went.
   *
   * @param label what tables and charts call it
   * @param optimizer its name in the registry
   * @param learningRate that it took
   * @param rate where that comes from
   * @param weightDecay decoupled, which draws it to the origin; 0 if it has none
   */
  public record Follower(
      String label,
      String optimizer,
      double learningRate,
      Rate rate,
      double weightDecay,
      DescentPath path) {}

  /** Where a learning rate comes from. */
  public enum Rate {
    /** It was asked for. */
    GIVEN,
    /** It is the profile's. */
    DEFAULT,
    /** Of those that were tried, it was the best. */
    CHOSEN
  }

  /** Who ended lowest; empty if all diverged. */
  public Optional<Follower> lowest() {
    return followers.stream()
        .filter(f -> !f.path().diverged())
        .min((a, b) -> Double.compare(a.path().end().value(), b.path().end().value()));
  }

  /** Whether an optimizer chose the first or the last rate of those tried: others may be better. */
  public boolean choseAnEnd(Follower follower) {
    return follower.rate() == Rate.CHOSEN
        && (follower.learningRate() == tried.get(0)
            || follower.learningRate() == tried.get(tried.size() - 1));
  }
}
