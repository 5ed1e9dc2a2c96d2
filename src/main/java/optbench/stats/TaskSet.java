package optbench.stats;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import optbench.stats.PerformanceProfile.Task;
import optbench.text.NumberText;

/**
 * Several runs, each a task of its own, with the optimizers that all of them know.
 *
 * @param names of the runs, each once
 * @param labels of optimizers with a result in every run, in the order of the first
 * @param leftOut labels that only some runs have a result of
 */
public record TaskSet(
    List<Summary> runs, List<String> names, List<String> labels, List<String> leftOut) {
  /** No accuracy on 10 000 test samples is nearer to 1, so that no ratio has 0 below it. */
  private static final double LEAST_ERROR = 1e-5;

  public TaskSet {
    runs = List.copyOf(runs);
    names = List.copyOf(names);
    labels = List.copyOf(labels);
    leftOut = List.copyOf(leftOut);
  }

  /**
   * Takes runs together by the labels of their optimizers.
   *
   * @throws IllegalArgumentException if there are fewer than two runs or two common labels
   */
  public static TaskSet of(List<Summary> runs) {
    if (runs.size() < 2) {
      throw new IllegalArgumentException("must be at least two runs but was " + runs.size());
    }
    Set<String> all = new LinkedHashSet<>();
    runs.forEach(run -> run.optimizers().forEach(o -> all.add(o.label())));
    List<String> common =
        all.stream().filter(label -> runs.stream().allMatch(run -> knows(run, label))).toList();
    if (common.size() < 2) {
      throw new IllegalArgumentException(
          "at least two optimizers must have a result in every run, under the same label, but "
              + (common.isEmpty() ? "none has" : "only " + common.get(0) + " has"));
    }
    return new TaskSet(
        runs, names(runs), common, all.stream().filter(l -> !common.contains(l)).toList());
  }

  /**
   * By the test error after the last epoch: one task for each run. An optimizer that diverged with
   * any seed has failed, as it is nowhere else called the best.
   */
  public PerformanceProfile byError() {
    List<Task> tasks = new ArrayList<>();
    for (int i = 0; i < runs.size(); i++) {
      Summary run = runs.get(i);
      Map<String, Double> costs = new LinkedHashMap<>();
      labels.forEach(label -> costs.put(label, error(optimizer(run, label))));
      tasks.add(new Task(names.get(i), costs));
    }
    return PerformanceProfile.of(tasks, labels);
  }

  /**
   * By the median of epochs to each target: one task for each target of each run. An optimizer has
   * failed where fewer than half of its seeds arrived.
   */
  public PerformanceProfile byEpochs() {
    List<Task> tasks = new ArrayList<>();
    for (int i = 0; i < runs.size(); i++) {
      for (double target : runs.get(i).targets().targets()) {
        tasks.add(task(names.get(i), runs.get(i), target));
      }
    }
    return PerformanceProfile.of(tasks, labels);
  }

  private Task task(String name, Summary run, double target) {
    Map<String, Double> costs = new LinkedHashMap<>();
    run.targets().at(target).stream()
        .filter(r -> labels.contains(r.label()))
        .forEach(r -> costs.put(r.label(), epochs(r)));
    return new Task(name + " to " + NumberText.percent(target) + " %", costs);
  }

  private static double epochs(TargetResult result) {
    return result.cost(Cost.EPOCHS).stream()
        .mapToDouble(c -> c.atMost().orElse(Double.POSITIVE_INFINITY))
        .findFirst()
        .orElse(Double.POSITIVE_INFINITY);
  }

  private static double error(OptimizerSummary optimizer) {
    return optimizer.rankable()
        ? Math.max(1 - optimizer.testAccuracyMean().getAsDouble(), LEAST_ERROR)
        : Double.POSITIVE_INFINITY;
  }

  private static boolean knows(Summary run, String label) {
    return run.optimizers().stream().anyMatch(o -> o.label().equals(label) && o.seeds() > 0);
  }

  private static OptimizerSummary optimizer(Summary run, String label) {
    return run.optimizers().stream().filter(o -> o.label().equals(label)).findFirst().orElseThrow();
  }

  /** Such as {@code article (MNIST, article-cnn)}; with a number where that is not unique. */
  private static List<String> names(List<Summary> runs) {
    List<String> names = new ArrayList<>();
    for (Summary run : runs) {
      String network = run.conditions().network().map(n -> ", " + n).orElse("");
      String name = run.name() + " (" + run.conditions().dataTitle() + network + ")";
      String unique = name;
      for (int i = 2; names.contains(unique); i++) {
        unique = name + " " + i;
      }
      names.add(unique);
    }
    return names;
  }
}
