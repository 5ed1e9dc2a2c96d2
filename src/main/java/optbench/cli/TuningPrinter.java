package optbench.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import optbench.plan.Trial;
import optbench.plan.TuningPlan;
import optbench.plan.TuningPlan.Candidate;
import optbench.spec.OptimizerSpec;
import optbench.table.Column;
import optbench.table.Table;
import optbench.table.TerminalTable;
import optbench.text.Block;
import optbench.text.NumberText;
import optbench.text.Prose;

/** Which settings would be tried, and what would follow. */
final class TuningPrinter {
  /** More settings are not read; they are in the JSON. */
  private static final int MOST_SHOWN = 30;

  private final Terminal terminal;
  private final PlanPrinter plans;

  TuningPrinter(Terminal terminal, PlanPrinter plans) {
    this.terminal = terminal;
    this.plans = plans;
  }

  void print(TuningPlan tuning, boolean json) {
    if (json) {
      terminal.json(tree(tuning));
      return;
    }
    List<Long> seeds = tuning.tune().seeds().values();
    terminal.heading(title(tuning, seeds));
    terminal.out().println(plans.common(tuning.spec(), tuning.trials(), seeds));
    terminal.out().println();
    terminal
        .out()
        .println(plans.optimizers(byOptimizer(tuning), tuning.tune().hyperParameters().keySet()));
    terminal.out().println();
    terminal.out().println(settings(tuning));
    terminal.out().println();
    Prose.wrap(whatFollows(tuning), terminal.tableWidth()).forEach(terminal.out()::println);
  }

  private static String title(TuningPlan tuning, List<Long> seeds) {
    return PlanPrinter.count(tuning.trials().size(), "trial")
        + " to tune: "
        + PlanPrinter.count(tuning.spec().training().optimizers().size(), "optimizer")
        + ", "
        + PlanPrinter.count(tuning.settingsEach(), "setting")
        + " each ("
        + tuning.tune().search().id()
        + "), "
        + PlanPrinter.count(seeds.size(), "seed");
  }

  /** One trial of each optimizer, under the optimizer's own label. */
  private static List<Trial> byOptimizer(TuningPlan tuning) {
    Map<String, Trial> first = new LinkedHashMap<>();
    for (Candidate candidate : tuning.candidates()) {
      Trial trial = candidate.trials().get(0);
      first.putIfAbsent(
          candidate.label(),
          new Trial(
              candidate.label(),
              trial.optimizer(),
              trial.network(),
              trial.settings(),
              trial.evaluate()));
    }
    return List.copyOf(first.values());
  }

  /** Once for all, where all optimizers try the same. */
  private Block settings(TuningPlan tuning) {
    Map<String, String> byLabel =
        tuning.candidates().stream()
            .collect(
                Collectors.groupingBy(
                    Candidate::label,
                    LinkedHashMap::new,
                    Collectors.collectingAndThen(Collectors.toList(), TuningPrinter::settings)));
    boolean same = byLabel.values().stream().distinct().count() == 1;
    Table table =
        Table.of(
            List.of(
                Column.text("label", Map.Entry::getKey),
                Column.text("settings to try", Map.Entry::getValue)),
            same
                ? Map.of("all", byLabel.values().iterator().next()).entrySet()
                : byLabel.entrySet());
    return TerminalTable.plain(table, terminal.tableWidth(), "  ");
  }

  private static String settings(List<Candidate> candidates) {
    List<String> names = List.copyOf(candidates.get(0).values().keySet());
    boolean single = names.size() == 1;
    List<String> settings =
        new ArrayList<>(
            candidates.stream().limit(MOST_SHOWN).map(c -> values(c, !single)).toList());
    if (candidates.size() > MOST_SHOWN) {
      settings.add("and " + (candidates.size() - MOST_SHOWN) + " more");
    }
    return single ? names.get(0) + ": " + String.join(", ", settings) : String.join("; ", settings);
  }

  private static String values(Candidate candidate, boolean named) {
    return candidate.values().entrySet().stream()
        .map(e -> (named ? e.getKey() + "=" : "") + NumberText.exact(e.getValue()))
        .collect(Collectors.joining(" "));
  }

  private static String whatFollows(TuningPlan tuning) {
    return "Then "
        + PlanPrinter.count(tuning.finalTrials(), "trial")
        + " to train: of each optimizer the setting with the best "
        + tuning.tune().select().id()
        + ", on the same training samples, with seeds "
        + PlanPrinter.seeds(tuning.spec().training().seeds().values())
        + ". These are the results; the test set has no say in what is chosen.";
  }

  private Map<String, Object> tree(TuningPlan tuning) {
    List<Object> settings = new ArrayList<>();
    for (Candidate candidate : tuning.candidates()) {
      Map<String, Object> setting = new LinkedHashMap<>();
      setting.put("label", candidate.label());
      setting.put("values", candidate.values());
      setting.put("trials", candidate.trials().stream().map(plans::tree).toList());
      settings.add(setting);
    }
    Map<String, Object> then = new LinkedHashMap<>();
    then.put("select", tuning.tune().select().id());
    then.put(
        "labels", tuning.spec().training().optimizers().stream().map(OptimizerSpec::name).toList());
    then.put("seeds", tuning.spec().training().seeds().values());
    then.put("trials", tuning.finalTrials());
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("tuning", settings);
    tree.put("then", then);
    return tree;
  }
}
