package optbench.cli;

import com.github.freva.asciitable.AsciiTable;
import com.github.freva.asciitable.Column;
import com.github.freva.asciitable.HorizontalAlign;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import optbench.plan.Plan;
import optbench.plan.Trial;
import optbench.result.TrialSettings;
import optbench.store.JsonText;

/** What would be trained. */
final class PlanPrinter {
  private final Terminal terminal;

  PlanPrinter(Terminal terminal) {
    this.terminal = terminal;
  }

  void print(Plan plan, boolean json) {
    if (json) {
      terminal.out().println(JsonText.of(plan.trials().stream().map(PlanPrinter::tree).toList()));
      return;
    }
    TrialSettings first = plan.trials().get(0).settings();
    terminal
        .out()
        .printf(
            Locale.ROOT,
            "%d trials: %s on %s (%d training samples), %d parameters, %d epochs of batch %d, engine %s on %s%n",
            plan.trials().size(),
            first.layers(),
            first.data(),
            first.trainingSamples(),
            first.parameters(),
            first.epochs(),
            first.batchSize(),
            first.engine(),
            first.device());
    terminal.out().println(table(plan.trials()));
  }

  private static String table(List<Trial> trials) {
    return AsciiTable.getTable(
        AsciiTable.NO_BORDERS,
        trials,
        List.of(
            column("id").with(Trial::id),
            column("label").with(Trial::label),
            column("seed").with(t -> Long.toString(t.settings().seed())),
            column("profile").with(t -> t.settings().profile()),
            column("form").with(t -> t.settings().variant()),
            column("hyper-parameters").with(t -> numbers(t.settings()))));
  }

  private static Column column(String head) {
    return new Column()
        .header(head)
        .headerAlign(HorizontalAlign.LEFT)
        .dataAlign(HorizontalAlign.LEFT)
        .maxWidth(100);
  }

  private static String numbers(TrialSettings settings) {
    return settings.hyperParameters().entrySet().stream()
        .map(e -> e.getKey() + "=" + e.getValue())
        .collect(Collectors.joining(" "));
  }

  private static Map<String, Object> tree(Trial trial) {
    return Map.of("id", trial.id(), "label", trial.label(), "settings", trial.settings());
  }
}
