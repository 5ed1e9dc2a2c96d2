package optbench.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import optbench.app.SpecCheck;
import optbench.data.DataStatus;
import optbench.network.Networks;
import optbench.optimizer.Description;
import optbench.optimizer.Optimizer;
import optbench.report.ChartKind;
import optbench.spec.DataSpec;
import optbench.spec.Profile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** What may be named on the command line and in specs, a line each. */
@Command(
    name = "list",
    description = "List the optimizers, networks, data sets, profiles or charts that there are.",
    synopsisSubcommandLabel = "optimizers|networks|data|profiles|charts",
    commandListHeading = "%nWhat to list:%n",
    footerHeading = "%nExample:%n",
    footer = "  optbench list optimizers")
final class ListCommand extends Subcommand {
  @Override
  public Integer call() {
    throw UsageFaults.noSubcommand(spec());
  }

  @Command(
      description = "What it does and when it was published, by family.",
      footerHeading = "%nExample:%n",
      footer = "  optbench list optimizers --json")
  int optimizers(
      @Mixin JsonOption output, @Mixin PluginOption plugins, @Mixin CommonOptions common) {
    List<Optimizer> optimizers = plugins.language().optimizers().all();
    if (output.json) {
      return printJson(optimizers.stream().map(ListCommand::tree).toList());
    }
    AlignedTable table = table().left("").right("").left("").left("");
    for (Description.Family family : Description.Family.values()) {
      table.title(terminal().bold(family.title()));
      for (Optimizer optimizer : optimizers) {
        Description d = optimizer.description();
        if (d.family() == family) {
          table.row(d.id(), Integer.toString(d.year()), d.authors(), d.summary());
        }
      }
    }
    return print(table, "optbench show adam: formula, paper, hyper-parameters and their defaults");
  }

  @Command(
      description = "Layers, and number of parameters on images of 28x28 pixels in 10 classes.",
      footerHeading = "%nExample:%n",
      footer = "  optbench list networks")
  int networks(@Mixin JsonOption output, @Mixin CommonOptions common) {
    List<Map<String, Object>> trees = new ArrayList<>();
    AlignedTable table = table().left("network").right("parameters").left("what it is");
    for (Networks.Preset preset : Networks.all()) {
      String name = preset.network().name();
      long parameters = SpecCheck.parameters(preset.network());
      table.row(name, NumberText.count(parameters), preset.summary());
      Map<String, Object> tree = new LinkedHashMap<>();
      tree.put("name", name);
      tree.put("summary", preset.summary());
      tree.put("parameters", parameters);
      tree.put("layers", preset.network().describe(SpecCheck.CLASSES));
      trees.add(tree);
    }
    return output.json
        ? printJson(trees)
        : print(table, "A spec may also list layers of its own: optbench schema says which.");
  }

  @Command(
      description = "Where each was found on this machine.",
      footerHeading = "%nExample:%n",
      footer = "  optbench list data")
  int data(
      @Mixin JsonOption output, @Mixin DataDirectoryOption directory, @Mixin CommonOptions common) {
    List<DataStatus> all =
        datasets().names().stream()
            .map(name -> datasets().status(name, directory.asked()))
            .toList();
    if (output.json) {
      return printJson(all.stream().map(DataText::tree).toList());
    }
    AlignedTable table = table().left("data").left("state").left("where");
    all.forEach(status -> table.row(status.name(), DataText.state(status), DataText.where(status)));
    table.row(
        DataSpec.AUTO, "default", "mnist where it can be had, else synthetic-digits, and says so");
    return print(table, "optbench data fetch mnist: download a data set and verify it");
  }

  @Command(
      description = "Whose defaults and formulas an experiment can take.",
      footerHeading = "%nExample:%n",
      footer = "  optbench list profiles")
  int profiles(@Mixin JsonOption output, @Mixin CommonOptions common) {
    List<Map<String, Object>> trees = new ArrayList<>();
    AlignedTable table = table().left("profile").left("whose numbers and formulas");
    for (Profile profile : Profile.values()) {
      boolean preset = profile == Profile.KERAS;
      table.row(profile.id(), profile.description() + (preset ? " (the default)" : ""));
      Map<String, Object> tree = new LinkedHashMap<>();
      tree.put("name", profile.id());
      tree.put("title", profile.title());
      tree.put("description", profile.description());
      tree.put("default", preset);
      trees.add(tree);
    }
    return output.json
        ? printJson(trees)
        : print(table, "optbench show adam: the defaults of all four side by side");
  }

  @Command(
      description = "What --charts of run and report can draw.",
      footerHeading = "%nExample:%n",
      footer = "  optbench list charts")
  int charts(@Mixin JsonOption output, @Mixin CommonOptions common) {
    List<Map<String, Object>> trees = new ArrayList<>();
    AlignedTable table = table().left("chart").left("drawn").left("what it shows");
    for (ChartKind kind : ChartKind.values()) {
      table.row(kind.id(), kind.standard() ? "always" : "if named", kind.text());
      Map<String, Object> tree = new LinkedHashMap<>();
      tree.put("name", kind.id());
      tree.put("shows", kind.text());
      tree.put("default", kind.standard());
      trees.add(tree);
    }
    return output.json
        ? printJson(trees)
        : print(table, "optbench report DIR --charts all: draw all that there are figures for");
  }

  private static Map<String, Object> tree(Optimizer optimizer) {
    Description d = optimizer.description();
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("name", d.id());
    tree.put("title", d.title());
    tree.put("family", d.family());
    tree.put("year", d.year());
    tree.put("summary", d.summary());
    return tree;
  }

  private AlignedTable table() {
    return new AlignedTable(terminal().tableWidth(), "  ");
  }

  private int printJson(Object tree) {
    terminal().json(tree);
    return ExitCode.OK;
  }

  /** What to type next is said to people only: a program would take it for a row. */
  private int print(AlignedTable table, String next) {
    terminal().out().println(table.text());
    if (terminal().outIsTerminal()) {
      print("");
      print(next);
    }
    return ExitCode.OK;
  }
}
