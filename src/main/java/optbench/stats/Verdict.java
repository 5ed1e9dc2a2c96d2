package optbench.stats;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import optbench.text.NumberText;

/**
 * The result in one sentence. ± is the standard deviation over seeds: it describes how much a seed
 * matters, and does not invite judging pairs by whether intervals overlap, which the paired test
 * does better.
 */
final class Verdict {
  /** Beyond so many others, only those near the best are described one by one. */
  private static final int DESCRIBED = 3;

  private final List<OptimizerSummary> optimizers;
  private final Comparison comparison;

  private final List<SeedsOutlook> outlooks;

  private Verdict(
      List<OptimizerSummary> optimizers, Comparison comparison, List<SeedsOutlook> outlooks) {
    this.optimizers = optimizers;
    this.comparison = comparison;
    this.outlooks = outlooks;
  }

  static String sentence(
      Conditions conditions,
      List<OptimizerSummary> optimizers,
      Comparison comparison,
      List<SeedsOutlook> outlooks) {
    String sentence =
        conditions.shard().map(s -> "Of " + s.text() + " alone: ").orElse("")
            + new Verdict(optimizers, comparison, outlooks).sentence();
    return conditions.notice().map(n -> sentence + " Mind the data: " + n).orElse(sentence);
  }

  private String sentence() {
    if (optimizers.stream().allMatch(o -> o.seeds() == 0)) {
      return "No trial has a result yet.";
    }
    List<String> clauses = new ArrayList<>();
    comparison
        .best()
        .ifPresentOrElse(
            best -> ranking(find(best), clauses),
            () -> {
              clauses.add(
                  "No optimizer can be called the best, for none finished without diverging");
            });
    unranked().ifPresent(clauses::add);
    return String.join("; ", clauses) + ".";
  }

  private void ranking(OptimizerSummary best, List<String> clauses) {
    List<OptimizerSummary> others =
        optimizers.stream()
            .filter(o -> !o.label().equals(best.label()) && o.rankable())
            .sorted(Comparator.comparingDouble(o -> -o.testAccuracyMean().orElseThrow()))
            .toList();
    clauses.add(
        best.label() + " reached " + figure(best) + " %" + (others.isEmpty() ? "" : standing()));
    if (others.size() <= DESCRIBED) {
      others.forEach(o -> clauses.add(o.label() + " " + described(o)));
    } else {
      group(others, Judgement.EQUIVALENT, "equivalent to it " + withinMargin(), clauses);
      group(others, Judgement.NOT_DISTINGUISHABLE, "not significantly different from it", clauses);
      group(others, Judgement.DISTINGUISHABLE, "significantly different from it", clauses);
      group(others, Judgement.TOO_FEW_SEEDS, "lower", clauses);
      group(
          others, Judgement.NO_VARIATION, "not judged, the same difference in every seed", clauses);
    }
    String last = clauses.get(clauses.size() - 1);
    if (last.endsWith(")")) {
      clauses.add("over " + seeds());
    } else {
      clauses.set(clauses.size() - 1, last + " (" + seeds() + ")");
    }
    if (optimizers.size() == 1) {
      clauses.add("there is nothing to compare it with");
    } else if (judged(Judgement.TOO_FEW_SEEDS)) {
      clauses.add("differences cannot be judged with fewer than 2 seeds in common");
    }
    if (others.size() > DESCRIBED) {
      seedsStillNeeded(best.label(), others).ifPresent(clauses::add);
    }
  }

  /** For one, what it takes; for several, from the one that takes the fewest to the most. */
  private Optional<String> seedsStillNeeded(String best, List<OptimizerSummary> others) {
    List<SeedsOutlook> undecided =
        others.stream()
            .flatMap(o -> outlook(best, o.label()).stream())
            .sorted(Comparator.comparingInt(o -> o.seeds().orElse(Integer.MAX_VALUE)))
            .toList();
    if (undecided.size() < 2) {
      return undecided.stream()
          .findFirst()
          .map(o -> o.sentence() + " between " + best + " and " + o.other(best));
    }
    SeedsOutlook easiest = undecided.get(0);
    SeedsOutlook hardest = undecided.get(undecided.size() - 1);
    return Optional.of(
        "to decide on those not significantly different would take from "
            + easiest.count()
            + " ("
            + easiest.other(best)
            + ") to "
            + hardest.count()
            + " ("
            + hardest.other(best)
            + ")");
  }

