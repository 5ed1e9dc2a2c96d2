package optbench.stats;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How often each optimizer is within a factor of the best, over several tasks (E. D. Dolan and J.
 * J. Moré, Benchmarking optimization software with performance profiles, Mathematical Programming
 * 91, 2002).
 *
 * <p>The ratio of an optimizer on a task is its cost over the least cost of any; infinite where it
 * failed. Its profile at τ is the share of tasks on which the ratio is at most τ: at 1 how often it
 * is the best, and on the right how often it gets there at all. Every task counts the same.
 * Profiles are relative to the best of the optimizers at hand: of two that are not, either may be
 * ahead once that one is gone (N. Gould and J. Scott, A note on performance profiles for
 * benchmarking software, ACM TOMS 43, 2016).
 *
 * @param tasks that some optimizer solved
 * @param unsolved tasks on which all failed: they have no best, and are not counted
 * @param solvers in the order given
 */
public record PerformanceProfile(List<Task> tasks, List<Task> unsolved, List<Solver> solvers) {
  /** Costs that differ by less than this share of them are equal but for rounding. */
  private static final double ROUNDING = 1e-12;

  public PerformanceProfile {
    tasks = List.copyOf(tasks);
    unsolved = List.copyOf(unsolved);
    solvers = List.copyOf(solvers);
  }

  /**
   * What a task cost each optimizer.
   *
   * @param name as readers see it
   * @param costs by label: greater than 0, infinite for a failure
   */
  public record Task(String name, Map<String, Double> costs) {
    public Task {
      costs = Collections.unmodifiableMap(new LinkedHashMap<>(costs));
      costs.forEach(
          (label, cost) -> {
            if (!(cost > 0)) {
              throw new IllegalArgumentException(
                  "the cost of " + label + " must be greater than 0 but was " + cost);
            }
          });
    }

    /** Infinite if nobody solved it. */
    double least() {
      return costs.values().stream().mapToDouble(Double::doubleValue).min().orElseThrow();
    }
  }

  /**
   * An optimizer.
   *
   * @param ratios to the best, one for each task in their order; infinite for a failure
   */
  public record Solver(String label, List<Double> ratios) {
    public Solver {
      ratios = List.copyOf(ratios);
    }

    /** The share of tasks on which it is within the factor of the best, fraction of 1. */
    public double share(double factor) {
      long within = ratios.stream().filter(r -> r <= factor * (1 + ROUNDING)).count();
      return (double) within / ratios.size();
    }

    /**
     * The area below the profile from 1 to a factor, as a share of all of it: 1 for one that is the
     * best on every task, 0 for one that is within the factor on none. With a factor of 4 it is the
     * score of AlgoPerf (G. E. Dahl et al., Benchmarking neural network training algorithms, 2023,
     * arXiv:2306.07179).
     */
    public double area(double last) {
      return ratios.stream()
          .mapToDouble(ratio -> Math.max(0, (last - ratio) / (last - 1)))
          .average()
          .orElse(0);
    }

    /** The factors at which the share rises, rising; none if it solved nothing. */
    public List<Double> steps() {
      List<Double> steps = new ArrayList<>();
      ratios.stream()
          .filter(Double::isFinite)
          .sorted()
          .filter(r -> steps.isEmpty() || r > steps.get(steps.size() - 1) * (1 + ROUNDING))
          .forEach(steps::add);
      return List.copyOf(steps);
    }
  }

  /**
   * Compares optimizers.
   *
   * @param labels of those that all tasks have a cost of
   * @throws IllegalArgumentException if a cost is missing
   */
  static PerformanceProfile of(List<Task> tasks, List<String> labels) {
    for (Task task : tasks) {
      if (!task.costs().keySet().containsAll(labels)) {
        throw new IllegalArgumentException(
            "each task must have a cost of every optimizer but " + task.name() + " has not");
      }
    }
    List<Task> solved = tasks.stream().filter(t -> Double.isFinite(t.least())).toList();
    List<Task> unsolved = tasks.stream().filter(t -> !Double.isFinite(t.least())).toList();
    return new PerformanceProfile(
        solved,
        unsolved,
        labels.stream()
            .map(label -> new Solver(label, solved.stream().map(t -> ratio(t, label)).toList()))
            .toList());
  }

  /** Exactly 1 for the best, and for its equals but for rounding. */
  private static double ratio(Task task, String label) {
    double ratio = task.costs().get(label) / task.least();
    return ratio <= 1 + ROUNDING ? 1 : ratio;
  }

  /** The largest factor at which any share rises; 1 if there is none. */
  public double lastStep() {
    return solvers.stream()
        .flatMapToDouble(s -> s.steps().stream().mapToDouble(Double::doubleValue))
        .reduce(1, Math::max);
  }
}
