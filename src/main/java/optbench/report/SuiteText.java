package optbench.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import optbench.stats.FriedmanTest;
import optbench.stats.PerformanceProfile;
import optbench.stats.SuiteSummary;
import optbench.stats.SuiteSummary.Standing;
import optbench.stats.SuiteTask;
import optbench.text.NumberText;

/** What is said of several tasks, in sentences. */
final class SuiteText {
  /** More names than this nobody reads. */
  private static final int NAMED = 6;

  private static final int NAMED_WITH_FIGURE = 3;

  /** Up to which the test is rough, after Demšar. */
  private static final int FEW_TASKS = 10;

  private static final int FEW_OPTIMIZERS = 5;

  private final SuiteSummary summary;
  private final List<String> notRun;

  /**
   * @param notRun tasks without a run
   */
  SuiteText(SuiteSummary summary, List<String> notRun) {
    this.summary = summary;
    this.notRun = notRun;
  }

  /** The result in a few sentences. */
  String verdict() {
    List<String> sentences = new ArrayList<>();
    sentences.add(
        "Over "
            + Captions.count(summary.tasks().size(), "task")
            + ", "
            + leading("lowest", "mean ranks", summary.standings(), Standing::meanRank));
    sentences.add(ranks());
    if (summary.profile().filter(p -> !p.tasks().isEmpty()).isPresent()) {
      ToDoubleFunction<Standing> score = standing -> standing.score().orElse(0);
      List<Standing> byScore =
          summary.standings().stream()
              .sorted(Comparator.comparingDouble(score).reversed())
              .toList();
      sentences.add(
          "By steps to the targets, " + leading("highest", "profile scores", byScore, score));
    }
    notices().forEach(n -> sentences.add("Mind the data: " + n));
    return String.join(" ", sentences);
  }

  /** The sentence's rest on those that are ahead. */
  private static String leading(
      String which, String figures, List<Standing> ordered, ToDoubleFunction<Standing> figure) {
    List<String> named =
        ordered.stream()
            .limit(NAMED_WITH_FIGURE)
            .map(s -> s.label() + " (" + NumberText.fixed(figure.applyAsDouble(s), 2) + ")")
            .toList();
    String kind = named.size() < ordered.size() ? which + " " + figures : figures;
    return "the " + kind + " are those of " + Captions.listed(named) + ".";
  }

  private String ranks() {
    if (summary.friedman().isEmpty()) {
      return "All rank alike on every task.";
    }
    FriedmanTest test = summary.friedman().get();
    if (!test.differs()) {
      return "Tasks as few as these do not show that ranks differ ("
          + NumberText.pEquals(test.pValue())
          + ").";
    }
    List<String> worse =
        summary.standings().stream()
            .map(Standing::label)
            .filter(label -> !summary.bestGroup().contains(label))
            .toList();
    return worse.isEmpty()
        ? "Ranks differ ("
            + NumberText.pEquals(test.pValue())
            + "), but nobody is shown to rank worse than the first."
        : "Shown to rank worse than the first: " + named(worse) + ".";
  }

  private static String named(List<String> labels) {
    return labels.size() <= NAMED
        ? Captions.listed(labels)
        : String.join(", ", labels.subList(0, NAMED)) + " and " + (labels.size() - NAMED) + " more";
  }

  private List<String> notices() {
    return summary.tasks().stream()
        .flatMap(t -> t.summary().conditions().notice().stream())
        .distinct()
        .toList();
  }

  /** What must not be overlooked of the data; may be empty. */
  String notice() {
    return String.join(" ", notices());
  }

  /** Without a full stop. */
  List<String> warnings() {
    List<String> warnings = new ArrayList<>();
    if (!notRun.isEmpty()) {
      warnings.add("Not run yet, and not counted: " + Captions.listed(notRun));
    }
    if (!summary.leftOut().isEmpty()) {
      warnings.add(
          "Left out, without a result on every task: " + Captions.listed(summary.leftOut()));
    }
    List<String> incomplete =
        summary.tasks().stream()
            .filter(t -> !Captions.missing(t.summary()).isEmpty())
            .map(SuiteTask::name)
            .toList();
    if (!incomplete.isEmpty()) {
      warnings.add("Results are missing on " + Captions.listed(incomplete));
    }
    return warnings;
  }

  /** How the table of all tasks is to be read. */
  List<String> notes() {
    List<String> notes = new ArrayList<>();
    notes.add(
        "Mean rank: on each task the highest mean test accuracy has rank 1, equal ones share the mean"
            + " of their ranks, and one that diverged there with any seed shares the last. Every task"
            + " counts the same.");
    summary.friedman().ifPresent(test -> notes.add(tested(test)));
    notes.add("★ lowest mean rank; ? not shown to rank worse; no mark: shown to rank worse.");
    notes.add(profile());
    return notes;
  }

  private String tested(FriedmanTest test) {
    int optimizers = summary.labels().size();
    String result =
        "Friedman's test of the ranks: χ² = "
            + NumberText.fixed(test.chiSquared(), 2)
            + " with "
            + Captions.count(test.degreesOfFreedom(), "degree")
            + " of freedom, "
            + NumberText.pEquals(test.pValue())
            + (test.differs()
                ? ": ranks differ. Nemenyi's critical difference at "
                : ": no difference is shown, so that nobody is called worse. Nemenyi's critical"
                    + " difference at ")
            + NumberText.wholePercent(FriedmanTest.LEVEL)
            + " is "
            + NumberText.fixed(test.criticalDifference(), 2)
            + " ranks";
    String few =
        test.tooFewTasks()
            ? ": further apart than ranks of "
                + optimizers
                + " optimizers can lie, so that these tasks are too few to tell any two apart."
            : ".";
    boolean rough = test.tasks() <= FEW_TASKS || optimizers <= FEW_OPTIMIZERS;
    return result
        + few
        + " Both take tasks for independent of each other"
        + (rough ? ", and are rough with up to 10 tasks or 5 optimizers" : "")
        + " (Demšar 2006).";
  }

  private String profile() {
    List<String> without =
        summary.tasks().stream().filter(t -> t.target().isEmpty()).map(SuiteTask::name).toList();
    if (!without.isEmpty()) {
      return "No performance profile: "
          + Captions.listed(without)
          + (without.size() == 1 ? " has" : " have")
          + " no target, the test accuracy whose steps are compared.";
    }
    return "Profile score: the area below the performance profile from 1 to "
        + NumberText.tick(SuiteSummary.LAST_FACTOR)
        + " times the fewest steps to each task's target, as a share of all of it (Dolan and Moré"
        + " 2002; as AlgoPerf's, with steps in place of time). 1: the fewest steps on every task; 0:"
        + " on no task within "
        + NumberText.tick(SuiteSummary.LAST_FACTOR)
        + " times of them."
        + unsolved();
  }

  private String unsolved() {
    List<String> unsolved =
        summary.profile().stream()
            .flatMap(p -> p.unsolved().stream())
            .map(PerformanceProfile.Task::name)
            .collect(Collectors.toList());
    return unsolved.isEmpty()
        ? ""
        : " Left out of it, since nobody reached the target there: "
            + Captions.listed(unsolved)
            + ".";
  }
}
