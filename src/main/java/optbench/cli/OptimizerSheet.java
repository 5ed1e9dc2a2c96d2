package optbench.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import optbench.optimizer.Description;
import optbench.optimizer.HyperParameter;
import optbench.optimizer.Optimizer;
import optbench.optimizer.Optimizers;
import optbench.optimizer.ProfileDefaults;
import optbench.spec.Profile;
import optbench.text.Block;

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
    AlignedTable table = new AlignedTable(width, INDENT).left("").left("").left("");
    for (HyperParameter p : optimizer.hyperParameters()) {
      table.row(p.name(), p.symbol(), p.meaning() + "; " + p.range().words());
    }
    return table.text();
  }

  /** All four profiles fit on 80 columns, so the last column is never broken. */
  private Block defaults() {
    AlignedTable table = new AlignedTable(Integer.MAX_VALUE, INDENT).left("");
    Arrays.stream(Profile.values()).forEach(profile -> table.left(profile.id()));
    for (HyperParameter p : optimizer.hyperParameters()) {
      table.row(row(p.name(), d -> NumberText.of(p, d.values().get(p.name()))));
    }
    if (Arrays.stream(Profile.values()).anyMatch(p -> optimizer.defaults(p).weightDecay() > 0)) {
      table.row(row("weight_decay", d -> NumberText.of(d.weightDecay())));
    }
    table.row(row("form of the rule", ProfileDefaults::variant));
    return table.row(row("kind of weight decay", d -> d.decayKind().title())).text();
  }

  private String[] row(String name, Function<ProfileDefaults, String> cell) {
    return Stream.concat(
            Stream.of(name),
            Arrays.stream(Profile.values()).map(profile -> cell.apply(optimizer.defaults(profile))))
        .toArray(String[]::new);
  }

  private Block sources(int width) {
    AlignedTable table = new AlignedTable(width, INDENT).left("").left("");
    for (Profile profile : Profile.values()) {
      table.row(profile.id(), optimizer.defaults(profile).source());
    }
    return table.text();
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
