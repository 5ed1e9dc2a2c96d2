package optbench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import optbench.stats.Chance;
import optbench.stats.Conditions;
import optbench.stats.OptimizerSummary;
import optbench.stats.Summary;
import optbench.text.NumberText;

/** Sentences that stand at tables and charts alike. */
final class Captions {
  private Captions() {}

  /** Such as {@code mlp, 5 epochs, batch size 128, 3 seeds, keras defaults}. */
  static String conditions(Conditions conditions) {
    List<String> parts = new ArrayList<>();
    conditions.network().ifPresent(parts::add);
    conditions.epochs().ifPresent(n -> parts.add(count(n, "epoch")));
    parts.addAll(batch(conditions));
    parts.add(seeds(conditions));
    conditions.profile().ifPresent(p -> parts.add(p + " defaults" + tuned(conditions)));
    imported(conditions).ifPresent(parts::add);
    conditions.shard().ifPresent(shard -> parts.add(shard.text()));
    return String.join(", ", parts);
  }

  /** That something else trained, if so: nobody is to take it for results of this program. */
  private static Optional<String> imported(Conditions conditions) {
    return conditions.times().ours() ? Optional.empty() : Optional.of("imported results");
  }

  private static String seeds(Conditions conditions) {
    int most = conditions.seeds().size();
    return (conditions.fewestSeeds() < most ? conditions.fewestSeeds() + " to " : "")
        + count(most, "seed");
  }

  /** That these are not all the results of the experiment, if so; without a full stop. */
  static Optional<String> part(Conditions conditions) {
    return conditions
        .shard()
        .map(
            shard ->
                "This is only a part of the experiment, "
                    + shard.text()
                    + ": merge all of them (optbench merge) before reading anything from it");
  }

  /** That trials were trained where their last digits may come out otherwise; empty if not so. */
  static Optional<String> otherDigits(Conditions conditions) {
    return conditions.metricsDifferIn().isEmpty()
        ? Optional.empty()
        : Optional.of(
            "Trials were trained under different conditions ("
                + String.join("; ", conditions.metricsDifferIn())
                + "): the last digits of their figures can depend on it.");
  }

  /** Who did no better than guessing, and what that is; empty if nobody, or nothing is known. */
  static Optional<String> atChance(Summary summary) {
    return summary
        .chance()
        .filter(c -> !c.stayed().isEmpty())
        .map(
            c ->
                "No better than guessing: "
                    + listed(c.stayed().stream().map(Captions::stayed).toList())
                    + ". Always to answer the most frequent class is right in "
                    + NumberText.percent(c.share())
                    + " % of the test set; better than that is what is right in more than "
                    + NumberText.percent(c.bound())
                    + " % (exact binomial test, one-sided, 5 %).");
  }

  /** Such as {@code sgd in 1 of 3 seeds}. */
  private static String stayed(Chance.Stayed stayed) {
    return stayed.label() + " in " + stayed.seeds() + " of " + count(stayed.finished(), "seed");
  }

  private static String tuned(Conditions conditions) {
    return conditions.tuned().isEmpty()
        ? ""
        : " with tuned " + TuningTable.names(conditions.tuned());
  }

  /** Such as {@code , engine dl4j}; nothing before the first result. */
  static String engines(Conditions conditions) {
    List<String> engines = conditions.engines();
    if (engines.isEmpty() || !conditions.times().ours()) {
      return "";
    }
    return (engines.size() == 1 ? ", engine " : ", engines ") + String.join(" and ", engines);
  }

  /** Who was trained by which engine; empty if all were by one. */
  static Optional<String> enginesByOptimizer(Summary summary) {
    if (summary.conditions().engines().size() < 2) {
      return Optional.empty();
    }
    return Optional.of(
        "Trained by "
            + summary.conditions().engines().stream()
                .map(engine -> engine + ": " + trainedBy(engine, summary))
                .collect(Collectors.joining("; by "))
            + ".");
  }

