package optbench.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import optbench.app.SpecCheck;
import optbench.app.SpecLanguage;
import optbench.data.DataStatus;
import optbench.network.Networks;
import optbench.optimizer.Description;
import optbench.optimizer.Optimizer;
import optbench.report.ChartKind;
import optbench.spec.DataSpec;
import optbench.spec.Profile;
import optbench.table.Cell;
import optbench.table.Column;
import optbench.table.Table;
import optbench.table.TerminalTable;
import optbench.table.TerminalTable.Group;
import optbench.text.Block;
import optbench.text.NumberText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParameterException;

/** What may be named on the command line and in specs, a line each. */
@Command(
    name = "list",
    description = "List the optimizers, networks, data sets, profiles or charts that there are.",
    synopsisSubcommandLabel = "optimizers|networks|data|profiles|charts",
    commandListHeading = "%nWhat to list:%n",
    footerHeading = "%nExample:%n",
    footer = "  optbench list optimizers")
final class ListCommand extends Subcommand {
  private static final String INDENT = "  ";

  @Mixin private PluginOption ofGroup;

  /** What a jar may bring, with the built-in ones. */
  @Override
  public Integer call() {
    if (ofGroup.jars().isEmpty()) {
      throw UsageFaults.noSubcommand(spec());
    }
    SpecLanguage language = ofGroup.language();
    print(language.optimizers().all());
    print("");
    return printNetworks(language.networks().all());
  }

  @Command(
      description = "What it does and when it was published, by family.",
      footerHeading = "%nExample:%n",
      footer = "  optbench list optimizers --json")
  int optimizers(
      @Mixin JsonOption output, @Mixin PluginOption plugins, @Mixin CommonOptions common) {
    List<Optimizer> optimizers = plugins.optimizers(ofGroup).all();
    return output.json
        ? printJson(optimizers.stream().map(ListCommand::tree).toList())
        : print(optimizers);
  }

  private int print(List<Optimizer> optimizers) {
    List<Group> groups = new ArrayList<>();
    for (Description.Family family : Description.Family.values()) {
      groups.add(
          new Group(
              terminal().bold(family.title()),
              Table.of(
                  List.of(
                      Column.text("", Description::id),
                      Column.number("", d -> Cell.of(d.year())),
                      Column.text("", Description::authors),
                      Column.text("", Description::summary)),
                  optimizers.stream()
                      .map(Optimizer::description)
                      .filter(d -> d.family() == family)
                      .toList())));
    }
    return print(
        TerminalTable.groups(groups, terminal().tableWidth(), INDENT),
        "optbench show adam: formula, paper, hyper-parameters and their defaults");
  }

  @Command(
      description = "Layers, and number of parameters on images of 28x28 pixels in 10 classes.",
      footerHeading = "%nExample:%n",
      footer = "  optbench list networks")
  int networks(@Mixin JsonOption output, @Mixin PluginOption plugins, @Mixin CommonOptions common) {
    List<Networks.Preset> all = plugins.networks(ofGroup).all();
    if (output.json) {
      return printJson(all.stream().map(ListCommand::tree).toList());
    }
    return printNetworks(all);
  }

  private int printNetworks(List<Networks.Preset> all) {
    Table table =
        Table.of(
            List.of(
                Column.text("network", p -> p.network().name()),
                Column.number("parameters", ListCommand::parameters),
                Column.text("what it is", Networks.Preset::summary)),
            all);
    return print(
        table,
        "A spec may also list layers, or take those of a Keras model: {keras: FILE}; optbench schema says which.");
  }

