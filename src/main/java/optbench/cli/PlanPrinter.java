package optbench.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import optbench.optimizer.HyperParameter;
import optbench.optimizer.OptimizerSettings;
import optbench.plan.Plan;
import optbench.plan.Trial;
import optbench.result.ProbeSettings;
import optbench.result.TrialSettings;
import optbench.run.StoredConditions;
import optbench.text.Block;

/** What would be trained. */
final class PlanPrinter {
  private final Terminal terminal;
  private final StoredConditions stored;

  /**
   * @param stored what is there already
   */
  PlanPrinter(Terminal terminal, StoredConditions stored) {
    this.terminal = terminal;
    this.stored = stored;
  }

  /**
   * All that trials have in common, then a line for each optimizer; as JSON, each trial in full.
   */
  void print(Plan plan, boolean json) {
    if (json) {
      terminal.json(plan.trials().stream().map(this::tree).toList());
      return;
    }
    terminal.heading(title(plan));
    terminal.out().println(common(plan.trials(), seedsOf(plan)));
    terminal.out().println();
    terminal.out().println(optimizers(plan));
  }

  private static String title(Plan plan) {
    long optimizers = plan.trials().stream().map(Trial::label).distinct().count();
    int seeds = seedsOf(plan).size();
    return plan.shard().map(shard -> "Of the experiment only " + shard.text() + ": ").orElse("")
        + count(plan.trials().size(), "trial")
        + " to train: "
        + count(optimizers, "optimizer")
        + ", "
        + count(seeds, "seed");
  }

  private static List<Long> seedsOf(Plan plan) {
    return plan.trials().stream().map(t -> t.settings().seed()).distinct().toList();
  }

  static String count(long number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }

  /** What all trials have in common, in lines. */
  Block common(List<Trial> trials, List<Long> seeds) {
    TrialSettings s = trials.get(0).settings();
    String validation =
        s.validationSamples() == 0
            ? ""
            : ", " + NumberText.count(s.validationSamples()) + " held out for validation";
    AlignedTable table = new AlignedTable(terminal.tableWidth(), "  ").left("").left("");
    table.row(
        "data",
        s.data() + ": " + NumberText.count(s.trainingSamples()) + " training samples" + validation);
    table.row(
        "network",
        s.network() + ": " + s.layers() + "; " + NumberText.count(s.parameters()) + " parameters");
    table.row(
        "training",
        count(s.epochs(), "epoch")
            + (batchesVary(trials) ? "; batches differ, see below" : " of " + batches(s)));
    table.row("seeds", seeds(seeds));
    table.row(
        "engine",
        (enginesVary(trials) ? "differs, see below; " : s.engine() + " ") + "on " + s.device());
    s.probe().ifPresent(p -> table.row("probe", probe(p)));
    return table.text();
  }

  private static String probe(ProbeSettings probe) {
    return "loss on "
        + NumberText.count(probe.images())
        + (probe.images() == 1 ? " training image after " : " training images after ")
        + (probe.steps() == 1
            ? "the first step"
            : "each of the first " + NumberText.count(probe.steps()) + " steps");
  }

  static String seeds(List<Long> seeds) {
    return seeds.stream().map(String::valueOf).collect(Collectors.joining(", "));
  }

  private static boolean batchesVary(List<Trial> trials) {
    return trials.stream().map(t -> t.settings().batchSize()).distinct().count() > 1;
  }

  private static boolean enginesVary(List<Trial> trials) {
    return trials.stream().map(t -> t.settings().engine()).distinct().count() > 1;
  }

  /** Such as {@code 469 steps, batch 128}. */
  private static String batches(TrialSettings s) {
    return count(s.stepsPerEpoch(), "step") + ", batch " + NumberText.count(s.batchSize());
  }

  private Block optimizers(Plan plan) {
    return optimizers(plan.trials(), Set.of());
  }

  /**
   * A line for each optimizer: what it is, and its numbers.
   *
   * @param without hyper-parameters that are not decided yet
   */
  Block optimizers(List<Trial> trials, Set<String> without) {
    boolean vary = batchesVary(trials);
    boolean engines = enginesVary(trials);
    AlignedTable table =
        new AlignedTable(terminal.tableWidth(), "  ")
            .left("label")
            .left("optimizer")
            .left("profile")
            .left("form")
            .left(
                (engines ? "engine; " : "")
                    + (vary ? "an epoch, hyper-parameters" : "hyper-parameters"));
    Map<String, Trial> firstOfLabel = new LinkedHashMap<>();
    trials.forEach(trial -> firstOfLabel.putIfAbsent(trial.label(), trial));
    firstOfLabel.forEach(
        (label, trial) -> {
          OptimizerSettings o = trial.optimizer();
          String engine = engines ? trial.settings().engine() + "; " : "";
          String epoch = vary ? batches(trial.settings()) + "; " : "";
          table.row(
              label, o.id(), o.profile().id(), o.variant(), engine + epoch + numbers(o, without));
        });
    return table.text();
  }

  /** As they may be written after {@code --set}, in the order in which the optimizer has them. */
  private static String numbers(OptimizerSettings settings, Set<String> without) {
    Map<String, String> numbers = new LinkedHashMap<>();
    for (HyperParameter p : settings.optimizer().hyperParameters()) {
      if (!without.contains(p.name())) {
        numbers.put(p.name(), NumberText.of(p, settings.get(p.name())));
      }
    }
    numbers.putAll(settings.techniques().inUse());
    return numbers.entrySet().stream()
        .map(e -> e.getKey() + "=" + e.getValue())
        .collect(Collectors.joining(" "));
  }

  /** In full, whether it is there, and in what its conditions then differ from those of now. */
  Map<String, Object> tree(Trial trial) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("id", trial.id());
    tree.put("label", trial.label());
    tree.put("settings", trial.settings());
    tree.put("stored", stored.holds(trial));
    tree.put("conditions_differ_in", stored.differences(trial));
    return tree;
  }
}
