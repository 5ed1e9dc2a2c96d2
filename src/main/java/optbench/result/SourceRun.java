package optbench.result;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A run that a merged one was made of.
 *
 * @param environment in which it was started, and of its trials that name none; empty of imported
 *     results
 * @param shard which part of the experiment it was, if it was one
 * @param trials ids of those that came from it
 */
public record SourceRun(
    Optional<Environment> environment,
    Instant startedAt,
    Optional<Shard> shard,
    List<String> trials) {
  public SourceRun {
    trials = List.copyOf(trials);
  }
}
