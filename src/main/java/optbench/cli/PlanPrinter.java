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
import optbench.spec.ExperimentSpec;
import optbench.spec.NetworkSpec;
import optbench.table.Column;
import optbench.table.Table;
import optbench.table.TerminalTable;
import optbench.text.Block;
import optbench.text.NumberText;

/** What would be trained. */
final class PlanPrinter {
  private static final int SHOWN_DIGITS = 12;

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
    terminal.out().println(common(plan.spec(), plan.trials(), seedsOf(plan)));
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
  Block common(ExperimentSpec spec, List<Trial> trials, List<Long> seeds) {
    TrialSettings s = trials.get(0).settings();
    String validation =
        s.validationSamples() == 0
            ? ""
            : ", " + NumberText.count(s.validationSamples()) + " held out for validation";
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put(
        "data",
        s.data() + ": " + NumberText.count(s.samplesAnEpoch()) + " training samples" + validation);
    facts.put(
        "network",
        s.network()
            + ": "
            + s.layers()
            + "; "
            + NumberText.count(s.parameterCount())
            + " parameters");
    spec.task().network().keras().ifPresent(keras -> facts.put("model", model(keras)));
    facts.put(
        "training",
        count(s.epochs(), "epoch")
            + (batchesVary(trials) ? "; batches differ, see below" : " of " + batches(s)));
    facts.put("seeds", seeds(seeds));
    facts.put(
        "engine",
        (enginesVary(trials) ? "differs, see below; " : s.engine() + " ") + "on " + s.device());
    s.probe().ifPresent(p -> facts.put("probe", probe(p)));
    return TerminalTable.plain(Table.ofPairs(facts), terminal.tableWidth(), "  ");
  }

  private static String model(NetworkSpec.Keras keras) {
    return keras.file()
        + ", SHA-256 "
        + keras.model().sha256().substring(0, SHOWN_DIGITS)
        + switch (keras.weights()) {
          case DRAWN -> ": its layers, with weights drawn anew";
          case IMPORTED ->
              ": its layers, and its weights for every seed: seeds decide the order of samples and"
                  + " what is drawn while training";
        };
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
    return trials.stream().map(t -> t.settings().samplesAStep()).distinct().count() > 1;
  }

  private static boolean enginesVary(List<Trial> trials) {
    return trials.stream().map(t -> t.settings().engine()).distinct().count() > 1;
  }

  /** Such as {@code 469 steps, batch 128}. */
  private static String batches(TrialSettings s) {
    return count(s.stepsPerEpoch(), "step") + ", batch " + NumberText.count(s.samplesAStep());
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
    Map<String, Trial> firstOfLabel = new LinkedHashMap<>();
    trials.forEach(trial -> firstOfLabel.putIfAbsent(trial.label(), trial));
    Table table =
        Table.of(
            List.of(
                Column.text("label", Trial::label),
                Column.text("optimizer", t -> t.optimizer().id()),
                Column.text("profile", t -> t.optimizer().profile().id()),
                Column.text("form", t -> t.optimizer().variant()),
                Column.text(
                    (engines ? "engine; " : "")
                        + (vary ? "an epoch, hyper-parameters" : "hyper-parameters"),
                    t ->
                        (engines ? t.settings().engine() + "; " : "")
                            + (vary ? batches(t.settings()) + "; " : "")
                            + numbers(t.optimizer(), without))),
            firstOfLabel.values());
    return TerminalTable.plain(table, terminal.tableWidth(), "  ");
  }

  /** As they may be written after {@code --set}, in the order in which the optimizer has them. */
  private static String numbers(OptimizerSettings settings, Set<String> without) {
    Map<String, String> numbers = new LinkedHashMap<>();
    for (HyperParameter p : settings.optimizer().hyperParameters()) {
      if (!without.contains(p.name())) {
        numbers.put(p.name(), p.text(settings.get(p.name())));
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
