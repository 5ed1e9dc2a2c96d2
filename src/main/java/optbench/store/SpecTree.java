package optbench.store;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import optbench.plan.Vocabulary;
import optbench.plan.Vocabulary.HyperParameterWords;
import optbench.spec.BatchSize;
import optbench.spec.DataSpec;
import optbench.spec.Device;
import optbench.spec.ExperimentSpec;
import optbench.spec.NetworkSpec;
import optbench.spec.OptimizerSpec;
import optbench.spec.ProbeSpec;
import optbench.spec.Profile;
import optbench.spec.ReportSpec;
import optbench.spec.Seeds;
import optbench.spec.SpecException;
import optbench.spec.TimingSpec;

/** Between the tree of a spec file, already held against the schema, and the spec itself. */
final class SpecTree {
  /** Keys that every optimizer, or every layer, has; all others are its own settings. */
  static final Set<String> COMMON_KEYS =
      Stream.concat(
              Stream.of("optimizer", "label", "profile", "variant", "batch_size", "layer"),
              TechniquesSchema.KEYS.stream())
          .collect(Collectors.toUnmodifiableSet());

  private final JsonNode root;

  private SpecTree(JsonNode root) {
    this.root = root;
  }

  /**
   * The spec, with defaults where nothing was given.
   *
   * @param name the experiment's, if the spec gives none
   * @throws SpecFileException if the values do not go together
   */
  static ExperimentSpec read(SourceTree tree, String name) {
    try {
      return new SpecTree(tree.root()).spec(name);
    } catch (SpecException e) {
      throw new SpecFileException(LoadedSpec.locate(tree, e));
    }
  }

  private ExperimentSpec spec(String name) {
    return new ExperimentSpec(
        root.path("name").asText(name),
        data(root.path("data")),
        network(root.path("network")),
        root.path("epochs").asInt(ExperimentSpec.DEFAULT_EPOCHS),
        batchSize(root.path("batch_size")),
        profile(root).orElse(Profile.KERAS),
        optimizers(root.path("optimizers")),
        seeds(root.path("seeds")),
        root.path("engine").asText(ExperimentSpec.DEFAULT_ENGINE),
        timing(root.path("timing")),
        report(root),
        probe(root.path("probe")),
        text(root, "claims"),
        Optional.ofNullable(root.get(TuneSchema.KEY)).map(TuneTree::read),
        text(root, "device").flatMap(Device::of).orElse(Device.DEFAULT));
  }

  private static ReportSpec report(JsonNode root) {
    List<Double> targets = new ArrayList<>();
    root.path("targets").forEach(target -> targets.add(target.asDouble()));
    return new ReportSpec(
        root.has("targets") ? targets : ReportSpec.DEFAULT.targets(),
        root.path("equivalence_margin").asDouble(ReportSpec.DEFAULT_EQUIVALENCE_MARGIN));
  }

  private static Optional<ProbeSpec> probe(JsonNode node) {
    return node.isObject() || node.asBoolean()
        ? Optional.of(
            new ProbeSpec(
                node.path("images").asInt(ProbeSpec.DEFAULT_IMAGES),
                node.path("steps").asInt(ProbeSpec.DEFAULT_STEPS)))
        : Optional.empty();
  }

  private static DataSpec data(JsonNode node) {
    if (!node.isObject()) {
      return DataSpec.of(node.asText(DataSpec.AUTO));
    }
    return new DataSpec(
        node.path("name").asText(DataSpec.AUTO),
        Optional.ofNullable(node.get("dir")).map(dir -> path(dir.asText())),
        node.has("train_limit")
            ? OptionalInt.of(node.get("train_limit").asInt())
            : OptionalInt.empty(),
        node.path("validation").asInt(0),
        node.has("max_pixel_frequency")
            ? OptionalDouble.of(node.get("max_pixel_frequency").asDouble())
            : OptionalDouble.empty());
  }

  /** Who says how times are to be taken wants them. */
  private static TimingSpec timing(JsonNode node) {
    return node.isObject()
        ? new TimingSpec(true, node.path("isolate").asBoolean(false), node.path("repeats").asInt(1))
        : new TimingSpec(node.asBoolean(TimingSpec.REPORTED.reported()));
  }

