package optbench.plan;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import optbench.result.Shard;
import optbench.spec.ExperimentSpec;

/**
 * An experiment with everything decided. The trials stand in the order of the spec, seeds in order
 * within each optimizer.
 *
 * @param shard which part of the experiment the trials are, if not all of it
 */
public record Plan(ExperimentSpec spec, List<Trial> trials, Optional<Shard> shard) {
  public Plan {
    trials = List.copyOf(trials);
  }

  /** All of an experiment. */
  public Plan(ExperimentSpec spec, List<Trial> trials) {
    this(spec, trials, Optional.empty());
  }

  /**
   * One of several parts, which are disjoint and together the whole.
   *
   * <p>Where there are at least as many seeds as parts, seeds are divided, in the order of the spec
   * and as evenly as can be: all optimizers of a seed stay together, so that pairs and engines that
   * train them together lose nothing. Else trials are divided likewise, seed by seed.
   *
   * @throws IllegalArgumentException if there are fewer trials than parts
   */
  public Plan part(Shard part) {
    if (part.count() > trials.size()) {
      throw new IllegalArgumentException(
          "must be at most "
              + trials.size()
              + " parts, one for each trial, but was "
              + part.count());
    }
    List<Long> seeds = trials.stream().map(t -> t.settings().seed()).distinct().toList();
    Set<Trial> own = new LinkedHashSet<>();
    for (int number : part.numbers()) {
      if (part.count() <= seeds.size()) {
        List<Long> share = share(seeds, number, part.count());
        trials.stream().filter(t -> share.contains(t.settings().seed())).forEach(own::add);
      } else {
        List<Trial> seedBySeed = new ArrayList<>();
        for (long seed : seeds) {
          trials.stream().filter(t -> t.settings().seed() == seed).forEach(seedBySeed::add);
        }
        own.addAll(share(seedBySeed, number, part.count()));
      }
    }
    return new Plan(
        spec,
        trials.stream().filter(own::contains).collect(Collectors.toList()),
        Optional.of(part));
  }

  /**
   * Those that are still to be trained.
   *
   * @param settled ids of trials that are there
   */
  public List<Trial> missing(Set<String> settled) {
    return trials.stream().filter(trial -> !settled.contains(trial.id())).toList();
  }

  private static <T> List<T> share(List<T> whole, int number, int count) {
    long size = whole.size();
    return whole.subList((int) (size * (number - 1) / count), (int) (size * number / count));
  }
}