  private Optional<SeedsOutlook> outlook(String one, String other) {
    return outlooks.stream().filter(o -> o.isOf(one, other)).findFirst();
  }

  private String withinMargin() {
    return "within "
        + NumberText.percent(comparison.pairwise().protocol().margin().orElseThrow())
        + " points";
  }

  private String standing() {
    return Stream.of(Judgement.DISTINGUISHABLE, Judgement.EQUIVALENT, Judgement.NOT_DISTINGUISHABLE)
            .anyMatch(this::judged)
        ? " (best)"
        : " (highest)";
  }

  private void group(
      List<OptimizerSummary> others, Judgement judgement, String title, List<String> clauses) {
    String members =
        others.stream()
            .filter(o -> judgement(o) == judgement)
            .map(
                o ->
                    o.label() + " " + NumberText.percent(o.testAccuracyMean().orElseThrow()) + " %")
            .collect(Collectors.joining(", "));
    if (!members.isEmpty()) {
      clauses.add(title + ": " + members);
    }
  }

  private String described(OptimizerSummary optimizer) {
    DifferenceFromBest difference = comparison.of(optimizer.label()).orElseThrow();
    String text = figure(optimizer) + " %";
    if (difference.mean().isEmpty()) {
      return text + ", with no seed in common";
    }
    double mean = difference.mean().getAsDouble();
    text +=
        ", " + NumberText.percent(Math.abs(mean)) + " points " + (mean > 0 ? "higher" : "lower");
    return switch (difference.judgement()) {
      case DISTINGUISHABLE -> text + ", significantly different";
      case EQUIVALENT -> text + ", equivalent " + withinMargin();
      case NOT_DISTINGUISHABLE ->
          text
              + ", not significantly different"
              + outlook(comparison.best().orElseThrow(), optimizer.label())
                  .map(o -> " (" + o.sentence() + ")")
                  .orElse("");
      case NO_VARIATION -> text + " in every seed, so that chance cannot be judged";
      case TOO_FEW_SEEDS, DIVERGED, NO_RESULT -> text;
    };
  }

  /** Those that have no rank: diverged ones first, then those without a result. */
  private Optional<String> unranked() {
    String diverged =
        listed(
            o -> o.diverged() > 0,
            o -> o.label() + " diverged in " + o.diverged() + " of " + count(o.seeds()));
    String missing = listed(o -> o.seeds() == 0, o -> o.label() + " has no result");
    if (diverged.isEmpty() && missing.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(diverged + (diverged.isEmpty() || missing.isEmpty() ? "" : ", ") + missing);
  }

  private String listed(
      Predicate<OptimizerSummary> which, Function<OptimizerSummary, String> clause) {
    return optimizers.stream().filter(which).map(clause).collect(Collectors.joining(", "));
  }

  private String seeds() {
    int[] counts =
        optimizers.stream()
            .filter(OptimizerSummary::rankable)
            .mapToInt(OptimizerSummary::finished)
            .sorted()
            .toArray();
    int least = counts[0];
    int most = counts[counts.length - 1];
    return least == most ? count(most) : least + " to " + count(most);
  }

  private static String count(int seeds) {
    return seeds == 1 ? "1 seed" : seeds + " seeds";
  }

  private static String figure(OptimizerSummary optimizer) {
    return NumberText.percent(
        optimizer.testAccuracyMean().orElseThrow(), optimizer.testAccuracySd());
  }

  private boolean judged(Judgement judgement) {
    return comparison.differences().stream().anyMatch(d -> d.judgement() == judgement);
  }

  private Judgement judgement(OptimizerSummary optimizer) {
    return comparison.of(optimizer.label()).orElseThrow().judgement();
  }

  private OptimizerSummary find(String label) {
    return optimizers.stream().filter(o -> o.label().equals(label)).findFirst().orElseThrow();
  }
}