  private static Path path(String text) {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw new SpecException(
          "/data/dir", "must be a path of this system but was '" + text + "': " + e.getReason());
    }
  }

  private static NetworkSpec network(JsonNode node) {
    if (!node.isArray()) {
      return new NetworkSpec.Preset(node.asText(ExperimentSpec.DEFAULT_NETWORK));
    }
    return new NetworkSpec.Layers(each(node, "/network", LayerTree::read));
  }

  private static BatchSize batchSize(JsonNode node) {
    return node.isTextual()
        ? BatchSize.FULL
        : new BatchSize(node.asInt(ExperimentSpec.DEFAULT_BATCH_SIZE));
  }

  private static Optional<Profile> profile(JsonNode node) {
    return text(node, "profile").map(id -> Profile.valueOf(id.toUpperCase(Locale.ROOT)));
  }

  private static List<OptimizerSpec> optimizers(JsonNode node) {
    return node.isMissingNode()
        ? ExperimentSpec.DEFAULT_OPTIMIZERS.stream().map(OptimizerSpec::of).toList()
        : each(node, "/optimizers", SpecTree::optimizer);
  }

  private static OptimizerSpec optimizer(JsonNode node) {
    if (node.isTextual()) {
      return OptimizerSpec.of(node.asText());
    }
    Map<String, Double> hyperParameters = new TreeMap<>();
    node.properties().stream()
        .filter(entry -> !COMMON_KEYS.contains(entry.getKey()))
        .forEach(entry -> hyperParameters.put(entry.getKey(), number(entry.getValue())));
    return new OptimizerSpec(
        node.get("optimizer").asText(),
        text(node, "label"),
        profile(node),
        text(node, "variant"),
        hyperParameters,
        TechniquesTree.read(node),
        Optional.ofNullable(node.get("batch_size")).map(SpecTree::batchSize));
  }

  /** A flag is 1 or 0. */
  private static double number(JsonNode node) {
    return node.isBoolean() ? (node.asBoolean() ? 1 : 0) : node.asDouble();
  }

  private static Seeds seeds(JsonNode node) {
    if (!node.isArray()) {
      return Seeds.count(node.asInt(ExperimentSpec.DEFAULT_SEEDS));
    }
    List<Long> seeds = new ArrayList<>();
    node.forEach(seed -> seeds.add(seed.asLong()));
    return new Seeds(seeds);
  }

  private static Optional<String> text(JsonNode node, String key) {
    return Optional.ofNullable(node.get(key)).map(JsonNode::asText);
  }

  private static <T> List<T> each(JsonNode list, String pointer, Function<JsonNode, T> reader) {
    List<T> values = new ArrayList<>();
    for (JsonNode node : list) {
      String at = Pointers.child(pointer, values.size());
      values.add(below(at, () -> reader.apply(node)));
    }
    return values;
  }

  /** Parts of a spec do not know where they stand in it. */
  static <T> T below(String pointer, Supplier<T> part) {
    try {
      return part.get();
    } catch (SpecException e) {
      throw new SpecException(pointer + e.path(), e.getMessage());
    }
  }

  /** The inverse, with everything written out. Integers are longs, as when JSON is read back. */
  static Map<String, Object> write(ExperimentSpec spec, Vocabulary vocabulary) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("name", spec.name());
    tree.put("data", data(spec.data()));
    tree.put("network", network(spec.network()));
    tree.put("epochs", (long) spec.epochs());
    tree.put("batch_size", batchSize(spec.batchSize()));
    tree.put("profile", spec.profile().id());
    tree.put("optimizers", spec.optimizers().stream().map(o -> optimizer(o, vocabulary)).toList());
    tree.put("seeds", spec.seeds().values());
    tree.put("engine", spec.engine());
    tree.put("timing", timing(spec.timing()));
    tree.put("targets", spec.report().targets());
    tree.put("equivalence_margin", spec.report().equivalenceMargin());
    tree.put("probe", spec.probe().<Object>map(SpecTree::probe).orElse(false));
    spec.tune().ifPresent(tune -> tree.put(TuneSchema.KEY, TuneTree.write(tune)));
    spec.claims().ifPresent(claims -> tree.put("claims", claims));
    if (spec.device() != Device.DEFAULT) {
      tree.put("device", spec.device().id());
    }
    return tree;
  }

  private static Map<String, Object> probe(ProbeSpec probe) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("images", (long) probe.images());
    tree.put("steps", (long) probe.steps());
    return tree;
  }

  private static Object timing(TimingSpec timing) {
    if (!timing.isolate()) {
      return timing.reported();
    }
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("isolate", true);
    tree.put("repeats", (long) timing.repeats());
    return tree;
  }

  private static Map<String, Object> data(DataSpec data) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("name", data.name());
    data.directory().ifPresent(directory -> tree.put("dir", directory.toString()));
    data.trainLimit().ifPresent(limit -> tree.put("train_limit", (long) limit));
    tree.put("validation", (long) data.validation());
    data.maxPixelFrequency().ifPresent(share -> tree.put("max_pixel_frequency", share));
    return tree;
  }

  private static Object network(NetworkSpec network) {
    return network.<Object>either(
        preset -> preset, layers -> layers.stream().map(LayerTree::write).toList());
  }

  private static Object batchSize(BatchSize size) {
    return size.equals(BatchSize.FULL) ? size.toString() : (Object) (long) size.samples();
  }

  private static Map<String, Object> optimizer(OptimizerSpec optimizer, Vocabulary vocabulary) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("optimizer", optimizer.optimizer());
    optimizer.label().ifPresent(label -> tree.put("label", label));
    optimizer.profile().ifPresent(profile -> tree.put("profile", profile.id()));
    optimizer.variant().ifPresent(variant -> tree.put("variant", variant));
    optimizer.batchSize().ifPresent(size -> tree.put("batch_size", batchSize(size)));
    optimizer
        .hyperParameters()
        .forEach(
            (name, value) ->
                tree.put(
                    name, isFlag(vocabulary, optimizer.optimizer(), name) ? value != 0 : value));
    TechniquesTree.write(optimizer.techniques(), tree);
    return tree;
  }

  private static boolean isFlag(Vocabulary vocabulary, String optimizer, String name) {
    return vocabulary.optimizers().stream()
        .filter(words -> words.id().equals(optimizer))
        .flatMap(words -> words.hyperParameters().stream())
        .filter(words -> words.name().equals(name))
        .anyMatch(HyperParameterWords::flag);
  }
}