  private static String trainedBy(String engine, Summary summary) {
    return summary.optimizers().stream()
        .filter(o -> o.engine().filter(engine::equals).isPresent())
        .map(OptimizerSummary::label)
        .collect(Collectors.joining(", "));
  }

  /** Such as {@code steps, epochs and seconds of training}. */
  static String listed(List<String> words) {
    int last = words.size() - 1;
    return last < 1
        ? String.join("", words)
        : String.join(", ", words.subList(0, last)) + " and " + words.get(last);
  }

  /** Such as {@code mlp, batch size 128}. */
  static String briefly(Conditions conditions) {
    List<String> parts = new ArrayList<>();
    conditions.network().ifPresent(parts::add);
    parts.addAll(batch(conditions));
    conditions.profile().ifPresent(p -> parts.add(p + " defaults" + tuned(conditions)));
    imported(conditions).ifPresent(parts::add);
    return String.join(", ", parts);
  }

  static String count(long n, String noun) {
    return n + " " + noun + (n == 1 ? "" : "s");
  }

  /** Such as {@code sgd in 1 of 3 seeds}, one for each optimizer that did. */
  static List<String> diverged(Summary summary) {
    return summary.optimizers().stream()
        .filter(o -> o.diverged() > 0)
        .map(Captions::diverged)
        .toList();
  }

  /** Such as {@code sgd in 1 of 3 seeds}. */
  static String diverged(OptimizerSummary optimizer) {
    return optimizer.label()
        + " in "
        + optimizer.diverged()
        + " of "
        + count(optimizer.seeds(), "seed");
  }

  /** Who computes more than one gradient a step, and how many; empty if nobody does. */
  static Optional<String> evaluations(Summary summary) {
    List<String> several =
        summary.optimizers().stream()
            .filter(o -> o.gradientEvaluationsPerStep().orElse(1) > 1)
            .map(
                o ->
                    o.label()
                        + " "
                        + NumberText.fixed(o.gradientEvaluationsPerStep().orElseThrow(), 1))
            .toList();
    return several.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "Gradients computed a step, 1 unless named: " + String.join(", ", several) + ".");
  }

  /** Such as {@code no result for sgd (1 of 3 seeds)}; empty if nothing is missing. */
  static List<String> missing(Summary summary) {
    return summary.optimizers().stream()
        .filter(o -> o.missing() > 0)
        .map(Captions::missing)
        .toList();
  }

  /** How many seeds the figures are over, in words: {@code 3 seeds} or {@code 2 to 3 seeds}. */
  static String finishedSeeds(Summary summary) {
    List<Integer> counts =
        summary.optimizers().stream()
            .map(OptimizerSummary::finished)
            .filter(n -> n > 0)
            .sorted()
            .collect(Collectors.toList());
    if (counts.isEmpty()) {
      return "no seed";
    }
    int least = counts.get(0);
    int most = counts.get(counts.size() - 1);
    return least == most ? count(most, "seed") : least + " to " + count(most, "seed");
  }

  private static String missing(OptimizerSummary optimizer) {
    return "No result for "
        + optimizer.label()
        + " in "
        + optimizer.missing()
        + " of "
        + count((long) optimizer.seeds() + optimizer.missing(), "seed")
        + optimizer.missingReason().map(r -> ": " + r).orElse("");
  }

  private static List<String> batch(Conditions conditions) {
    List<Integer> sizes = conditions.batchSizes();
    if (sizes.isEmpty()) {
      return List.of();
    }
    if (conditions.batchSizesVary()) {
      return List.of(
          "batch sizes from "
              + NumberText.count(sizes.get(0))
              + " to "
              + NumberText.count(sizes.get(sizes.size() - 1)));
    }
    return List.of(conditions.fullBatch() ? "full batch" : "batch size " + sizes.get(0));
  }
}
