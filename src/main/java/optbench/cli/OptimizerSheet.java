package optbench.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import optbench.optimizer.Description;
import optbench.optimizer.HyperParameter;
import optbench.optimizer.Optimizer;
import optbench.optimizer.Optimizers;
import optbench.optimizer.ProfileDefaults;
import optbench.spec.Profile;
import optbench.table.Column;
import optbench.table.Table;
import optbench.table.TerminalTable;
import optbench.text.Block;
import optbench.text.NumberText;
import optbench.text.Prose;

/** An optimizer on one page: as text for people, as a tree for programs. */
final class OptimizerSheet {
  private static final String INDENT = "  ";

  private final Optimizer optimizer;
  private final Description description;
  private final StateSize state;

  OptimizerSheet(Optimizer optimizer, Optimizers registry) {
    this.optimizer = optimizer;
    this.description = optimizer.description();
    this.state = StateSize.of(optimizer, registry);
  }

  Block text(Terminal terminal) {
    int width = terminal.textWidth();
    Function<String, Block> wrapped = text -> Prose.paragraph(text, width, INDENT);
    return Block.join(
        List.of(
            terminal.bold(description.title()).followedBy(" (" + description.year() + ")"),
            wrapped.apply(description.summary()),
            Block.of(""),
            terminal.bold("Paper"),
            wrapped.apply(description.paper()),
            Block.of(""),
            terminal
                .bold("Update")
                .followedBy("  (p: parameters, g: their gradient, t: number of the step, from 1)"),
            Block.of(description.formula().lines().map(line -> INDENT + line).toList()),
            Block.of(""),
            terminal.bold("Hyper-parameters"),
            hyperParameters(width),
            Block.of(""),
            terminal.bold("Defaults"),
            defaults(),
            Block.of(""),
            sources(width),
            Block.of(""),
            terminal.bold("State between steps"),
            wrapped.apply(state.text()),
            Block.of(""),
            terminal.bold("How frameworks differ"),
            wrapped.apply(description.differences())));
  }

  private Block hyperParameters(int width) {
    return TerminalTable.plain(
        Table.of(
            List.of(
                Column.text("", HyperParameter::name),
                Column.text("", HyperParameter::symbol),
                Column.text("", p -> p.meaning() + "; " + p.range().words())),
            optimizer.hyperParameters()),
        width,
        INDENT);
  }

  /** What has a default, and what it is. */
  private record Default(String name, Function<ProfileDefaults, String> of) {}

  /** All four profiles fit on 80 columns, so the last column is never broken. */
  private Block defaults() {
    List<Column<Default>> columns = new ArrayList<>(List.of(Column.text("", Default::name)));
    for (Profile profile : Profile.values()) {
      columns.add(Column.text(profile.id(), d -> d.of().apply(optimizer.defaults(profile))));
    }
    List<Default> rows = new ArrayList<>();
    for (HyperParameter p : optimizer.hyperParameters()) {
      rows.add(new Default(p.name(), d -> p.text(d.values().get(p.name()))));
    }
    if (Arrays.stream(Profile.values()).anyMatch(p -> optimizer.defaults(p).weightDecay() > 0)) {
      rows.add(new Default("weight_decay", d -> NumberText.exact(d.weightDecay())));
    }
    rows.add(new Default("form of the rule", ProfileDefaults::variant));
    rows.add(new Default("kind of weight decay", d -> d.decayKind().title()));
    return TerminalTable.plain(Table.of(columns, rows), Integer.MAX_VALUE, INDENT);
  }

  private Block sources(int width) {
    return TerminalTable.plain(
        Table.of(
            List.of(
                Column.text("", Profile::id),
                Column.text("", profile -> optimizer.defaults(profile).source())),
            List.of(Profile.values())),
        width,
        INDENT);
  }

  Map<String, Object> tree() {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("name", description.id());
    tree.put("title", description.title());
    tree.put("family", description.family());
    tree.put("year", description.year());
    tree.put("paper", description.paper());
    tree.put("summary", description.summary());
    tree.put("formula", description.formula().lines().toList());
    tree.put("differences", description.differences());
    tree.put("variants", optimizer.variants());
    tree.put("hyper_parameters", hyperParameterTrees());
    tree.put("defaults", defaultsTree());
    tree.put("state", state.tree());
    return tree;
  }

  private List<Map<String, Object>> hyperParameterTrees() {
    List<Map<String, Object>> trees = new ArrayList<>();
    for (HyperParameter p : optimizer.hyperParameters()) {
      Map<String, Object> tree = new LinkedHashMap<>();
      tree.put("name", p.name());
      tree.put("symbol", p.symbol());
      tree.put("meaning", p.meaning());
      tree.put("must_be", p.range().words());
      trees.add(tree);
    }
    return trees;
  }

  private Map<String, Object> defaultsTree() {
    Map<String, Object> tree = new LinkedHashMap<>();
    for (Profile profile : Profile.values()) {
      ProfileDefaults defaults = optimizer.defaults(profile);
      Map<String, Object> values = new LinkedHashMap<>();
      for (HyperParameter p : optimizer.hyperParameters()) {
        double value = defaults.values().get(p.name());
        values.put(
            p.name(), p.range() == HyperParameter.Range.FLAG ? (Object) (value != 0) : value);
      }
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("variant", defaults.variant());
      one.put("values", values);
      one.put("weight_decay", defaults.weightDecay());
      one.put("weight_decay_kind", defaults.decayKind().name().toLowerCase(Locale.ROOT));
      one.put("source", defaults.source());
      tree.put(profile.id(), one);
    }
    return tree;
  }
}
