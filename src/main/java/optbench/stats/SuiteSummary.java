package optbench.stats;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * What several tasks say together of the optimizers that they compare. Every task counts the same.
 *
 * <p>On each task the highest mean test accuracy after the last epoch has rank 1; an optimizer that
 * diverged there with any seed shares the last rank. The performance profile is over steps to the
 * target of each task: there is one only where every task states a target.
 *
 * @param labels of optimizers with a result on every task, in the order of the first
 * @param leftOut labels without a result on some task
 * @param ranksByTask those of the labels, in their order
 * @param standings the lowest mean rank first
 * @param friedman empty where all rank alike on every task
 * @param bestGroup the lowest mean rank, and all that are not shown to rank worse, in the order of
 *     the standings
 * @param profile empty without a target for every task
 */
public record SuiteSummary(
    List<SuiteTask> tasks,
    List<String> labels,
    List<String> leftOut,
    List<List<Double>> ranksByTask,
    List<Standing> standings,
    Optional<FriedmanTest> friedman,
    List<String> bestGroup,
    Optional<PerformanceProfile> profile) {
  /** How far the area below a performance profile reaches: AlgoPerf's. */
  public static final double LAST_FACTOR = 4;

  public SuiteSummary {
    tasks = List.copyOf(tasks);
    labels = List.copyOf(labels);
    leftOut = List.copyOf(leftOut);
    ranksByTask = List.copyOf(ranksByTask);
    standings = List.copyOf(standings);
    bestGroup = List.copyOf(bestGroup);
  }

  /**
   * An optimizer over all tasks.
   *
   * @param best on how many tasks it has the highest accuracy
   * @param amongBest on how many tasks it is the best, or not shown to be worse
   * @param score area below its performance profile, a fraction of 1
   * @param reached on how many tasks it reached the target
   */
  public record Standing(
      String label, double meanRank, int best, int amongBest, OptionalDouble score, int reached) {}

  /**
   * Takes tasks together by the labels of their optimizers.
   *
   * @throws IllegalArgumentException if there are fewer than two tasks, or two optimizers with a
   *     result on all of them
   */
  public static SuiteSummary of(List<SuiteTask> tasks) {
    if (tasks.size() < 2) {
      throw new IllegalArgumentException(
          "at least two tasks must have results but " + (tasks.isEmpty() ? "none has" : "1 has"));
    }
    Set<String> all = new LinkedHashSet<>();
    tasks.forEach(task -> task.summary().optimizers().forEach(o -> all.add(o.label())));
    List<String> labels =
        all.stream()
            .filter(label -> tasks.stream().allMatch(task -> task.optimizer(label).isPresent()))
            .toList();
    if (labels.size() < 2) {
      throw new IllegalArgumentException(
          "at least two optimizers must have a result on every task, under the same label, but "
              + (labels.isEmpty() ? "none has" : "only " + labels.get(0) + " has"));
    }
    List<Contender> contenders = labels.stream().map(label -> contender(label, tasks)).toList();
    List<double[]> ranks = RankTable.ranks(contenders);
    Optional<FriedmanTest> friedman = FriedmanTest.of(ranks);
    Optional<PerformanceProfile> profile = profile(tasks, labels);
    List<Standing> standings =
        RankTable.of(contenders).rows().stream()
            .map(row -> standing(row.label(), row.meanRank(), tasks, profile))
            .toList();
    return new SuiteSummary(
        tasks,
        labels,
        all.stream().filter(label -> !labels.contains(label)).toList(),
        ranks.stream()
            .map(row -> IntStream.range(0, row.length).mapToObj(i -> row[i]).toList())
            .toList(),
        standings,
        friedman,
        bestGroup(standings, friedman),
        profile);
  }

  /** Tasks take the place of seeds. */
  private static Contender contender(String label, List<SuiteTask> tasks) {
    NavigableMap<Long, Double> scores = new TreeMap<>();
    NavigableSet<Long> diverged = new TreeSet<>();
    for (int i = 0; i < tasks.size(); i++) {
      OptimizerSummary optimizer = tasks.get(i).optimizer(label).orElseThrow();
      if (optimizer.rankable()) {
        scores.put((long) i, optimizer.testAccuracyMean().getAsDouble());
      } else {
        diverged.add((long) i);
      }
    }
    return new Contender(label, scores, diverged);
  }

  private static Optional<PerformanceProfile> profile(List<SuiteTask> tasks, List<String> labels) {
    if (tasks.stream().anyMatch(task -> task.target().isEmpty())) {
      return Optional.empty();
    }
    List<PerformanceProfile.Task> costs = new ArrayList<>();
    for (SuiteTask task : tasks) {
      Map<String, Double> steps = new LinkedHashMap<>();
      labels.forEach(label -> steps.put(label, task.steps(label)));
      costs.add(new PerformanceProfile.Task(task.name(), steps));
    }
    return Optional.of(PerformanceProfile.of(costs, labels));
  }

  private static Standing standing(
      String label, double meanRank, List<SuiteTask> tasks, Optional<PerformanceProfile> profile) {
    return new Standing(
        label,
        meanRank,
        (int)
            tasks.stream()
                .filter(t -> t.bestGroup().best().filter(label::equals).isPresent())
                .count(),
        (int) tasks.stream().filter(t -> t.bestGroup().members().contains(label)).count(),
        profile
            .flatMap(p -> p.solvers().stream().filter(s -> s.label().equals(label)).findFirst())
            .map(s -> OptionalDouble.of(s.area(LAST_FACTOR)))
            .orElseGet(OptionalDouble::empty),
        (int) tasks.stream().filter(t -> Double.isFinite(t.steps(label))).count());
  }

  private static List<String> bestGroup(List<Standing> standings, Optional<FriedmanTest> friedman) {
    double reach =
        friedman
            .filter(FriedmanTest::differs)
            .map(FriedmanTest::criticalDifference)
            .orElse(Double.POSITIVE_INFINITY);
    double lowest = standings.get(0).meanRank();
    return standings.stream()
        .filter(s -> s.meanRank() - lowest <= reach)
        .map(Standing::label)
        .toList();
  }

  /** The rank of an optimizer on a task, counted from 0. */
  public double rank(int task, String label) {
    return ranksByTask.get(task).get(labels.indexOf(label));
  }
}
