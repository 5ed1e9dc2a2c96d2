package optbench.claims;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Claims, experiments and seeds that were fixed before any of their trials was trained.
 *
 * @param registeredAt trials that are older confirm nothing
 * @param optbenchVersion that fixed them
 * @param gitCommit of its checkout
 * @param claims the file of claims, relative to the folder of this record, with slashes
 * @param claimsSha256 of that file's bytes
 * @param level of that file
 * @param experiments those that its claims rest on
 * @param explored what was known before, by the same comparisons; none if nothing was looked at
 */
public record Registration(
    Instant registeredAt,
    String optbenchVersion,
    String gitCommit,
    String claims,
    String claimsSha256,
    double level,
    List<RegisteredExperiment> experiments,
    List<ExploredClaim> explored) {
  public Registration {
    experiments = List.copyOf(experiments);
    explored = List.copyOf(explored);
  }

  /**
   * An experiment that claims rest on.
   *
   * @param spec its file, as the file of claims names it
   * @param specSha256 of that file's bytes
   * @param optimizers labels of those that claims name: no other is trained
   * @param seeds that it is trained with; none of them was used before
   * @param seedsUsedBefore those of its spec, and of the trials that were looked at
   * @param trialsSha256 of the sorted ids of the trials that were planned first, each with a line
   *     end; an id is a hash of everything that a spec resolves to for that trial
   * @param trials in all; those that follow a search included
   */
  public record RegisteredExperiment(
      String name,
      String spec,
      String specSha256,
      List<String> optimizers,
      List<Long> seeds,
      List<Long> seedsUsedBefore,
      String trialsSha256,
      int trials) {
    public RegisteredExperiment {
      optimizers = List.copyOf(optimizers);
      seeds = List.copyOf(seeds);
      seedsUsedBefore = List.copyOf(seedsUsedBefore);
      Set<Long> both = new HashSet<>(seeds);
      both.retainAll(seedsUsedBefore);
      if (!both.isEmpty()) {
        throw new IllegalArgumentException(
            "seeds of experiment " + name + " must not have been used before but were " + both);
      }
    }
  }

  /**
   * What was known of a claim.
   *
   * @param verdict in a word
   * @param seeds the fewest of its comparisons
   */
  public record ExploredClaim(String id, String verdict, int seeds) {
    /** Of a claim that was judged by the trials that had been looked at. */
    public static ExploredClaim of(ClaimResult result) {
      return new ExploredClaim(
          result.claim().id(),
          result.verdict().word(),
          result.findings().stream().mapToInt(f -> f.evidence().seeds()).min().orElse(0));
    }
  }

  /** The experiment of this name. */
  public Optional<RegisteredExperiment> experiment(String name) {
    return experiments.stream().filter(e -> e.name().equals(name)).findFirst();
  }

  /** What was known of a claim. */
  public Optional<ExploredClaim> explored(String id) {
    return explored.stream().filter(e -> e.id().equals(id)).findFirst();
  }
}