  @Command(
      description = "Where each was found on this machine.",
      footerHeading = "%nExample:%n",
      footer = "  optbench list data")
  int data(
      @Mixin JsonOption output, @Mixin DataDirectoryOption directory, @Mixin CommonOptions common) {
    requireNoPlugins();
    List<DataStatus> all =
        datasets().names().stream()
            .map(name -> datasets().status(name, directory.asked()))
            .toList();
    if (output.json) {
      return printJson(all.stream().map(DataText::tree).toList());
    }
    List<List<String>> rows = new ArrayList<>();
    all.forEach(s -> rows.add(List.of(s.name(), DataText.state(s), DataText.where(s))));
    rows.add(
        List.of(
            DataSpec.AUTO,
            "default",
            "mnist where it can be had, else synthetic-digits, and says so"));
    Table table =
        Table.of(
            List.of(
                Column.text("data", r -> r.get(0)),
                Column.text("state", r -> r.get(1)),
                Column.text("where", r -> r.get(2))),
            rows);
    return print(table, "optbench data fetch mnist: download a data set and verify it");
  }

  @Command(
      description = "Whose defaults and formulas an experiment can take.",
      footerHeading = "%nExample:%n",
      footer = "  optbench list profiles")
  int profiles(@Mixin JsonOption output, @Mixin CommonOptions common) {
    requireNoPlugins();
    List<Profile> all = List.of(Profile.values());
    if (output.json) {
      return printJson(all.stream().map(ListCommand::tree).toList());
    }
    Table table =
        Table.of(
            List.of(
                Column.text("profile", Profile::id),
                Column.text(
                    "whose numbers and formulas",
                    p -> p.description() + (isDefault(p) ? " (the default)" : ""))),
            all);
    return print(table, "optbench show adam: the defaults of all four side by side");
  }

  @Command(
      description = "What --charts of run and report can draw.",
      footerHeading = "%nExample:%n",
      footer = "  optbench list charts")
  int charts(@Mixin JsonOption output, @Mixin CommonOptions common) {
    requireNoPlugins();
    List<ChartKind> all = List.of(ChartKind.values());
    if (output.json) {
      return printJson(all.stream().map(ListCommand::tree).toList());
    }
    Table table =
        Table.of(
            List.of(
                Column.text("chart", ChartKind::id),
                Column.text("drawn", k -> k.standard() ? "always" : "if named"),
                Column.text("what it shows", ChartKind::text)),
            all);
    return print(table, "optbench report DIR --charts all: draw all that there are figures for");
  }

  private void requireNoPlugins() {
    if (!ofGroup.jars().isEmpty()) {
      throw new ParameterException(
          spec().commandLine(),
          "--plugins brings optimizers and networks: optbench list optimizers, optbench list networks");
    }
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

  private static Map<String, Object> tree(Networks.Preset preset) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("name", preset.network().name());
    tree.put("summary", preset.summary());
    SpecCheck.parameters(preset.network()).ifPresent(n -> tree.put("parameters", n));
    tree.put("layers", preset.network().describe(SpecCheck.CLASSES));
    return tree;
  }

  private static Cell parameters(Networks.Preset preset) {
    OptionalLong parameters = SpecCheck.parameters(preset.network());
    return parameters.isPresent()
        ? Cell.of(parameters.getAsLong(), NumberText.count(parameters.getAsLong()))
        : Cell.missing("it does not fit on images of 28x28 pixels");
  }

  private static Map<String, Object> tree(Profile profile) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("name", profile.id());
    tree.put("title", profile.title());
    tree.put("description", profile.description());
    tree.put("default", isDefault(profile));
    return tree;
  }

  private static boolean isDefault(Profile profile) {
    return profile == Profile.KERAS;
  }

  private static Map<String, Object> tree(ChartKind kind) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("name", kind.id());
    tree.put("shows", kind.text());
    tree.put("default", kind.standard());
    return tree;
  }

  private int printJson(Object tree) {
    terminal().json(tree);
    return ExitCode.OK;
  }

  private int print(Table table, String next) {
    return print(TerminalTable.plain(table, terminal().tableWidth(), INDENT), next);
  }

  /** What to type next is said to people only: a program would take it for a row. */
  private int print(Block table, String next) {
    terminal().out().println(table);
    if (terminal().outIsTerminal()) {
      print("");
      print(next);
    }
    return ExitCode.OK;
  }
}
