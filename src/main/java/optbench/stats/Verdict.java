package optbench.stats;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import optbench.text.NumberText;

/**
 * The result in a few short sentences: who leads, who is worse, and who has no rank. Many names are
 * counted, not listed. ± is the standard deviation over seeds: it describes how much a seed
 * matters, and does not invite judging pairs by whether intervals overlap, which the paired test
 * does better.
 */
final class Verdict {
  /** More names than this nobody reads. */
  private static final int NAMED = 6;

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
            + new Verdict(optimizers, comparison, outlooks).text();
    return conditions.notice().map(n -> sentence + " Mind the data: " + n).orElse(sentence);
  }

  private String text() {
    if (optimizers.stream().allMatch(o -> o.seeds() == 0)) {
      return "No trial has a result yet.";
    }
    List<String> sentences = new ArrayList<>();
    comparison
        .best()
        .ifPresentOrElse(
            best -> ranking(find(best), sentences),
            () ->
                sentences.add(
                    "No optimizer can be called the best, for none finished without diverging."));
    unranked().ifPresent(sentences::add);
    comparison.pairwise().looks().map(this::cost).ifPresent(sentences::add);
    return String.join(" ", sentences);
  }

  /** What it took to decide, and what it may have taken. */
  private String cost(Looks looks) {
    int trained = optimizers.stream().mapToInt(o -> o.results().size() + o.diverged()).sum();
    int most = optimizers.size() * looks.planned().get(looks.planned().size() - 1);
    String trials = trained + " of at most " + most + " trials";
    if (!looks.over()) {
      return "It is not over: "
          + trials
          + ", and the next look is after "
          + looks.wanted().values().iterator().next()
          + " seeds.";
    }
    return (looks.decided() ? "That took " : "What is open stays so at the bound: that took ")
        + trials
        + ".";
  }

  private void ranking(OptimizerSummary best, List<String> sentences) {
    List<OptimizerSummary> others =
        optimizers.stream()
            .filter(o -> !o.label().equals(best.label()) && o.rankable())
            .sorted(Comparator.comparingDouble(o -> -o.testAccuracyMean().orElseThrow()))
            .toList();
    List<OptimizerSummary> open = judged(others, Judgement.NOT_DISTINGUISHABLE);
    String reached = figure(best) + " % over " + seeds();
    if (optimizers.size() == 1) {
      sentences.add(
          best.label() + " reached " + reached + "; there is nothing to compare it with.");
    } else if (open.isEmpty()) {
      sentences.add(
          best.label() + (anyTested() ? " is the best: " : " is the highest: ") + reached + ".");
    } else {
      sentences.add(lead(best, open));
    }
    group("Equivalent to " + best.label() + withinMargin(), judged(others, Judgement.EQUIVALENT))
        .ifPresent(sentences::add);
    group("The same as " + best.label() + " in every seed", judged(others, Judgement.IDENTICAL))
        .ifPresent(sentences::add);
    distances("Worse", judged(others, Judgement.DISTINGUISHABLE)).ifPresent(sentences::add);
    group(
            "Worse than another optimizer, though not shown to be worse than " + best.label(),
            judged(others, Judgement.WORSE_THAN_ANOTHER))
        .ifPresent(sentences::add);
    distances("Lower", judged(others, Judgement.TOO_FEW_SEEDS))
        .map(s -> s + " Differences cannot be judged with fewer than 2 seeds in common.")
        .ifPresent(sentences::add);
    distances("Lower", judged(others, Judgement.NO_VARIATION))
        .map(s -> s + " It is the same in every seed, so that chance cannot be judged.")
        .ifPresent(sentences::add);
  }

  /** Such as {@code adam and rmsprop share the lead with 97.62 and 97.51 % over 3 seeds; ...}. */
  private String lead(OptimizerSummary best, List<OptimizerSummary> open) {
    List<OptimizerSummary> leaders = new ArrayList<>(List.of(best));
    leaders.addAll(open);
    return named(leaders, OptimizerSummary::label)
        + " share the lead, at "
        + percent(best)
        + (leaders.size() == 2 ? " and " : " to ")
        + percent(leaders.get(leaders.size() - 1))
        + " % over "
        + seeds()
        + seedsStillNeeded(best.label(), open).map(s -> "; " + s).orElse("")
        + ".";
  }

  /** From the pair that takes the fewest to the one that takes the most. */
  private Optional<String> seedsStillNeeded(String best, List<OptimizerSummary> open) {
    List<SeedsOutlook> undecided =
        open.stream().flatMap(o -> outlook(best, o.label()).stream()).toList();
    if (undecided.isEmpty()) {
      return Optional.empty();
    }
    if (undecided.size() == 1) {
      return Optional.of(undecided.get(0).sentence() + " between them");
    }
    OptionalInt low = undecided.stream().flatMapToInt(o -> o.low().stream()).min();
    OptionalInt high =
        undecided.stream().allMatch(o -> o.high().isPresent())
            ? undecided.stream().mapToInt(o -> o.high().getAsInt()).max()
            : OptionalInt.empty();
    return Optional.of(
        "to separate each from " + best + " takes " + SeedsOutlook.seeds(low, high) + " in all");
  }

  private Optional<SeedsOutlook> outlook(String one, String other) {
    return outlooks.stream().filter(o -> o.isOf(one, other)).findFirst();
  }

  private String withinMargin() {
    return ", within "
        + NumberText.percent(comparison.pairwise().protocol().margin().orElseThrow())
        + " points";
  }

  /** Such as {@code Equivalent to adam, within 0.20 points: nadam and rmsprop.} */
  private static Optional<String> group(String how, List<OptimizerSummary> others) {
    return others.isEmpty()
        ? Optional.empty()
        : Optional.of(how + ": " + named(others, OptimizerSummary::label) + ".");
  }

  /** Such as {@code Worse: momentum by 1.04 points, adagrad by 4.01 and sgd by 6.71.} */
  private Optional<String> distances(String how, List<OptimizerSummary> others) {
    if (others.isEmpty()) {
      return Optional.empty();
    }
    OptimizerSummary first = others.get(0);
    OptimizerSummary last = others.get(others.size() - 1);
    return Optional.of(
        how
            + ": "
            + named(others, o -> o.label() + distance(o) + (o.equals(first) ? unit(o) : ""))
            + (others.size() > NAMED ? ", up to " + last.label() + distance(last) : "")
            + ".");
  }

  private String distance(OptimizerSummary other) {
    OptionalDouble mean = comparison.of(other.label()).orElseThrow().mean();
    return mean.isPresent()
        ? " by " + NumberText.percent(Math.abs(mean.getAsDouble()))
        : " (no seed in common)";
  }

  private String unit(OptimizerSummary other) {
    return comparison.of(other.label()).orElseThrow().mean().isPresent() ? " points" : "";
  }

  /** All of them, or the first few and how many more. */
  private static String named(List<OptimizerSummary> all, Function<OptimizerSummary, String> name) {
    boolean many = all.size() > NAMED;
    List<String> names = all.stream().limit(many ? NAMED - 1 : NAMED).map(name).toList();
    String last = many ? all.size() - names.size() + " others" : names.get(names.size() - 1);
    List<String> first = many ? names : names.subList(0, names.size() - 1);
    return first.isEmpty() ? last : String.join(", ", first) + " and " + last;
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
    return Optional.of(
        diverged + (diverged.isEmpty() || missing.isEmpty() ? "" : ", ") + missing + ".");
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

  private static String percent(OptimizerSummary optimizer) {
    return NumberText.percent(optimizer.testAccuracyMean().orElseThrow());
  }

  private List<OptimizerSummary> judged(List<OptimizerSummary> others, Judgement judgement) {
    return others.stream()
        .filter(o -> comparison.of(o.label()).orElseThrow().judgement() == judgement)
        .toList();
  }

  private boolean anyTested() {
    return comparison.differences().stream().anyMatch(d -> d.pHolm().isPresent());
  }

  private OptimizerSummary find(String label) {
    return optimizers.stream().filter(o -> o.label().equals(label)).findFirst().orElseThrow();
  }
}
